import { expect, test, type Page } from "@playwright/test";
import { demo, open, signIn, takePicture } from "./bank";
import { expectNoSidewaysScroll } from "./looks";

let admin: Page;
let borrower: Page;
let loanId: string;

/** The dialog that a button opens, answered with its confirming button. */
async function confirm(page: Page, title: RegExp, button: string): Promise<void> {
  const dialog = page.getByRole("dialog", { name: title });
  await dialog.getByRole("button", { name: button, exact: true }).click();
  await expect(dialog).toBeHidden();
}

test.describe.serial("staff put a running loan right, and its borrower sees it", () => {
  test.beforeAll(async ({ browser }) => {
    admin = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    borrower = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    await signIn(borrower, demo.borrower, /\/borrower/);
    await signIn(admin, demo.admin, /\/admin/);
    await open(borrower, "/borrower/loans?state=live");
    const href = await borrower.locator('a[href^="/borrower/loans/"]').filter({ hasNotText: "Apply" }).last().getAttribute("href");
    loanId = /\/(\d+)$/.exec(href ?? "")?.[1] ?? "";
  });

  test("a payment holiday is shown before it is granted, and the borrower's schedule has it", async () => {
    await open(admin, `/admin/loans/${loanId}`);
    const form = admin.getByRole("form", { name: "Payment holiday" });
    await form.getByLabel("Instalments to put off").fill("2");
    await form.getByRole("button", { name: "See what it does" }).click();
    await expect(admin.getByRole("heading", { name: "What this holiday does" })).toBeVisible();
    await takePicture(admin, "20-holiday-preview");
    await admin.getByRole("button", { name: "Grant this holiday…" }).click();
    await admin.getByLabel("Reason").fill("Between two jobs.");
    await confirm(admin, /Grant this payment holiday/, "Grant");
    await expect(admin.getByText("2 instalments put off, interest goes on")).toBeVisible();
    await open(borrower, `/borrower/loans/${loanId}`);
    await expect(borrower.getByText("Nothing to pay")).toHaveCount(2);
  });

  test("a payment that bounced is taken back: crossed out for the borrower, with the reason", async () => {
    await open(admin, `/admin/loans/${loanId}`);
    await admin.getByRole("button", { name: /^Reverse the payment of/ }).first().click();
    await admin.getByLabel("Reason").fill("Returned by your bank.");
    await confirm(admin, /Reverse the payment of/, "Reverse");
    await expect(admin.getByText("Advanced by the platform")).toBeVisible();
    await takePicture(admin, "21-payment-reversed");
    await expectNoSidewaysScroll(admin);
    await open(borrower, `/borrower/loans/${loanId}`);
    await expect(borrower.locator("s")).toHaveCount(1);
    await expect(borrower.getByText(/Taken back on .*Returned by your bank\./)).toBeVisible();
    await takePicture(borrower, "22-payment-taken-back");
  });

  test("a payment of an earlier day is recorded from the loan's page", async () => {
    await admin.getByRole("button", { name: "Record a payment of an earlier day…" }).click();
    await admin.getByLabel("Amount").fill("1000");
    const dated = admin.getByLabel("It arrived on");
    await dated.fill((await dated.getAttribute("max")) ?? "");
    await confirm(admin, /Record a payment of an earlier day/, "Record");
    await expect(admin.getByText("The payment is recorded and counts from its own day.")).toBeVisible();
  });

  test("a restructure shows the loan before and after", async () => {
    await open(admin, `/admin/loans/${loanId}`);
    const form = admin.getByRole("form", { name: "Restructure" });
    await form.getByLabel("Instalments to come").fill("24");
    await form.getByLabel("Rate").fill("9.75");
    await form.getByRole("button", { name: "See what it does" }).click();
    await expect(admin.getByRole("heading", { name: "What this restructure does" })).toBeVisible();
    await expect(admin.getByText("9.75%").first()).toBeVisible();
    await takePicture(admin, "23-restructure-preview");
    await admin.getByRole("button", { name: "Restructure like this…" }).click();
    await admin.getByLabel("Reason").fill("A new plan was agreed.");
    await confirm(admin, /Restructure this loan/, "Restructure");
    await expect(admin.getByText("Restructured over 24 instalments at 9.75% a year")).toBeVisible();
  });

  test("the borrower sees what closing costs on a day to come", async () => {
    await open(borrower, `/borrower/loans/${loanId}`);
    await borrower.getByRole("tab", { name: "Close early" }).click();
    const on = borrower.getByLabel("Or on another day");
    await on.fill((await on.getAttribute("max")) ?? "");
    await borrower.getByRole("button", { name: "See what it takes then" }).click();
    await expect(borrower.getByText(/To close the loan on /)).toBeVisible();
    await takePicture(borrower, "24-payoff-quote");
  });
});
