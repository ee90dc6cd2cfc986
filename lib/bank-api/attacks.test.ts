import { describe, expect, test } from "vitest";
import { POST as postInvest } from "@/app/api/bank/user/invest/route";
import { POST as postTakeCredit } from "@/app/api/bank/user/take_credit/route";
import { ask, failure, getCredits, getInfo, invest, join, login, openBank, payCredit, register, registration, success, takeCredit, updateInfo } from "./testing";

openBank();

/** What the originals of this contract accepted, and what a nasty client tries besides. */
const amountsThatAreNone = [0, -0, -5, "-5", "0", "0.00", "", " ", "abc", "NaN", "Infinity", "1e3", "0x10", "٣", 1.005, "1.005", 0.1 + 0.2, 1e30, "1e30", "9".repeat(40), 1e14, "2500,00", "1 OR 1=1", "10; DROP TABLE users", null, undefined, true, [], ["5"], {}, { $bigint: "5" }];

describe("amounts", () => {
  test.each(amountsThatAreNone.map((amount) => [amount]))("%j moves nothing, and the field is named", async (amount) => {
    const [saver, borrower] = [await join("deposit"), await join("credit")];
    await invest(saver, 100);
    const { body } = await takeCredit(borrower, 10);
    const refused = (action: string, field: string) => ({ status: 400, body: { status: "fail", action, code: "input_invalid", fields: { [field]: expect.any(String) } } });
    expect(await invest(saver, amount)).toMatchObject(refused("invest", "amount"));
    expect(await takeCredit(await join("credit"), amount)).toMatchObject(refused("take_credit", "credit_amount"));
    expect(await payCredit(borrower, body.credit_id, amount)).toMatchObject(refused("pay_credit", "amount_paid"));
    expect((await getInfo(borrower)).body.balance).toBe("-12.00");
    await payCredit(borrower, body.credit_id, 12);
  });

  test("that a number cannot hold are refused too", async () => {
    const { token, userId } = await join("deposit");
    for (const amount of ["1e999", "-1e999", "123456789012345678901234567890"]) {
      expect((await ask(postInvest, { token, body: `{"user_id":${userId},"amount":${amount}}` })).status).toBe(400);
    }
  });

  test("decimal texts and numbers are exact: 0.1 and 0.20 are 0.30", async () => {
    const saver = await join("deposit");
    for (const amount of [0.1, "0.20", "1,00,000.50", 9999999999.99]) expect(await invest(saver, amount)).toMatchObject(success("invest"));
    const { balance_wait: waiting, balance_working: working } = (await getInfo(saver)).body;
    expect([waiting, working]).toEqual(["10000100000.79", "0.00"]);
  });
});

describe("statements in texts", () => {
  const statements = ["x' OR 1=1 --", "'; DROP TABLE users; --", '" OR ""="', "admin'/*", "1 UNION SELECT password_hash FROM users", "\\'; SELECT SLEEP(5); --", "${7*7}", "{{7*7}}", "%00", "😀"];

  test.each(statements)("%j is a name like any other", async (text) => {
    const client = await join("credit", { username: text, name: text, address: text });
    expect((await getInfo(client)).body).toMatchObject({ username: text, name: text, address: text });
    expect(await login({ username: text, password: text })).toMatchObject(failure("login", "wrong username or password"));
    expect(await updateInfo(client, { user_type: "credit", name: `${text}!` })).toMatchObject(success("update_user_data"));
    expect((await getCredits(client)).body.credits).toEqual([]);
  });
});

describe("bodies", () => {
  test.each([
    ["no JSON", "{", 400],
    ["a list", "[]", 400],
    ["a text", '"x"', 400],
    ["nothing", "", 400],
    ["a prototype in disguise", '{"__proto__":{"user_id":1,"credit_amount":5}}', 400],
    ["nesting without end", "[".repeat(5_000), 400],
    ["a text without an end", `"${'\\"'.repeat(120_000)}`, 400],
    ["too much", `{"user_id":1,"x":"${"x".repeat(270_000)}"}`, 413],
  ])("%s is a mistake of the client, told in the contract's words", async (_what, body, status) => {
    const { token } = await join("credit");
    const answer = await ask(postTakeCredit, { token, body });
    expect(answer).toMatchObject({ status, body: { status: "fail", action: "take_credit", error_message: expect.any(String), request_id: answer.headers.get("x-request-id") } });
  });

  test("more fields than are known change nothing that is not the caller's", async () => {
    const { status, body } = await register(registration({ role: "admin", balance: 1_000_000, verifiedEmail: "x@example.com", blockedAt: null, id: 1 }));
    expect([status, body.user_type]).toEqual([200, "credit"]);
    const client = await join("deposit");
    await updateInfo(client, { user_type: "deposit", role: "admin", passwordHash: "x", verifiedEmail: "x@example.com", balance_wait: "5.00" });
    expect((await getInfo(client)).body).toMatchObject({ user_type: "deposit", is_email_verified: false, balance_wait: "0.00" });
  });
});
