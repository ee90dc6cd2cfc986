import { expect, test } from "@playwright/test";
import { demo, open, signIn } from "./bank";

const closed = ["/borrower", "/borrower/loans", "/borrower/loans/apply", "/depositor", "/depositor/invest", "/depositor/withdraw", "/admin", "/admin/applications", "/admin/loans/1"];

for (const path of closed) {
  test(`${path} asks a stranger to sign in`, async ({ page }) => {
    await page.goto(path);
    await expect(page).toHaveURL(/\/sign-in/);
  });
}

test("a wrong password and an unknown address are told apart by nothing", async ({ page }) => {
  const messages: string[] = [];
  for (const email of [demo.borrower, "nobody@tessera.example"]) {
    await open(page, "/sign-in");
    await page.getByLabel("E-mail address").fill(email);
    await page.getByLabel("Password", { exact: true }).fill("not the password 1");
    await page.getByRole("button", { name: "Sign in" }).click();
    messages.push(await page.getByRole("alert").filter({ hasText: /password/ }).innerText());
  }
  expect(messages[0]).toBe(messages[1]);
});

test("a borrower sees neither the console nor another borrower's loan, and is signed out at once", async ({ page }) => {
  await signIn(page, demo.borrower, /\/borrower/);
  const cookies = await page.context().cookies();
  await page.goto("/admin");
  await expect(page).toHaveURL(/\/borrower/);
  const strangers = await page.goto("/borrower/loans/2");
  expect(strangers?.status()).toBe(404);
  const nonsense = await page.goto("/borrower/loans/1%20OR%201=1");
  expect(nonsense?.status()).toBe(404);

  await open(page, "/borrower");
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page).toHaveURL(/\/(sign-in)?(\?.*)?$/);
  // The cookie from before is worth nothing any more.
  await page.context().addCookies(cookies);
  await page.goto("/borrower");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("a redirect after sign-in stays on this site", async ({ page }) => {
  await open(page, "/sign-in?next=https://elsewhere.example/");
  await page.getByLabel("E-mail address").fill(demo.borrower);
  await page.getByLabel("Password", { exact: true }).fill(demo.password);
  await page.getByRole("button", { name: "Sign in" }).click();
  await expect(page).toHaveURL(/localhost:\d+\/borrower/);
});
