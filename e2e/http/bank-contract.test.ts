import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { createAdmin } from "@/lib/identity/operations/create-admin";
import { system } from "@/lib/core/permissions";
import { checkInvariants } from "@/lib/reports/invariants";
import { openBank, PASSWORD } from "./bank";
import type { Answer, Client } from "./client";

/* The bank API contract, played from its text on an empty bank, at its own root paths. */

type Login = { client: Client; userId: number; username: string };

let anyone: Client;
let url: string;
let count = 0;
/** Every deposit client so far. */
const depositors: Login[] = [];

beforeAll(async () => {
  ({ url, client: anyone } = await openBank());
});

afterEach(async () => {
  expect((await checkInvariants(database())).filter((each) => each.problems.length > 0)).toEqual([]);
});

const fail = (action: string, message: string) => ({ status: 200, body: { status: "fail", action, error_message: message } });
const success = (action: string) => ({ status: 200, body: { status: "success", action } });

async function join(userType: "credit" | "deposit"): Promise<Login> {
  const username = `${userType}-${(count += 1)}`;
  const registered = await anyone.post("/register", { username, password: PASSWORD, name: "Kiran Rao", address: "Pune", phone_number: "9876500000", email: `${username}@example.com`, user_type: userType });
  expect(registered).toMatchObject(success("register"));
  const { body } = await anyone.post("/login", { username, password: PASSWORD });
  const login = { client: anyone.withToken(String(body.token)), userId: Number(body.user_id), username };
  if (userType === "deposit") depositors.push(login);
  return login;
}

const info = async ({ client, userId }: Login) => (await client.get(`/user/get_info?user_id=${userId}`)).body;
const invest = ({ client, userId }: Login, amount: unknown) => client.post("/user/invest", { user_id: userId, amount });
const take = ({ client, userId }: Login, amount: unknown) => client.post("/user/take_credit", { user_id: userId, credit_amount: amount });
const pay = ({ client, userId }: Login, creditId: unknown, amount: unknown) => client.post("/user/pay_credit", { user_id: userId, credit_id: creditId, amount_paid: amount });
const creditsOf = async ({ client, userId }: Login) => (await client.get(`/user/get_credits?user_id=${userId}`)).body.credits as { id: number; account_id: number; total_amount: string; interest: string; final_price: string }[];

describe("the door", () => {
  test("GET / is this contract's JSON for programs and a page for people", async () => {
    for (const headers of [{ accept: "*/*" }, { accept: "application/json" }, {} as Record<string, string>]) {
      const response = await fetch(`${url}/`, { headers });
      expect([response.status, await response.json()]).toMatchObject([200, { status: "success", action: "main", time: expect.any(String) }]);
    }
    const page = await fetch(`${url}/`, { headers: { accept: "text/html,application/xhtml+xml,*/*;q=0.8" } });
    expect([page.status, page.headers.get("content-type")]).toMatchObject([200, expect.stringContaining("text/html")]);
    const navigation = await fetch(`${url}/`, { headers: { accept: "*/*", rsc: "1" } });
    expect(navigation.headers.get("content-type")).not.toContain("application/json");
  });

  test("other methods and addresses answer in JSON", async () => {
    for (const path of ["/login", "/register", "/user/invest", "/user/take_credit", "/user/pay_credit"]) {
      const response = await fetch(url + path, { headers: { accept: "text/html" } });
      expect([path, response.status, response.headers.get("content-type")]).toEqual([path, 405, expect.stringContaining("application/json")]);
      expect(await response.json()).toMatchObject({ status: "fail", error_message: expect.any(String) });
    }
    const unknown = await fetch(`${url}/user/nothing`);
    expect([unknown.status, await unknown.json()]).toMatchObject([404, { status: "fail" }]);
  });

  test("registration opens the account at once; a username is taken once", async () => {
    const { username, userId, client } = await join("credit");
    expect(await anyone.post("/login", { username, password: PASSWORD })).toMatchObject({ status: 200, body: { status: "success", action: "login", user_id: userId, username, user_type: "credit" } });
    expect(await anyone.post("/register", { username, password: PASSWORD, name: "Other", address: "x", phone_number: "1", email: "other@example.com", user_type: "deposit" })).toMatchObject(fail("register", "username already exists"));
    expect(await info({ client, userId, username })).toMatchObject({ status: "success", action: "get_user_data", name: "Kiran Rao", address: "Pune", phone_number: "9876500000", user_type: "credit", user_id: userId, balance: "0.00" });
  });

  test("ten registrations of one username at once make one account", async () => {
    const ask = (index: number) => anyone.post("/register", { username: "race", password: PASSWORD, name: "R", address: "x", phone_number: "1234567", email: `race${index}@example.com`, user_type: "credit" });
    const answers = await Promise.all(Array.from({ length: 10 }, (_, index) => ask(index)));
    expect(answers.filter(({ body }) => body.status === "success")).toHaveLength(1);
  });

  test("wrong names and passwords are alike, whatever is typed", async () => {
    const { username } = await join("deposit");
    for (const sent of [{ username, password: "Wrong-horse-1" }, { username: "nobody", password: PASSWORD }, { username: "x' OR 1=1 --", password: "x" }, { username: "admin'/*", password: "*/ OR '1'='1" }]) {
      expect(await anyone.post("/login", sent)).toMatchObject(fail("login", "wrong username or password"));
    }
    for (const malformed of [{}, { username }, { username: ["x"], password: "y" }, []]) expect((await anyone.post("/login", malformed)).status).toBe(400);
  });

  test("staff are never signed in here", async () => {
    await createAdmin.execute(system, { email: "boss@bank.example", password: PASSWORD });
    expect(await anyone.post("/login", { username: "boss@bank.example", password: PASSWORD })).toMatchObject(fail("login", "wrong username or password"));
  });

  test.each([["a weak password", { password: "short" }], ["an unknown kind", { user_type: "admin" }], ["no name", { name: undefined }], ["an e-mail that is none", { email: "x" }]])("registration refuses %s", async (_what, change) => {
    const sent = { username: `n-${(count += 1)}`, password: PASSWORD, name: "N", address: "x", phone_number: "1234567", email: `n${count}@example.com`, user_type: "credit", ...change };
    expect(await anyone.post("/register", sent)).toMatchObject({ status: 400, body: { status: "fail", action: "register", error_message: expect.any(String) } });
  });
});

describe("whose account", () => {
  test("without a token 401; with another's id the account does not exist", async () => {
    const [mine, theirs] = [await join("credit"), await join("credit")];
    const saver = await join("deposit");
    await invest(saver, 500);
    await take(theirs, 100);
    const [credit] = await creditsOf(theirs);
    for (const path of ["get_info", "get_credits", "get_repayment_schedule"]) expect((await anyone.get(`/user/${path}?user_id=${mine.userId}&credit_id=1`)).status).toBe(401);
    for (const path of ["invest", "take_credit", "pay_credit", "update_info"]) expect((await anyone.post(`/user/${path}`, { user_id: mine.userId })).status).toBe(401);

    for (const userId of [theirs.userId, 999_999]) {
      const as = { ...mine, userId };
      expect(await mine.client.get(`/user/get_info?user_id=${userId}`)).toMatchObject(fail("get_user_data", "user not found"));
      expect(await mine.client.get(`/user/get_credits?user_id=${userId}`)).toMatchObject(fail("get_credits", "user not found"));
      expect(await mine.client.get(`/user/get_repayment_schedule?user_id=${userId}&credit_id=${credit?.id}`)).toMatchObject(fail("get_repayment_schedule", "credit not found"));
      expect(await pay(as, credit?.id, 10)).toMatchObject(fail("pay_credit", "credit not found"));
      expect((await take(as, 10)).body.status).toBe("fail");
      expect(await invest({ ...saver, userId }, 10)).toMatchObject(fail("invest", "account is not exist"));
      const update = { user_id: userId, name: "X", address: "x", phone_number: "1", email: "x@example.com", user_type: "credit", username: "x" };
      expect(await mine.client.put("/user/update_info", update)).toMatchObject(fail("update_user_data", "user not found"));
    }
    expect(await pay(mine, credit?.id, 10)).toMatchObject(fail("pay_credit", "credit not found"));
    expect(await mine.client.get(`/user/get_repayment_schedule?user_id=${mine.userId}&credit_id=${credit?.id}`)).toMatchObject(fail("get_repayment_schedule", "credit not found"));
    await pay(theirs, credit?.id, "120.00");
  });

  test("the other kind of client is told so", async () => {
    const [borrower, saver] = [await join("credit"), await join("deposit")];
    expect(await invest(borrower, 10)).toMatchObject(fail("invest", "account is not exist"));
    expect(await take(saver, 10)).toMatchObject(fail("take_credit", "user is not a credit client"));
    expect(await pay(saver, 1, 10)).toMatchObject(fail("pay_credit", "user is not a credit client"));
    expect(await saver.client.get(`/user/get_credits?user_id=${saver.userId}`)).toMatchObject(fail("get_credits", "User is a deposit client"));
  });

  test("malformed ids are told as such, and statements inside them do nothing", async () => {
    const { client, userId } = await join("credit");
    for (const id of ["", "abc", "1 OR 1=1", "1; DROP TABLE users", "1 UNION SELECT password_hash FROM users", "-1", "1.5"]) {
      const { status, body } = await client.get(`/user/get_info?user_id=${encodeURIComponent(id)}`);
      expect([id, status, body.status]).toEqual([id, 400, "fail"]);
    }
    expect((await client.get("/user/get_info")).status).toBe(400);
    expect((await client.get(`/user/get_info?user_id=${userId}`)).status).toBe(200);
  });

  test("information is changed with PUT and POST; the kind cannot change", async () => {
    const person = await join("deposit");
    const sent = { user_id: person.userId, name: "New Name", address: "New Road", phone_number: "1112223", email: "new@example.com", user_type: "deposit", username: "new-name" };
    expect(await person.client.put("/user/update_info", sent)).toMatchObject(success("update_user_data"));
    expect(await info(person)).toMatchObject({ name: "New Name", address: "New Road", email: "new@example.com", balance_working: "0.00", balance_wait: "0.00" });
    expect(await person.client.post("/user/update_info", { ...sent, name: "Newer Name" })).toMatchObject(success("update_user_data"));
    expect((await person.client.put("/user/update_info", { ...sent, user_type: "credit" })).status).toBe(400);
    expect((await anyone.post("/login", { username: "new-name", password: PASSWORD })).body.status).toBe("success");
  });
});

describe("money", () => {
  const cents = (text: string) => Math.round(Number(text) * 100);

  test("a credit is taken evenly, repaid, and every paisa comes back with the interest", async () => {
    const savers = [await join("deposit"), await join("deposit"), await join("deposit")];
    for (const [index, amount] of ["100.00", 100, "1000"].entries()) expect(await invest(savers[index] as Login, amount)).toMatchObject(success("invest"));
    const borrower = await join("credit");
    expect((await Promise.all(savers.map(info))).map(({ balance_wait: wait }) => wait)).toEqual(["100.00", "100.00", "1000.00"]);
    expect(await take(borrower, 1_000_000)).toMatchObject(fail("take_credit", "credit allocation is not possible"));
    expect(await take(borrower, "900.00")).toMatchObject(success("take_credit"));
    expect(await take(borrower, 1)).toMatchObject(fail("take_credit", "user already has active credit"));

    const [credit] = await creditsOf(borrower);
    expect(credit).toMatchObject({ account_id: borrower.userId, total_amount: "900.00", interest: "180.00", final_price: "1080.00" });
    expect(await info(borrower)).toMatchObject({ balance: "-1080.00" });
    const { body } = await borrower.client.get(`/user/get_repayment_schedule?user_id=${borrower.userId}&credit_id=${credit?.id}`);
    const rows = body.repayment_schedule as { due_date: string; credit_amount_due: string; interest_amount_due: string }[];
    expect(rows).toHaveLength(6);
    expect(rows.map(({ due_date: on }) => on)).toEqual(["2026-04-01", "2026-05-01", "2026-05-31", "2026-06-30", "2026-07-30", "2026-08-29"]);
    expect(rows.reduce((sum, row) => sum + cents(row.credit_amount_due), 0)).toBe(90_000);
    expect(rows.reduce((sum, row) => sum + cents(row.credit_amount_due) + cents(row.interest_amount_due), 0)).toBe(108_000);

    expect(await pay(borrower, credit?.id, "180.00")).toMatchObject(success("pay_credit"));
    expect(await info(borrower)).toMatchObject({ balance: "-900.00" });
    expect((await pay(borrower, credit?.id, "900.01")).body).toMatchObject({ status: "fail", action: "pay_credit", error_message: expect.stringContaining("900") });
    expect(await pay(borrower, credit?.id, "900.00")).toMatchObject(success("pay_credit"));
    expect(await info(borrower)).toMatchObject({ balance: "0.00" });
    expect(await pay(borrower, credit?.id, 1)).toMatchObject(fail("pay_credit", "credit already closed"));
    expect(await take(borrower, 1)).toMatchObject(success("take_credit"));
    const [again] = await creditsOf(borrower);
    await pay(borrower, again?.id, "1.20");
  });

  test("amounts that are none move nothing", async () => {
    const [saver, borrower] = [await join("deposit"), await join("credit")];
    for (const amount of [0, -5, "-5", "", "abc", 1.005, "1.005", 1e30, "1e3", null, [], {}, true, "NaN"]) {
      expect([amount, (await invest(saver, amount)).status]).toEqual([amount, 400]);
      expect([amount, (await take(borrower, amount)).status]).toEqual([amount, 400]);
    }
    expect(await info(saver)).toMatchObject({ balance_wait: "0.00", balance_working: "0.00" });
    expect(await invest(saver, 0.1)).toMatchObject(success("invest"));
    expect(await invest(saver, "0.20")).toMatchObject(success("invest"));
    expect(await info(saver)).toMatchObject({ balance_wait: "0.30" });
  });

  test("ten credits for money that covers three: three are given", async () => {
    const saver = await join("deposit");
    const borrowers = await Promise.all(Array.from({ length: 10 }, () => join("credit")));
    // Nothing but this money is waiting: what earlier tests left is lent first.
    const sink = await join("credit");
    const waiting = (await Promise.all(depositors.map(info))).reduce((sum, each) => sum + cents(String(each.balance_wait)), 0);
    if (waiting > 0) await take(sink, (waiting / 100).toFixed(2));
    await invest(saver, "350.00");
    const answers: Answer[] = await Promise.all(borrowers.map((borrower) => take(borrower, "100.00")));
    const given = answers.filter(({ body }) => body.status === "success");
    expect(given).toHaveLength(3);
    for (const { body } of answers.filter((each) => each.body.status === "fail")) expect(body.error_message).toBe("credit allocation is not possible");
    expect(await info(saver)).toMatchObject({ balance_wait: "50.00", balance_working: "300.00" });
  });

  test("the whole credit paid five times at once is paid once", async () => {
    const [saver, borrower] = [await join("deposit"), await join("credit")];
    await invest(saver, "500.00");
    await take(borrower, "100.00");
    const [credit] = await creditsOf(borrower);
    const answers = await Promise.all(Array.from({ length: 5 }, () => pay(borrower, credit?.id, "120.00")));
    expect(answers.filter(({ body }) => body.status === "success")).toHaveLength(1);
    expect(await info(borrower)).toMatchObject({ balance: "0.00" });
  });
});
