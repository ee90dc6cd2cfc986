import { acceptContract } from "@/lib/loans/operations/accept-contract";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { rejectLoan } from "@/lib/loans/operations/reject-loan";
import { takeInstantCredit } from "@/lib/loans/operations/take-instant-credit";
import { undoDisbursement } from "@/lib/loans/operations/undo-disbursement";
import { withdrawApplication } from "@/lib/loans/operations/withdraw-application";
import type { Money } from "@/lib/core/money";
import type { Random } from "../random";
import { asText, attempting, borrowerOf, rowsOf, someRow, type World, type WorldEvent } from "../world";

const loanInState = (world: World, states: readonly string[]) =>
  someRow(world, "SELECT id, borrower_id, state FROM loans WHERE state IN (?) ORDER BY id", [states]);

/** Mostly a part of the waiting money, sometimes a few units of it, sometimes all or more: where limits hold and odd units show. */
async function drawPrincipal(random: Random, scale: Money): Promise<Money> {
  const [row] = await rowsOf("SELECT COALESCE(SUM(available), 0) AS waiting FROM depositors");
  const waiting = BigInt(row?.waiting ?? 0) + scale;
  if (random.percent(12)) return random.money(1n, 40n);
  return random.percent(25) ? random.money(waiting / 2n, (waiting * 11n) / 10n) : random.money(1n, waiting / 4n + 1n);
}

export const applicationEvents: readonly WorldEvent[] = [
  {
    name: "a borrower applies",
    weight: 14,
    async attempt(world) {
      const { random, borrowers, products, scale } = world;
      // Some of those whose loan was given up, because they are few: products differ in whether they lend to them.
      const debtor = random.percent(15) ? await loanInState(world, ["written_off"]) : null;
      const product = random.pick(products);
      const amount = random.percent(4) ? random.money(1n, product.amountMax * 2n) : await drawPrincipal(random, scale);
      const instalments = random.between(product.instalmentsMin, product.instalmentsMax + (random.percent(4) ? 1 : 0));
      return attempting(applyForLoan, {
        actor: debtor ? borrowerOf(world, debtor) : random.pick(borrowers),
        input: { productId: product.productId, amount: asText(amount), instalments },
        refusals: ["application_pending", "loan_not_eligible", "amount_outside_product", "term_outside_product", "allocation_not_possible"],
      });
    },
  },
  {
    name: "an officer approves",
    weight: 12,
    async attempt(world) {
      const loan = await loanInState(world, ["pending"]);
      if (!loan) return null;
      return attempting(approveLoan, { actor: world.officers[0], input: { loanId: loan.id }, refusals: ["loan_no_longer_eligible", "allocation_not_possible"] });
    },
  },
  {
    name: "an officer says no, also after an approval",
    weight: 1,
    async attempt(world) {
      const loan = await loanInState(world, ["pending", "approved"]);
      if (!loan) return null;
      return attempting(rejectLoan, { actor: world.officers[0], input: { loanId: loan.id, reason: "Drawn at random.", revokesApproval: true }, refusals: [] });
    },
  },
  {
    name: "a borrower takes an application back",
    weight: 1,
    async attempt(world) {
      const loan = await loanInState(world, ["pending", "approved"]);
      return loan && attempting(withdrawApplication, { actor: borrowerOf(world, loan), input: { loanId: loan.id }, refusals: [] });
    },
  },
  {
    name: "a loan is paid out",
    weight: 24,
    async attempt(world) {
      const { random, officers, books } = world;
      const coverable = random.percent(80) ? await someRow(world, "SELECT id FROM loans WHERE state = 'approved' AND principal <= (SELECT SUM(available) FROM depositors) ORDER BY id") : null;
      const loan = coverable ?? (await loanInState(world, ["approved"]));
      if (!loan) return null;
      return attempting(disburseLoan, {
        actor: officers[0],
        input: { loanId: loan.id, method: random.percent(6) ? "sandbox-bounce" : "own-account" },
        refusals: ["approval_expired", "written_off_debt_unpaid", "allocation_not_possible", "disbursement_refused_by_bank"],
        afterwards: () => books.paidOut(Number(loan.id)),
      });
    },
  },
  {
    name: "a payout comes back from the borrower's bank",
    weight: 2,
    async attempt(world) {
      const unpaid = await someRow(world, "SELECT id FROM loans l WHERE state = 'active' AND NOT EXISTS (SELECT 1 FROM repayments r WHERE r.loan_id = l.id AND r.state <> 'bounced') ORDER BY id");
      const loan = unpaid ?? (world.random.percent(10) ? await loanInState(world, ["active", "written_off"]) : null);
      if (!loan) return null;
      return attempting(undoDisbursement, {
        actor: world.officers[0],
        input: { loanId: loan.id, reason: "The account is closed." },
        refusals: ["loan_has_payments", "loan_written_off"],
      });
    },
  },
  {
    name: "a borrower accepts a contract, or one that was not issued",
    weight: 3,
    async attempt(world) {
      const row = await someRow(world, "SELECT l.id, l.borrower_id, c.terms_hash FROM loan_contracts c JOIN loans l ON l.id = c.loan_id ORDER BY l.id DESC LIMIT 12");
      if (!row) return null;
      const termsHash = world.random.percent(85) ? String(row.terms_hash) : "0".repeat(64);
      return attempting(acceptContract, { actor: borrowerOf(world, row), input: { loanId: row.id, termsHash }, refusals: ["contract_changed", "contract_not_acceptable"] });
    },
  },
  {
    name: "a borrower takes an instant credit",
    weight: 2,
    async attempt({ random, borrowers, scale, books }) {
      return attempting(takeInstantCredit, {
        actor: random.pick(borrowers),
        input: { amount: asText(await drawPrincipal(random, scale)), method: random.percent(5) ? "sandbox-bounce" : "own-account" },
        refusals: ["active_credit_exists", "written_off_debt_unpaid", "allocation_not_possible", "disbursement_refused_by_bank"],
        afterwards: ({ loanId }) => books.paidOut(loanId),
      });
    },
  },
];
