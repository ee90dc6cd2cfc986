import { expect, test } from "vitest";
import type { Actor } from "@/lib/core/permissions";
import { requestWithdrawal } from "@/lib/deposits/operations/request-withdrawal";
import { getPortfolio } from "@/lib/funding/queries";
import { approvedLoan, openLendingBank } from "@/lib/funding/testing";
import { hireAdmin } from "@/lib/identity/testing";
import { disburseLoan } from "@/lib/loans/operations/disburse-loan";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { registerPerson } from "@/scripts/story/people";
import { offerTiles } from "./operations/offer-tiles";
import { endDays, expectBooksHold, liveTile, newDepositor, passDays } from "./testing";

const balanceOf = async (of: Actor) => (await getPortfolio.execute(of, {})).balance;

test("a settled tile cut in two (T 3, f 2, C 2): the seller hands back the unit that floors lose, and it comes back with the loan", async () => {
  const lending = await openLendingBank("2026-01-01");
  const admin = await hireAdmin("officer@example.com");
  const borrower = await registerPerson({ role: "borrower", fullName: "Asha Rao", email: "asha@example.com", password: "correct horse 1" });
  const [seller, other] = [await newDepositor("Two", "0.02"), await newDepositor("One", "0.01")];
  const loanId = await approvedLoan(lending, borrower, 3n);
  await disburseLoan.execute(admin, { loanId });
  await repayLoan.execute(borrower, { loanId, amount: "0.02" });
  await endDays(1);
  const tile = await liveTile(loanId, seller);
  expect([tile.amount, tile.settled[0]]).toEqual([2n, 1n]);
  expect((await balanceOf(other)).waiting).toBe(0n);
  const buyers = [await newDepositor("Third", "0.01"), await newDepositor("Fourth", "0.01")];
  await requestWithdrawal.execute(seller, { amount: "0.01" });
  await offerTiles.execute(seller, { tileIds: [tile.id] });
  await endDays(1);
  expect((await balanceOf(seller)).waiting).toBe(1n);
  for (const each of buyers) expect(await balanceOf(each)).toMatchObject({ waiting: 0n, working: 1n });
  await expectBooksHold();
  await repayLoan.execute(borrower, { loanId, amount: "0.01" });
  await passDays(62);
  for (const each of [...buyers, other]) expect(await balanceOf(each)).toMatchObject({ waiting: 1n, working: 0n });
  await expectBooksHold();
});
