import { z } from "zod";
import type { Money } from "@/lib/core/money";
import { coverageOf, requiredProvision, type ProvisionLine } from "@/lib/core/provision";
import { accountBalance } from "@/lib/ledger/queries";
import { defineQuery } from "@/lib/platform/operation";
import { readArrears } from "./arrears-store";

/** The provision fund against what the book asks for. Minor units. */
export type Provision = {
  fund: Money;
  required: Money;
  /** By bucket, every one of them. */
  lines: ProvisionLine[];
  /** Fund / required in parts per million; null when nothing is required. */
  coveragePpm: number | null;
};

/** How far the provision fund covers what the running loans' lateness makes one expect to lose. */
export const getProvision = defineQuery({
  name: "reports.get-provision",
  input: z.object({}),
  async run({ db, today }): Promise<Provision> {
    const [fund, book] = await Promise.all([accountBalance(db, "provision_fund"), readArrears(db, today)]);
    const { lines, required } = requiredProvision(book);
    return { fund, required, lines, coveragePpm: coverageOf(fund, required) };
  },
});
