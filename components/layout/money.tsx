"use client";

import { moneyParts, type MinorUnits } from "@/lib/format";
import classes from "./money.module.css";
import { useMoneyFormat } from "./money-format";

type MoneyProps = {
  minor: MinorUnits;
  /** A plus before a gain and a minus before a loss. */
  signed?: boolean;
  /** "auto" leaves the fraction away when it is zero. In columns keep "always", so that the points stay aligned. */
  fraction?: "always" | "auto";
};

/** An amount, with digits that line up; where it is large, sign and fraction step back. The text stays one piece for copying and for screen readers. */
export function Money({ minor, signed, fraction }: MoneyProps) {
  const parts = moneyParts(minor, useMoneyFormat(), { signed, fraction });
  return (
    <span className={classes.money}>
      {parts.sign}
      <span className={classes.quiet}>{parts.prefix}</span>
      {parts.whole}
      <span className={classes.quiet}>
        {parts.fraction}
        {parts.suffix}
      </span>
    </span>
  );
}
