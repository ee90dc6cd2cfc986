import { acceptContract } from "@/lib/loans/operations/accept-contract";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { rejectLoan } from "@/lib/loans/operations/reject-loan";
import { takeInstantCredit } from "@/lib/loans/operations/take-instant-credit";
import { withdrawApplication } from "@/lib/loans/operations/withdraw-application";
import { asText, attempting, borrowerOf, someRow, type World, type WorldEvent } from "../world";

const loanInState = (world: World, states: readonly string[]) =>
  someRow(world, "SELECT id, borrower_id, state FROM loans WHERE state IN (?) ORDER BY id", [states]);

export const applicationEvents: readonly WorldEvent[] = [
  {
    name: "a borrower applies",
    weight: 18,
    async attempt({ random, borrowers, products, scale }) {
      const product = random.pick(products);
      const amount = random.percent(20) ? random.money(1n, 40n) : random.money(1n, random.percent(5) ? product.amountMax * 2n : scale * 90n);
      const instalments = random.between(product.instalmentsMin, product.instalmentsMax + (random.percent(4) ? 1 : 0));
      return attempting(applyForLoan, {
        actor: random.pick(borrowers),
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
      const loan = await loanInState(world, ["approved"]);
      if (!loan) return null;
      return attempting(disburseLoan, {
        actor: officers[0],
        input: { loanId: loan.id, method: random.percent(6) ? "sandbox-bounce" : "own-account" },
        refusals: ["allocation_not_possible", "disbursement_refused_by_bank"],
        afterwards: () => books.paidOut(Number(loan.id)),
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
        input: { amount: asText(random.money(1n, scale * 60n)), method: random.percent(5) ? "sandbox-bounce" : "own-account" },
        refusals: ["active_credit_exists", "allocation_not_possible", "disbursement_refused_by_bank"],
        afterwards: ({ loanId }) => books.paidOut(loanId),
      });
    },
  },
];
