"use client";

import type { z } from "zod";
import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { useMoneyFormat } from "@/components/layout/money-format";
import type { CapReason, Strategy } from "@/lib/core/allocation";
import { lendingReach, type DepositorMoney } from "@/lib/core/lending-reach";
import { longestDaysOf } from "@/lib/core/longest-term";
import { formatMoney } from "@/lib/format";
import type { saveStrategyInput } from "@/lib/funding/schemas";
import type { ShownStrategy } from "@/lib/funding/strategy";
import classes from "./funding.module.css";

type Typed = z.output<ReturnType<typeof saveStrategyInput>>;

/** What the limits as typed make of the money that waits now; worked out by the rules of allocation themselves. */
export function StrategyPreview({ strategy, saved, money }: { strategy: Typed | null; saved: ShownStrategy; money: DepositorMoney }) {
  const format = useMoneyFormat();
  if (strategy === null) return <p className={classes.preview}>Once every field is right, this says what it means.</p>;
  const { lendable, perLoan } = lendingReach(money, ruleOf(strategy, saved));
  const write = (minor: bigint) => formatMoney(minor, format, { fraction: "auto" });
  return (
    <>
      <p className={classes.preview} aria-live="polite">
        Of your {write(money.waiting)} waiting, {write(lendable)} can be lent now; at most {write(perLoan.cap)} per loan{limitWords[perLoan.heldBy]}.
      </p>
      <KeyValues
        entries={[
          { label: "Waiting", value: <Money minor={money.waiting} /> },
          { label: "Can be lent", value: <Money minor={lendable} />, strong: true },
          { label: "Stays with you", hint: "kept aside", value: <Money minor={money.waiting - lendable} /> },
          { label: "At most in one loan", value: <Money minor={perLoan.cap} />, strong: true },
        ]}
      />
    </>
  );
}

/** What is behind the most per loan, where it is not simply everything that waits. */
const limitWords: Readonly<Partial<Record<CapReason, string>>> = {
  kept_aside: ", because of what you keep aside",
  share_of_own_money: ", your largest share",
  due_from_depositor: ", because money is due from you",
};

function ruleOf({ acceptedGrades, longestTermMonths, largestSharePercent, keepAside, reinvest }: Typed, saved: ShownStrategy): Strategy {
  const months = longestTermMonths === undefined ? saved.longestTermMonths : longestTermMonths;
  return {
    acceptedGrades: new Set(acceptedGrades ?? saved.acceptedGrades),
    longestTermDays: months === null ? null : longestDaysOf(months),
    largestSharePpm: largestSharePercent ?? saved.largestSharePpm,
    keepAsideMinor: keepAside ?? saved.keepAside,
    reinvest: reinvest ?? saved.reinvest,
  };
}
