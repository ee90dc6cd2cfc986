import { eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { users } from "@/db/schema";
import { formatDecimal } from "@/lib/core/money";
import { readBalance } from "@/lib/funding/balance-store";
import { PUT as putInvest } from "@/app/api/bank/user/invest/route";
import { PUT as putPayCredit } from "@/app/api/bank/user/pay_credit/route";
import { PUT as putTakeCredit } from "@/app/api/bank/user/take_credit/route";
import { ask, brokenRules, failure, getCredits, getInfo, getSchedule, invest, join, openBank, proveAddress, payCredit, success, takeCredit, type Login } from "./testing";

openBank();

type Row = { number: number; due_date: string; credit_amount_due: string; interest_amount_due: string; credit_amount_paid: string; interest_amount_paid: string };
type Credit = Record<"total_amount" | "interest" | "final_price" | "amount_left" | "status", string> & { id: number; account_id: number; credit_allocations: { total_amount: string; deposit_clients: number } };

/** Decimal text to minor units, exactly. */
const minor = (text: unknown) => BigInt(String(text).replace(".", ""));
const sum = (amounts: unknown[]) => amounts.reduce<bigint>((total, amount) => total + minor(amount), 0n);

const balances = async (savers: readonly Login[], name: "balance_wait" | "balance_working") => Promise.all(savers.map(async (saver) => (await getInfo(saver)).body[name]));
const owed = async (client: Login) => (await getInfo(client)).body.balance;
const creditsOf = async (client: Login) => (await getCredits(client)).body.credits as Credit[];
const rowsOf = async (client: Login, creditId: unknown) => (await getSchedule(client, creditId)).body.repayment_schedule as Row[];

/** Lends away whatever earlier tests left waiting, so that only this test's money is in the pool. */
async function emptyPool(): Promise<void> {
  const savers = await database().select({ id: users.id }).from(users).where(eq(users.role, "depositor"));
  let waiting = 0n;
  for (const { id } of savers) waiting += (await readBalance(database(), id)).waiting;
  if (waiting > 0n) expect(await takeCredit(await join("credit"), formatDecimal(waiting, 2))).toMatchObject(success("take_credit"));
}

describe("the story of one credit", () => {
  const savers: Login[] = [];
  let borrower: Login;
  let creditId: number;

  test("three deposit clients invest 100, 100 and 1000: all of it waits", async () => {
    for (const amount of ["100.00", 100, "1000"]) {
      const saver = await join("deposit");
      expect(await invest(saver, amount)).toMatchObject(success("invest"));
      savers.push(saver);
    }
    expect(await balances(savers, "balance_wait")).toEqual(["100.00", "100.00", "1000.00"]);
  });

  test("a credit larger than all of it is refused and changes nothing", async () => {
    borrower = await join("credit");
    for (const amount of ["1200.01", 1e9, 1e12]) expect(await takeCredit(borrower, amount)).toMatchObject(failure("take_credit", "credit allocation is not possible"));
    expect(await balances(savers, "balance_wait")).toEqual(["100.00", "100.00", "1000.00"]);
    expect([await owed(borrower), await creditsOf(borrower)]).toEqual(["0.00", []]);
  });

  test("900 is taken as evenly as it can be: 100, 100 and 700", async () => {
    const taken = await takeCredit(borrower, 900);
    expect(taken).toMatchObject({ status: 200, body: { status: "success", action: "take_credit", total_amount: "900.00", credit_allocations: { deposit_clients: 3, total_amount: "900.00" } } });
    creditId = Number(taken.body.credit_id);
    expect(await balances(savers, "balance_working")).toEqual(["100.00", "100.00", "700.00"]);
    expect(await balances(savers, "balance_wait")).toEqual(["0.00", "0.00", "300.00"]);
    expect(await owed(borrower)).toBe("-1080.00");
    expect(await creditsOf(borrower)).toMatchObject([
      { id: creditId, account_id: borrower.userId, total_amount: "900.00", interest: "180.00", final_price: "1080.00", amount_left: "1080.00", status: "active" },
    ]);
  });

  test("its schedule has six rows thirty days apart that add up to the final price", async () => {
    const rows = await rowsOf(borrower, creditId);
    expect(rows.map(({ due_date }) => due_date)).toEqual(["2026-04-01", "2026-05-01", "2026-05-31", "2026-06-30", "2026-07-30", "2026-08-29"]);
    expect(rows.map((row) => [row.credit_amount_due, row.interest_amount_due])).toEqual(Array(6).fill(["150.00", "30.00"]));
  });

  test("a second credit beside it is refused", async () => {
    expect(await takeCredit(borrower, 1)).toMatchObject(failure("take_credit", "user already has active credit"));
  });

  test("six payments bring everything back with 20 %, exact to the last unit, and the schedule stays whole", async () => {
    const before = await rowsOf(borrower, creditId);
    for (let number = 1; number <= 6; number += 1) {
      const left = `${1080 - 180 * number}.00`;
      const paid = await payCredit(borrower, creditId, "180.00");
      expect(paid).toMatchObject({ status: 200, body: { status: "success", action: "pay_credit", credit_id: creditId, amount_paid: "180.00", amount_left: left, credit_status: number < 6 ? "active" : "closed" } });
      expect(await owed(borrower)).toBe(left === "0.00" ? left : `-${left}`);
      // Whoever has not had a whole unit yet waits for it: never more than a unit of principal and one of interest each.
      const [waiting, working] = [sum(await balances(savers, "balance_wait")), sum(await balances(savers, "balance_working"))];
      const missing = 1200_00n + 30_00n * BigInt(number) - waiting - working;
      expect(missing >= 0n && missing < 6n).toBe(true);
      expect(await brokenRules()).toEqual([]);
    }
    expect(await balances(savers, "balance_wait")).toEqual(["120.00", "120.00", "1140.00"]);
    expect(await balances(savers, "balance_working")).toEqual(["0.00", "0.00", "0.00"]);
    const after = await rowsOf(borrower, creditId);
    expect(after.map(({ credit_amount_due, interest_amount_due, due_date }) => ({ credit_amount_due, interest_amount_due, due_date }))).toEqual(
      before.map(({ credit_amount_due, interest_amount_due, due_date }) => ({ credit_amount_due, interest_amount_due, due_date })),
    );
    expect(after.every((row) => row.credit_amount_paid === "150.00" && row.interest_amount_paid === "30.00")).toBe(true);
  });

  test("a paid credit is closed for payments, and another can be taken", async () => {
    expect(await payCredit(borrower, creditId, 1)).toMatchObject(failure("pay_credit", "credit already closed"));
    expect(await payCredit(borrower, creditId, 1_000_000)).toMatchObject(failure("pay_credit", "credit already closed"));
    expect(await creditsOf(borrower)).toMatchObject([{ status: "closed", amount_left: "0.00", final_price: "1080.00" }]);
    const next = await takeCredit(borrower, "0.05");
    expect(next).toMatchObject(success("take_credit"));
    expect((await creditsOf(borrower)).map(({ id }) => id)).toEqual([creditId, Number(next.body.credit_id)]);
    expect(await payCredit(borrower, next.body.credit_id, "0.06")).toMatchObject(success("pay_credit"));
  });
});

describe("amounts that do not divide", () => {
  test.each(["1000.01", "0.01", "0.05", "99.99", "7.77"])("a credit of %s comes back: the rows, the payments and the balances add up", async (amount) => {
    await emptyPool();
    const savers = await Promise.all(Array.from({ length: 3 }, () => join("deposit")));
    for (const [index, each] of ["0.01", "333.33", "5000.00"].entries()) await invest(savers[index] as Login, each);
    const borrower = await join("credit");
    const { body } = await takeCredit(borrower, amount);
    expect(body).toMatchObject({ status: "success", credit_allocations: { total_amount: amount } });
    expect(sum(await balances(savers, "balance_working"))).toBe(minor(amount));
    const [credit] = await creditsOf(borrower);
    const rows = await rowsOf(borrower, body.credit_id);
    expect(sum(rows.map((row) => row.credit_amount_due))).toBe(minor(amount));
    expect(sum(rows.flatMap((row) => [row.credit_amount_due, row.interest_amount_due]))).toBe(minor(credit?.final_price));
    for (const row of rows) {
      const due = sum([row.credit_amount_due, row.interest_amount_due]);
      if (due > 0n) expect(await payCredit(borrower, credit?.id, Number(due) / 100)).toMatchObject(success("pay_credit"));
    }
    expect(await owed(borrower)).toBe("0.00");
    expect(await balances(savers, "balance_working")).toEqual(["0.00", "0.00", "0.00"]);
    // Principal is whole; odd units of interest, less than one a tile, are shared out when the loan is closed for good.
    const odd = 5333_34n + minor(credit?.interest) - sum(await balances(savers, "balance_wait"));
    expect(odd >= 0n && odd < 3n).toBe(true);
  });
});

describe("paying", () => {
  test("more than is owed is refused with the amount that is; all of it at once closes the credit", async () => {
    const [saver, borrower] = [await join("deposit"), await join("credit")];
    await invest(saver, 500);
    const { body } = await takeCredit(borrower, "100.00");
    const refused = await payCredit(borrower, body.credit_id, "120.01");
    expect(refused).toMatchObject({ status: 400, body: { status: "fail", action: "pay_credit", code: "repayment_exceeds_payoff", error_message: expect.stringContaining("120.00") } });
    expect(await owed(borrower)).toBe("-120.00");
    expect(await payCredit(borrower, body.credit_id, 50)).toMatchObject({ body: { status: "success", amount_left: "70.00" } });
    expect(await payCredit(borrower, body.credit_id, 70)).toMatchObject({ body: { status: "success", amount_left: "0.00", credit_status: "closed" } });
  });

  test("a credit that does not exist is not found", async () => {
    expect(await payCredit(await join("credit"), 987_654_321, 1)).toMatchObject(failure("pay_credit", "credit not found"));
  });

  test("what one brings in as a depositor is never lent to oneself", async () => {
    await emptyPool();
    const email = "both@example.com";
    const [saver, borrower] = [await join("deposit", { email }), await join("credit", { email })];
    for (const client of [saver, borrower]) await proveAddress(client);
    await invest(saver, 100);
    expect(await takeCredit(borrower, 10)).toMatchObject(failure("take_credit", "credit allocation is not possible"));
    expect(await takeCredit(await join("credit"), 10)).toMatchObject(success("take_credit"));
  });

  test("PUT does what POST does", async () => {
    const [saver, borrower] = [await join("deposit"), await join("credit")];
    const put = (as: Login, handler: typeof putInvest, body: object) => ask(handler, { method: "PUT", token: as.token, body: { user_id: as.userId, ...body } });
    expect(await put(saver, putInvest, { amount: 50 })).toMatchObject(success("invest"));
    const taken = await put(borrower, putTakeCredit, { credit_amount: 50 });
    expect(taken).toMatchObject(success("take_credit"));
    expect(await put(borrower, putPayCredit, { credit_id: taken.body.credit_id, amount_paid: 60 })).toMatchObject(success("pay_credit"));
  });
});
