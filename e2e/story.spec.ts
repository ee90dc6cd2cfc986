import { expect, test, type Browser, type Page } from "@playwright/test";
import { demo, open, signIn, signUp, takePicture } from "./bank";

const stamp = Date.now().toString(36);
const depositorEmail = `dora.${stamp}@example.com`;
const borrowerEmail = `bina.${stamp}@example.com`;
const password = "a good password 1";

let depositor: Page;
let borrower: Page;
let admin: Page;
let loanId: string;

/** A person at a browser of their own, whose console stays clean. */
async function personAt(browser: Browser): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => problems.push(`${page.url()}: ${error.message}`));
  return page;
}

const problems: string[] = [];

test.describe.serial("the main story, from first deposit to money back", () => {
  test.beforeAll(async ({ browser }) => {
    depositor = await personAt(browser);
    borrower = await personAt(browser);
    admin = await personAt(browser);
  });

  test("a depositor opens an account, confirms the address and invests", async () => {
    await open(depositor, "/");
    await takePicture(depositor, "01-front-page");
    await signUp(depositor, { role: "Invest", fullName: "Dora Depositor", email: depositorEmail, password });
    await takePicture(depositor, "02-depositor-empty");
    await open(depositor, "/depositor/invest");
    await depositor.getByLabel("Amount").fill("50,000");
    await depositor.getByRole("button", { name: "Invest" }).click();
    await depositor.waitForURL(/\/depositor$/);
    await expect(depositor.getByText("₹50,000.00").first()).toBeVisible();
    await takePicture(depositor, "03-depositor-waiting");
  });

  test("a borrower opens an account, fills in details, sees the whole cost and applies", async () => {
    await signUp(borrower, { role: "Borrow", fullName: "Bina Borrower", email: borrowerEmail, password });
    await open(borrower, "/borrower/loans/apply");
    await borrower.getByLabel("Date of birth").fill("1991-04-12");
    await borrower.getByLabel("What describes you?").selectOption("Employed");
    await borrower.getByLabel("Monthly income", { exact: true }).fill("85,000");
    await borrower.getByLabel("Owed to other lenders").fill("0");
    await borrower.getByRole("button", { name: "Save and continue" }).click();
    await borrower.getByRole("link", { name: "Personal Loan" }).click();
    await expect(borrower.getByRole("link", { name: "Continue to review" })).toBeVisible();
    await takePicture(borrower, "04-borrower-choice");
    await borrower.getByRole("link", { name: "Continue to review" }).click();
    await expect(borrower.getByRole("button", { name: "Apply for this loan" })).toBeVisible();
    await takePicture(borrower, "05-borrower-review");
    await borrower.getByRole("button", { name: "Apply for this loan" }).click();
    await borrower.waitForURL(/\/borrower\/loans\/apply\/\d+/);
    loanId = /\d+$/.exec(borrower.url())?.[0] ?? "";
    await takePicture(borrower, "06-borrower-applied");
  });

  test("an admin signs in with a second factor, looks at the application and approves it", async () => {
    await signIn(admin, demo.admin, /\/admin/);
    await takePicture(admin, "07-admin-overview");
    await open(admin, "/admin/applications");
    await takePicture(admin, "08-admin-queue");
    await open(admin, `/admin/applications/${loanId}`);
    await expect(admin.getByText("Bina Borrower").first()).toBeVisible();
    await takePicture(admin, "09-admin-application");
    await admin.getByRole("button", { name: "Approve", exact: true }).click();
    await expect(admin.getByRole("link", { name: "Go to paying out" })).toBeVisible();
  });

  test("the borrower reads the contract and accepts it", async () => {
    await open(borrower, `/borrower/loans/${loanId}`);
    const [file] = await Promise.all([borrower.request.get(`/documents/contracts/${loanId}`), takePicture(borrower, "09b-borrower-contract")]);
    expect([file.status(), (await file.body()).subarray(0, 5).toString()]).toEqual([200, "%PDF-"]);
    await borrower.getByRole("button", { name: "Accept the contract" }).click();
    await expect(borrower.getByText("Tick this to accept.")).toBeVisible();
    await borrower.getByLabel(/^I have read contract/).check();
    await borrower.getByRole("button", { name: "Accept the contract" }).click();
    await expect(borrower.getByText(/^You accepted this contract on/)).toBeVisible();
  });

  test("disbursing spreads the loan over many depositors and shows what the allocation did", async () => {
    await open(admin, `/admin/loans/${loanId}`);
    await takePicture(admin, "10-admin-before-paying-out");
    await admin.getByRole("button", { name: "Disburse", exact: true }).click();
    await admin.getByRole("dialog").getByRole("button", { name: /^Pay out/ }).click();
    await expect(admin.getByText(/is paid out, funded by \d+ depositors/)).toBeVisible();
    await admin.reload();
    await takePicture(admin, "11-admin-what-the-allocation-did");
  });

  test("the depositor sees a tile of the loan at work, and the waiting money has gone down by it", async () => {
    await open(depositor, "/depositor/portfolio");
    await expect(depositor.getByText("Personal Loan").first()).toBeVisible();
    await takePicture(depositor, "12-depositor-tiles");
    await open(depositor, "/depositor");
    await expect(depositor.getByText("In 1 loan", { exact: true })).toBeVisible();
    await takePicture(depositor, "13-depositor-working");
  });

  test("a month passes, the borrower pays the instalment and has a schedule that says so", async () => {
    await open(admin, "/admin");
    await admin.getByRole("button", { name: "Close 30 days" }).click();
    await admin.getByRole("dialog").getByRole("button", { name: "Close 30 days" }).click();
    await expect(admin.getByText(/^It is /)).toBeVisible({ timeout: 90_000 });
    await open(borrower, `/borrower/loans/${loanId}`);
    await takePicture(borrower, "14-borrower-loan");
    await borrower.getByRole("button", { name: /^Pay (this instalment: )?₹/ }).first().click();
    await expect(borrower.getByText(/has arrived\. Thank you\./)).toBeVisible();
    await borrower.reload();
    await takePicture(borrower, "15-borrower-paid");
  });

  test("the depositor's part of it is back: earned is above zero, to the last paisa on the tile's page", async () => {
    await open(depositor, "/depositor/portfolio");
    await depositor.getByRole("link", { name: new RegExp(`\\b${loanId}\\b`) }).first().click();
    await depositor.waitForURL(/\/depositor\/portfolio\/\d+/);
    await takePicture(depositor, "16-depositor-tile");
    await open(depositor, "/depositor");
    await takePicture(depositor, "17-depositor-money-back");
    const earned = depositor.getByText("Earned", { exact: true }).locator("xpath=ancestor::*[contains(., '₹')][1]");
    await expect(earned).not.toContainText("₹0.00");
  });

  test("the depositor takes waiting money out, and not more than waits", async () => {
    await open(depositor, "/depositor/withdraw");
    await depositor.getByLabel("Amount").fill("99999999");
    await depositor.getByRole("button", { name: "Withdraw", exact: true }).click();
    await expect(depositor.getByText(/You can take out at most/).first()).toBeVisible();
    await depositor.getByLabel("Amount").fill("1000");
    await depositor.getByRole("button", { name: "Withdraw", exact: true }).click();
    await depositor.waitForURL(/\/depositor$/);
    await takePicture(depositor, "18-depositor-withdrawn");
  });

  test("the borrower closes the loan early with the amount that was shown", async () => {
    await open(borrower, `/borrower/loans/${loanId}`);
    await borrower.getByRole("tab", { name: "Close early" }).click();
    await takePicture(borrower, "19-borrower-payoff");
    await borrower.getByRole("button", { name: /and close the loan$/ }).click();
    await expect(borrower.getByText(/has arrived\. Thank you\./)).toBeVisible();
    await borrower.reload();
    await expect(borrower.getByText("Closed").first()).toBeVisible();
    await takePicture(borrower, "20-borrower-closed");
  });

  test("nobody's console had an error on the way", () => {
    expect(problems).toEqual([]);
  });
});
