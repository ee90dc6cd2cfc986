import { beforeAll, expect, test } from "vitest";
import { POST as postPayCredit } from "@/app/api/bank/user/pay_credit/route";
import { ask, failure, getCredits, getInfo, invest, join, openBank, payCredit, success, takeCredit, type Answer, type Login } from "./testing";

openBank();

const succeeded = (answers: readonly Answer[]) => answers.filter(({ body }) => body.status === "success");
const failed = (answers: readonly Answer[]) => answers.filter(({ body }) => body.status !== "success");
const joinMany = (count: number, userType: "credit" | "deposit") => Promise.all(Array.from({ length: count }, () => join(userType)));

let saver: Login;

beforeAll(async () => {
  saver = await join("deposit");
});

test("ten credits at once for money that covers three: exactly three are given", async () => {
  await invest(saver, "350.00");
  const borrowers = await joinMany(10, "credit");
  const answers = await Promise.all(borrowers.map((borrower) => takeCredit(borrower, "100.00")));
  expect(succeeded(answers)).toHaveLength(3);
  for (const answer of failed(answers)) expect(answer).toMatchObject(failure("take_credit", "credit allocation is not possible"));
  expect((await getInfo(saver)).body).toMatchObject({ balance_wait: "50.00", balance_working: "300.00" });
});

test("one client asking ten times at once gets one credit", async () => {
  await invest(saver, "1000.00");
  const borrower = await join("credit");
  const answers = await Promise.all(Array.from({ length: 10 }, () => takeCredit(borrower, "10.00")));
  expect(succeeded(answers)).toHaveLength(1);
  for (const answer of failed(answers)) expect(answer).toMatchObject(failure("take_credit", "user already has active credit"));
  expect((await getCredits(borrower)).body.credits).toHaveLength(1);
  expect((await getInfo(borrower)).body.balance).toBe("-12.00");
});

test("the whole credit paid five times at once is paid once", async () => {
  const borrower = await join("credit");
  const { body } = await takeCredit(borrower, "100.00");
  const answers = await Promise.all(Array.from({ length: 5 }, () => payCredit(borrower, body.credit_id, "120.00")));
  expect(succeeded(answers)).toHaveLength(1);
  for (const answer of failed(answers)) expect(answer).toMatchObject(failure("pay_credit", "credit already closed"));
});

test("payments at once add up, and none goes above what is owed", async () => {
  const borrower = await join("credit");
  const { body } = await takeCredit(borrower, "100.00");
  const answers = await Promise.all(Array.from({ length: 8 }, () => payCredit(borrower, body.credit_id, "50.00")));
  expect(succeeded(answers)).toHaveLength(2);
  for (const { status } of failed(answers)) expect(status).toBe(400);
  expect((await getInfo(borrower)).body.balance).toBe("-20.00");
});

test("invests at once add up", async () => {
  const many = await join("deposit");
  const answers = await Promise.all(Array.from({ length: 12 }, () => invest(many, "0.01")));
  expect(succeeded(answers)).toHaveLength(12);
  expect((await getInfo(many)).body.balance_wait).toBe("0.12");
});

test("investing, taking and paying all at once loses nothing", async () => {
  const [savers, borrowers] = [await joinMany(4, "deposit"), await joinMany(4, "credit")];
  const answers = await Promise.all([...savers.map((each) => invest(each, "100.00")), ...borrowers.map((each) => takeCredit(each, "25.00"))]);
  expect(answers.every(({ status }) => status === 200)).toBe(true);
  const payments = borrowers.map(async (each, index) => payCredit(each, answers[savers.length + index]?.body.credit_id, "30.00"));
  expect((await Promise.all([...payments, invest(saver, 1)])).every(({ body }) => body.status === "success")).toBe(true);
});

test("the same Idempotency-Key moves money once and answers the same, marked as a repetition", async () => {
  const [depositor, borrower] = await Promise.all([join("deposit"), join("credit")]);
  const calls = [
    () => invest(depositor, "200.00", { "idempotency-key": "invest-1" }),
    () => takeCredit(borrower, "100.00", { "idempotency-key": "take-1" }),
  ];
  for (const call of calls) {
    const [first, again] = [await call(), await call()];
    expect(again.body).toEqual(first.body);
    expect([first.headers.get("idempotent-replayed"), again.headers.get("idempotent-replayed")]).toEqual([null, "true"]);
  }
  expect((await getInfo(borrower)).body.balance).toBe("-120.00");
  const [credit] = (await getCredits(borrower)).body.credits as { id: number }[];
  const pay = (amount: string, key: string) =>
    ask(postPayCredit, { token: borrower.token, body: { user_id: borrower.userId, credit_id: credit?.id, amount_paid: amount }, headers: { "idempotency-key": key } });
  const whole = await pay("120.00", "pay-1");
  expect(whole).toMatchObject(success("pay_credit"));
  // After it the credit is closed, and the repetition still gets its answer.
  expect((await pay("120.00", "pay-1")).body).toEqual(whole.body);
  expect(await pay("1.00", "pay-1")).toMatchObject({ status: 409, body: { status: "fail", action: "pay_credit", code: "idempotency_key_reused" } });
  expect(await pay("1.00", "pay 2")).toMatchObject({ status: 400, body: { code: "idempotency_key_invalid" } });
});

test("the same key sent ten times at the same instant moves money once", async () => {
  const depositor = await join("deposit");
  const answers = await Promise.all(Array.from({ length: 10 }, () => invest(depositor, "5.00", { "idempotency-key": "at-once" })));
  for (const { status } of failed(answers)) expect(status).toBe(409);
  expect(succeeded(answers).length).toBeGreaterThan(0);
  expect((await getInfo(depositor)).body.balance_wait).toBe("5.00");
});
