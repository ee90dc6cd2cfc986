import { system } from "@/lib/core/permissions";
import { closeDay } from "@/lib/closing/operations/close-day";
import { settleReturns } from "@/lib/funding/operations/settle";
import { hasUnsettledReturns } from "@/lib/funding/settlement-queries";
import { finishEndOfDay } from "@/lib/jobs/end-of-day";
import { rebuildBalances } from "@/lib/ledger/operations/rebuild-balances";
import { attempting, type WorldEvent } from "../world";

export const dayEvents: readonly WorldEvent[] = [
  {
    name: "a day ends, with everything that follows it",
    weight: 9,
    attempt: async () => attempting(closeDay, { actor: system, input: { days: 1 }, refusals: [], afterwards: finishEndOfDay }),
  },
  {
    name: "days pass, and what follows them has not run yet",
    weight: 9,
    attempt: async ({ random }) => attempting(closeDay, { actor: system, input: { days: random.between(2, 31) }, refusals: [] }),
  },
  {
    name: "returns are settled in the middle of a day",
    weight: 3,
    attempt: async () => ((await hasUnsettledReturns()) ? attempting(settleReturns, { actor: system, input: {}, refusals: [] }) : null),
  },
  {
    name: "stored balances are built anew from their postings, and nothing changes",
    weight: 1,
    attempt: async () =>
      attempting(rebuildBalances, {
        actor: system,
        input: {},
        refusals: [],
        afterwards({ mended }) {
          const wrong = Object.entries(mended).filter(([, count]) => count !== 0);
          if (wrong.length > 0) throw new Error(`stored balances were not what their postings say: ${JSON.stringify(wrong)}`);
        },
      }),
  },
];
