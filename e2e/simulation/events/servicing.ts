import type { RowDataPacket } from "mysql2";
import { addDays, daysBetween } from "@/lib/core/business-date";
import { prepaymentChoices } from "@/lib/core/prepayment";
import type { RefusalCode } from "@/lib/platform/errors";
import { grantHoliday } from "@/lib/loans/operations/grant-holiday";
import { payOffLoan } from "@/lib/loans/operations/pay-off-loan";
import { preCloseLoan } from "@/lib/loans/operations/pre-close-loan";
import { recordBackdatedRepayment } from "@/lib/loans/operations/record-backdated-repayment";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { restructureLoan } from "@/lib/loans/operations/restructure-loan";
import { reverseRepayment } from "@/lib/loans/operations/reverse-repayment";
import { settleRepayment } from "@/lib/loans/operations/settle-repayment";
import { getPayoffQuote } from "@/lib/loans/payoff-quote-query";
import { asText, attempting, borrowerOf, rowsOf, someRow, today, type World, type WorldEvent } from "../world";

type Amounts = { due: bigint; next: bigint; payoff: bigint };

const RAIL = ["own-account", "own-account", "own-account", "own-account", "sandbox-hold", "sandbox-bounce"] as const;

/** A payment may be too much, close the loan early, or meet a rail that says no. */
const PAYMENT_REFUSALS: readonly RefusalCode[] = ["repayment_exceeds_payoff", "repayment_closes_loan", "repayment_refused_by_bank"];

const activeLoan = (world: World) => someRow(world, "SELECT id, borrower_id, method, rate_ppm, disbursed_on FROM loans WHERE state = 'active' ORDER BY id");

/** Of every three borrowers one stops paying sooner or later: from the third month on, nothing comes of such a loan by itself. */
const payingLoan = (world: World) =>
  someRow(
    world,
    `SELECT l.id, l.borrower_id, l.method, l.rate_ppm, l.disbursed_on FROM loans l JOIN installation i
     WHERE l.state = 'active' AND (l.id % 3 <> 0 OR l.disbursed_on > DATE_SUB(i.business_date, INTERVAL 60 DAY)) ORDER BY l.id`,
  );

async function amountsOf(world: World, loan: RowDataPacket): Promise<Amounts> {
  const on = await today();
  const quote = await getPayoffQuote.execute(borrowerOf(world, loan), { loanId: loan.id, on });
  const unpaid = "principal + interest + fee + penalty - principal_paid - interest_paid - fee_paid - penalty_paid";
  const [row] = await rowsOf(
    `SELECT COALESCE(SUM(IF(due_on <= ?, ${unpaid}, 0)), 0) AS due,
       COALESCE((SELECT ${unpaid} FROM instalments WHERE loan_id = ? AND ${unpaid} > 0 ORDER BY number LIMIT 1), 0) AS next
     FROM instalments WHERE loan_id = ?`,
    [on, loan.id, loan.id],
  );
  return { due: BigInt(row?.due ?? 0), next: BigInt(row?.next ?? 0), payoff: quote?.total ?? 0n };
}

function drawAmount({ random }: World, { due, next, payoff }: Amounts): bigint {
  const habit = random.below(12);
  if (habit < 5) return next;
  if (habit < 7) return due;
  if (habit < 8) return next - 1n;
  if (habit < 10) return random.money(1n, payoff > 1n ? payoff : 1n);
  if (habit < 11) return payoff;
  return payoff + random.money(1n, 5n);
}

const atLeastOne = (amount: bigint) => (amount > 0n ? amount : 1n);

export const servicingEvents: readonly WorldEvent[] = [
  {
    name: "a borrower pays: the instalment, less, more, everything or too much",
    weight: 40,
    async attempt(world) {
      const { random } = world;
      const loan = await payingLoan(world);
      if (!loan) return null;
      const amount = atLeastOne(drawAmount(world, await amountsOf(world, loan)));
      const input = { loanId: loan.id, amount: asText(amount), prepayment: random.pick(prepaymentChoices), method: random.pick(RAIL) };
      return attempting(repayLoan, { actor: borrowerOf(world, loan), input, refusals: PAYMENT_REFUSALS });
    },
  },
  {
    name: "a borrower pays the loan off",
    weight: 3,
    async attempt(world) {
      const loan = await payingLoan(world);
      if (!loan) return null;
      const { payoff } = await amountsOf(world, loan);
      const amount = world.random.percent(90) ? payoff : payoff + 1n;
      const input = { loanId: loan.id, amount: asText(atLeastOne(amount)), method: world.random.pick(RAIL) };
      return attempting(payOffLoan, { actor: borrowerOf(world, loan), input, refusals: amount === payoff ? ["repayment_refused_by_bank"] : ["payoff_changed", "repayment_refused_by_bank"] });
    },
  },
  {
    name: "a borrower closes a loan early, whatever that takes",
    weight: 2,
    async attempt(world) {
      const loan = world.random.percent(40) ? await someRow(world, "SELECT id, borrower_id FROM loans WHERE state = 'approved' ORDER BY id") : await payingLoan(world);
      return loan && attempting(preCloseLoan, { actor: borrowerOf(world, loan), input: { loanId: loan.id, method: world.random.pick(RAIL) }, refusals: ["repayment_refused_by_bank"] });
    },
  },
  {
    name: "the rail says what became of a payment",
    weight: 5,
    async attempt(world) {
      const row = await someRow(world, "SELECT id FROM repayments WHERE state = 'held' ORDER BY id");
      if (!row) return null;
      const input = { repaymentId: row.id, outcome: world.random.percent(75) ? "confirmed" : "bounced" };
      return attempting(settleRepayment, { actor: world.officers[0], input, refusals: ["repayment_exceeds_payoff", "repayment_closes_loan", "payoff_changed", "loan_not_active", "loan_written_off"] });
    },
  },
  {
    name: "an officer takes back a posted payment, also of a loan that was closed or given up since",
    weight: 6,
    async attempt(world) {
      const { random } = world;
      const ofLost = random.percent(25) ? await someRow(world, "SELECT r.id FROM repayments r JOIN write_offs w ON w.loan_id = r.loan_id WHERE r.state = 'posted' ORDER BY r.id") : null;
      const row = ofLost ?? (await someRow(world, "SELECT id FROM repayments WHERE state = 'posted' ORDER BY id DESC LIMIT 40"));
      if (!row) return null;
      return attempting(reverseRepayment, {
        actor: world.officers[0],
        input: { repaymentId: row.id, reason: "It came back." },
        refusals: ["later_payment_exceeds_payoff"],
      });
    },
  },
  {
    name: "an officer records money that had arrived on an earlier day",
    weight: 6,
    async attempt(world) {
      const loan = await payingLoan(world);
      if (!loan) return null;
      const { random } = world;
      const daysAgo = daysBetween(String(loan.disbursed_on), await today());
      const valueDate = addDays(await today(), -random.between(0, Math.min(daysAgo, 90)));
      const amount = atLeastOne(drawAmount(world, await amountsOf(world, loan)));
      return attempting(recordBackdatedRepayment, {
        actor: world.officers[0],
        input: { loanId: loan.id, amount: asText(amount), valueDate, prepayment: random.pick(prepaymentChoices) },
        refusals: ["repayment_exceeds_payoff", "later_payment_exceeds_payoff", "repayment_closes_loan"],
      });
    },
  },
  {
    name: "an officer grants a payment holiday",
    weight: 3,
    async attempt(world) {
      const loan = await activeLoan(world);
      if (!loan) return null;
      const input = { loanId: loan.id, instalments: world.random.between(1, 4), interest: world.random.pick(["accrues", "waived"] as const), reason: "A bad season." };
      return attempting(grantHoliday, { actor: world.officers[0], input, refusals: ["nothing_to_put_off"] });
    },
  },
  {
    name: "an officer restructures a loan",
    weight: 3,
    async attempt(world) {
      const { random, officers } = world;
      const loan = await activeLoan(world);
      if (!loan) return null;
      const rate = loan.method === "flat" && random.percent(90) ? asPercent(Number(loan.rate_ppm)) : random.pick(["0", "8.5", "24", "0.0001"]);
      const input = { loanId: loan.id, instalments: random.between(1, 14), rate, reason: "A new plan." };
      return attempting(restructureLoan, { actor: officers[0], input, refusals: ["nothing_to_put_off", "flat_rate_fixed"] });
    },
  },
];

/** Parts per million as a percentage with all four decimals. */
function asPercent(ppm: number): string {
  return `${Math.floor(ppm / 10_000)}.${String(ppm % 10_000).padStart(4, "0")}`;
}
