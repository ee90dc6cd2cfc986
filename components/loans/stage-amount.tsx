"use client";

import { useMoneyFormat } from "@/components/layout/money-format";
import { describeStage, type InstalmentStage } from "@/lib/core/instalment-stages";
import { formatMoney } from "@/lib/format";

/** What the instalments of a stage ask for, one amount or a span. */
export function StageAmount({ stage }: { stage: InstalmentStage }) {
  const format = useMoneyFormat();
  return describeStage(stage, (minor) => formatMoney(minor, format)).amount;
}
