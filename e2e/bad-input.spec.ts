import { expect, test } from "@playwright/test";
import { demo, open, signIn } from "./bank";

const amounts = ["0", "-1", "1e30", "abc"];

test("a deposit of 0, -1, 1e30 or abc is refused beside the field, and nothing has changed", async ({ page }) => {
  await signIn(page, demo.depositor, /\/depositor/);
  const before = await page.getByText("Waiting", { exact: true }).first().locator("xpath=ancestor::*[contains(., '₹')][1]").innerText();
  for (const amount of amounts) {
    await open(page, "/depositor/invest");
    await page.getByLabel("Amount").fill(amount);
    await page.getByRole("button", { name: "Invest" }).click();
    await expect(page.getByLabel("Amount")).toHaveAttribute("aria-invalid", "true");
    await expect(page).toHaveURL(/\/depositor\/invest/);
  }
  await open(page, "/depositor");
  const after = await page.getByText("Waiting", { exact: true }).first().locator("xpath=ancestor::*[contains(., '₹')][1]").innerText();
  expect(after).toBe(before);
});

test("the same over the API is JSON 400 with the field's name; what is not JSON, not allowed or not there is told as such", async ({ page }) => {
  await signIn(page, demo.depositor, /\/depositor/);
  const post = (body: string, headers: Record<string, string> = {}) =>
    page.request.post("/api/depositors/invest", { data: Buffer.from(body), headers: { "content-type": "application/json", ...headers } });

  for (const amount of ["0", "-1", "1e30", '"abc"', "null", "[]", "{}"]) {
    const answer = await post(`{"amount":${amount}}`);
    expect(answer.status(), amount).toBe(400);
    expect(await answer.json(), amount).toMatchObject({ code: "input_invalid", fields: { amount: expect.any(String) as unknown } });
  }
  expect((await post("{")).status()).toBe(400);
  expect((await post('{"amount":1}', { "content-type": "text/plain" })).status()).toBe(415);
  expect((await post(`{"amount":"${"1".repeat(400_000)}"}`)).status()).toBe(413);
  expect((await page.request.get("/api/depositors/invest")).status()).toBe(405);
  expect((await page.request.get("/api/no/such/thing")).status()).toBe(404);
  expect((await page.request.get("/api/no/such/thing")).headers()["content-type"]).toContain("application/json");
});

test("an anonymous caller of the API is told to sign in, one of another role that it may not", async ({ page, request }) => {
  const anonymous = await request.post("/api/depositors/invest", { data: { amount: "10" } });
  expect(anonymous.status()).toBe(401);
  await signIn(page, demo.borrower, /\/borrower/);
  const borrower = await page.request.post("/api/depositors/invest", { data: { amount: "10" } });
  expect(borrower.status()).toBe(403);
});

test("the same idempotency key over the API moves the money once and says that it is a replay", async ({ page }) => {
  await signIn(page, demo.depositor, /\/depositor/);
  const headers = { "idempotency-key": `e2e-${Date.now()}` };
  const first = await page.request.post("/api/depositors/invest", { data: { amount: "12.34" }, headers });
  const second = await page.request.post("/api/depositors/invest", { data: { amount: "12.34" }, headers });
  const other = await page.request.post("/api/depositors/invest", { data: { amount: "56.78" }, headers });
  expect(await second.json()).toEqual(await first.json());
  expect(second.headers()["idempotent-replayed"]).toBe("true");
  expect(other.status()).toBe(409);
});
