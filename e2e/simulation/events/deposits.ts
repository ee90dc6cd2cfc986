import { payInCapital } from "@/lib/catalog/operations/pay-in-capital";
import type { Money } from "@/lib/core/money";
import { system } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { requestWithdrawal } from "@/lib/deposits/operations/request-withdrawal";
import { settleDeposit } from "@/lib/deposits/operations/settle-deposit";
import { settleWithdrawal } from "@/lib/deposits/operations/settle-withdrawal";
import { saveStrategy } from "@/lib/funding/operations/save-strategy";
import { getPortfolio } from "@/lib/funding/queries";
import type { Random } from "../random";
import { asText, attempting, someRow, type WorldEvent } from "../world";

/** How the rail answers: mostly at once, sometimes later, sometimes no. */
const METHODS = ["own-account", "own-account", "own-account", "sandbox-hold", "sandbox-bounce"] as const;

export const depositEvents: readonly WorldEvent[] = [
  {
    name: "a depositor brings money",
    weight: 12,
    async attempt({ random, depositors, scale, books }) {
      const actor = random.pick(depositors);
      const amount = random.money(1n, scale * 120n);
      return attempting(invest, {
        actor,
        input: { amount: asText(amount), method: random.pick(METHODS) },
        refusals: ["deposit_refused_by_bank"],
        afterwards: ({ state }) => (state === "confirmed" ? books.bringsIn(actor.id, amount) : undefined),
      });
    },
  },
  {
    name: "the rail says what became of a deposit, also of one that had arrived and was lent",
    weight: 3,
    async attempt(world) {
      const { random, officers, books } = world;
      const row = await someRow(world, "SELECT id, depositor_id, amount, state FROM deposits WHERE state <> 'bounced' ORDER BY id DESC LIMIT 30");
      if (!row) return null;
      const outcome = row.state === "held" && random.percent(60) ? "confirmed" : "bounced";
      return attempting(settleDeposit, {
        actor: officers[0],
        input: { depositId: row.id, outcome },
        refusals: [],
        afterwards() {
          if (outcome === "confirmed") books.bringsIn(Number(row.depositor_id), BigInt(row.amount));
          else if (row.state === "confirmed") books.bringsIn(Number(row.depositor_id), -BigInt(row.amount));
        },
      });
    },
  },
  {
    name: "a depositor asks for waiting money, or for more than there is",
    weight: 4,
    async attempt({ random, depositors, books }) {
      const actor = random.pick(depositors);
      const { waiting } = (await getPortfolio.execute(actor, {})).balance;
      const some = waiting / 4n + (random.percent(15) ? waiting : 0n);
      const amount = random.percent(10) && waiting > 0n ? waiting : random.money(1n, some + 1n);
      return attempting(requestWithdrawal, {
        actor,
        input: { amount: asText(amount), method: random.pick(METHODS) },
        refusals: ["money_due", "insufficient_waiting_money", "withdrawal_refused_by_bank"],
        afterwards: ({ state }) => (state === "paid" ? books.bringsIn(actor.id, -amount) : undefined),
      });
    },
  },
  {
    name: "the rail says what became of a withdrawal",
    weight: 4,
    async attempt(world) {
      const { random, officers, books } = world;
      const row = await someRow(world, "SELECT id, depositor_id, amount, state FROM withdrawals WHERE state IN ('requested', 'paid') ORDER BY id DESC LIMIT 12");
      if (!row) return null;
      const outcome = row.state === "paid" ? "bounced" : random.pick(["paid", "refused"] as const);
      return attempting(settleWithdrawal, {
        actor: officers[0],
        input: { withdrawalId: row.id, outcome },
        refusals: [],
        afterwards() {
          if (outcome !== "refused") books.bringsIn(Number(row.depositor_id), outcome === "paid" ? -BigInt(row.amount) : BigInt(row.amount));
        },
      });
    },
  },
  {
    name: "a depositor changes the strategy",
    weight: 2,
    async attempt({ random, depositors }) {
      const actor = random.pick(depositors);
      const { waiting } = (await getPortfolio.execute(actor, {})).balance;
      return attempting(saveStrategy, {
        actor,
        input: drawStrategy(random, waiting),
        refusals: [],
      });
    },
  },
  {
    name: "a bank puts in money of its own",
    weight: 2,
    async attempt({ random, bankIds, scale, books }) {
      const bankId = random.pick(bankIds);
      const amount = random.money(1n, scale * 80n);
      return attempting(payInCapital, { actor: system, input: { bankId, amount: asText(amount) }, refusals: [], afterwards: () => books.bankBringsIn(bankId, amount) });
    },
  },
];

/** What a depositor may want; mostly only one thing at a time. Kept aside is often nearly all that waits, so that the limit holds. */
export function drawStrategy(random: Random, waiting: Money) {
  return {
    acceptedGrades: random.percent(25) ? ["A", "B", "C", "D", "E"].filter(() => random.percent(70)).concat("A") : undefined,
    longestTermMonths: random.percent(20) ? random.pick([null, 3, 12]) : undefined,
    largestSharePercent: random.percent(35) ? random.pick(["100", "33.3333", "10", "3"]) : undefined,
    keepAside: random.percent(45) ? asText(random.money(random.percent(60) ? (waiting * 9n) / 10n : 0n, waiting)) : undefined,
    reinvest: random.percent(40) ? random.percent(60) : undefined,
  };
}
