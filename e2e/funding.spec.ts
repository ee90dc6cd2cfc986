import { expect, test, type Browser, type Locator, type Page } from "@playwright/test";
import { demo, open, signIn, takePicture } from "./bank";
import { expectNoSidewaysScroll } from "./looks";

/** A borrower of the demo whose running loan has a grace period. */
const farmer = "prakash.hegde@tessera.example";

let depositor: Page;
let admin: Page;
let loanId: string;

async function personAt(browser: Browser, email: string, home: RegExp): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
  await signIn(page, email, home);
  return page;
}

/** Opens a question with a button and answers it with its confirming button. */
async function confirm(page: Page, opener: string | RegExp, { title, button, fill }: { title: RegExp; button: string; fill?: (dialog: Locator) => Promise<void> }): Promise<void> {
  await page.getByRole("button", { name: opener }).first().click();
  const dialog = page.getByRole("dialog", { name: title });
  await expect(dialog).toBeVisible();
  await fill?.(dialog);
  await dialog.getByRole("button", { name: button, exact: true }).click();
  await expect(dialog).toBeHidden();
}

async function closeDays(label: "Close the day" | "Close 30 days"): Promise<void> {
  await open(admin, "/admin");
  await admin.getByRole("button", { name: label }).click();
  await admin.getByRole("dialog").getByRole("button", { name: label }).click();
  await expect(admin.getByText(/^It is .* now\./)).toBeVisible({ timeout: 90_000 });
}

test.describe.serial("money is lent by the depositor's own rules, can leave early, is proved, and a loss is shown as one", () => {
  test.beforeAll(async ({ browser }) => {
    depositor = await personAt(browser, demo.depositor, /\/depositor/);
    admin = await personAt(browser, demo.admin, /\/admin/);
  });

  test("a strategy says in a sentence what it means, while it is typed", async () => {
    await open(depositor, "/depositor/strategy");
    const sentence = depositor.getByText(/^Of your ₹.* waiting, /);
    await depositor.getByLabel("Largest share in one loan, %").fill("100");
    await depositor.getByLabel("Money kept aside").fill("0");
    await expect(sentence).not.toContainText("because of what you keep aside");
    await depositor.getByLabel("Money kept aside").fill("2,500");
    await expect(sentence).toContainText("because of what you keep aside");
    await depositor.getByLabel("Largest share in one loan, %").fill("3");
    await expect(sentence).toContainText("your largest share");
    await takePicture(depositor, "30-strategy");
    await depositor.getByRole("button", { name: "Save" }).click();
    await expect(depositor.getByText("Your strategy is saved")).toBeVisible();
    await open(depositor, "/depositor/strategy");
    await expect(depositor.getByLabel("Money kept aside")).toHaveValue("2500.00");
    await expect(sentence).toContainText("your largest share");
  });

  test("a tile is offered at a price that is shown, taken back and offered again", async () => {
    await open(depositor, "/depositor/portfolio?state=working");
    await depositor.locator('main a[href^="/depositor/portfolio/"]').first().click();
    await depositor.waitForURL(/\/depositor\/portfolio\/\d+/);
    await depositor.waitForLoadState("networkidle");
    await expect(depositor.getByText("Price today")).toBeVisible();
    await expect(depositor.getByText(/^Expected wait: /)).toBeVisible();
    await takePicture(depositor, "31-tile-for-sale");
    await offerTile();
    await confirm(depositor, /^Take back the offer/, { title: /Keep your tile of loan/, button: "Take back" });
    await expect(depositor.getByRole("button", { name: "Sell this tile" })).toBeVisible();
    await offerTile();
  });

  test("after a close of business the offer is sold, or still waits and says when buyers were asked", async () => {
    await closeDays("Close the day");
    const outcome = depositor.getByText(/^You held a tile of a loan by .* until |Buyers were asked last on /);
    await expect(async () => {
      await depositor.reload();
      await expect(outcome).toBeVisible({ timeout: 5_000 });
    }).toPass({ timeout: 60_000 });
    const isSold = (await outcome.innerText()).startsWith("You held");
    await takePicture(depositor, "32-tile-after-the-night");
    const tile = new URL(depositor.url()).pathname;
    await open(depositor, "/depositor/market");
    // The offer that was taken back is a row of the same tile.
    const offers = depositor.getByRole("row").filter({ has: depositor.locator(`a[href="${tile}"]`) });
    await expect(offers.filter({ hasText: isSold ? "Sold" : "On offer" }).filter({ hasNotText: "Taken back" })).toHaveCount(1);
  });

  test("the depositor proves in the browser that the bank counted them", async () => {
    await open(depositor, "/depositor/proof");
    await depositor.getByRole("button", { name: "Verify in this browser" }).click();
    await expect(depositor.getByText("Yes: your position was counted, to the last minor unit.")).toBeVisible();
    await expect(depositor.getByLabel("Does not hold:")).toHaveCount(0);
    await takePicture(depositor, "33-proof");
  });

  test("an admin proves the books", async () => {
    await open(admin, "/admin/ledger");
    await takePicture(admin, "34-ledger");
    await expectNoSidewaysScroll(admin);
    await admin.getByRole("link", { name: "Prove the books now" }).click();
    await expect(admin.getByRole("heading", { name: "All rules hold" })).toBeVisible({ timeout: 45_000 });
    await takePicture(admin, "35-books-proved");
  });

  test("a loan that is 90 days late is written off, and what comes back is recorded", async () => {
    loanId = await nonPerformingLoan();
    await open(admin, `/admin/loans/${loanId}`);
    await takePicture(admin, "36-before-the-write-off");
    await confirm(admin, "Write off…", { title: /Write this loan off/, button: "Write off", fill: (dialog) => dialog.getByLabel("Reason").fill("Nobody answers.") });
    await expect(admin.getByText("Nothing has come back yet.")).toBeVisible();
    const fill = async (dialog: Locator) => {
      await dialog.getByLabel("Amount").fill("500");
      await dialog.getByLabel("Note").fill("From the family.");
    };
    await confirm(admin, "Record a recovery…", { title: /Record a recovery/, button: "Record", fill });
    await expect(admin.getByRole("table", { name: "Recoveries" })).toContainText("From the family.");
    await takePicture(admin, "37-collection");
  });

  test("the depositor's tile of it shows the loss", async () => {
    await open(depositor, "/depositor/portfolio?state=written_off");
    await depositor.getByRole("link", { name: new RegExp(`^Loan ${loanId}\\b`) }).first().click();
    await depositor.waitForURL(/\/depositor\/portfolio\/\d+/);
    const lost = depositor.locator("dl > div").filter({ has: depositor.getByText("Lost", { exact: true }) });
    await expect(lost).toContainText("Recoveries make it smaller");
    await expect(lost).not.toContainText("₹0.00");
    await takePicture(depositor, "38-tile-with-a-loss");
  });

  test("a borrower with a grace period sees instalments of interest only before those that pay back", async ({ page }) => {
    await signIn(page, farmer, /\/borrower/);
    await open(page, "/borrower/loans");
    await page.getByRole("link", { name: /Harvest Loan/ }).first().click();
    await page.waitForURL(/\/borrower\/loans\/\d+/);
    const rows = page.getByRole("table", { name: /^Repayment schedule/ }).getByRole("row");
    const principalOf = (instalment: number) => rows.nth(instalment).getByRole("cell").nth(2);
    for (const instalment of [1, 2, 3]) await expect(principalOf(instalment)).toHaveText("₹0.00");
    await expect(principalOf(4)).toHaveText(/^₹[1-9]/);
    await takePicture(page, "39-grace-loan");
  });
});

/** The question on the tile's page, answered with yes. */
async function offerTile(): Promise<void> {
  await confirm(depositor, "Sell this tile", { title: /Sell your tile of loan/, button: "Offer for sale" });
  await expect(depositor.getByRole("heading", { name: "On offer" })).toBeVisible();
}

/** A loan of the book that is 90 days past due. The demo’s latest is 60 days late on its last day, and the demo’s depositor has a tile of it. */
async function nonPerformingLoan(): Promise<string> {
  await closeDays("Close 30 days");
  const first = admin.locator('main a[href^="/admin/loans/"]').first();
  await open(admin, "/admin/loans?bucket=npl");
  return /\d+$/.exec((await first.getAttribute("href")) ?? "")?.[0] ?? "";
}
