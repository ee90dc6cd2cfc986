import { expect, test, type Page } from "@playwright/test";
import { open, takePicture } from "./bank";
import { expectAccessible, expectNoSidewaysScroll, fetchNothingAhead } from "./looks";

/* Each calculator is asked what others have published the answer to, in the browser and, by its own curl, over the API. */

const paths = ["schedule", "instalment", "real-cost", "return", "day-count"].map((name) => `/calculators/${name}`);

/** The rows of a table as the texts of their cells. */
async function rowsOf(page: Page, table: string): Promise<string[][]> {
  const rows = page.getByRole("table", { name: table }).locator("tbody tr");
  return rows.evaluateAll((all) => all.map((row) => [...row.querySelectorAll("td")].map((cell) => cell.textContent ?? "")));
}

const plain = (amount: string) => amount.replace(/[^\d.−-]/g, "");

/** Sends the call that the page shows. */
async function overTheApi(page: Page): Promise<Record<string, unknown>> {
  await page.getByText("The same over the API").click();
  const curl = await page.getByLabel("The call of the API").innerText();
  const [, url = "", body = ""] = /^curl -s (\S+) [\s\S]* -d '([\s\S]*)'$/.exec(curl) ?? [];
  const answer = await page.request.post(url, { data: Buffer.from(body), headers: { "content-type": "application/json" } });
  expect(answer.status(), curl).toBe(200);
  return (await answer.json()) as Record<string, unknown>;
}

async function fill(page: Page, fields: Record<string, string>): Promise<void> {
  for (const [label, text] of Object.entries(fields)) await page.getByLabel(label, { exact: true }).fill(text);
}

type Row = { due: string; principal: string; interest: string; total: string; balance: string };

test("a schedule is Apache Fineract's own (C3153), the same over the API, and opens again from its address", async ({ page }) => {
  await open(page, "/calculators/schedule");
  await fill(page, { Amount: "10000", "Interest a year": "9.4822", Instalments: "6", "Paid out on": "2023-12-12" });
  await page.getByText("More options").click();
  await page.getByLabel("Day count").selectOption("actual/actual");
  await expect(page.getByText("₹278.75").first()).toBeVisible();
  const rows = await rowsOf(page, "Repayment schedule");
  expect(rows.map((row) => row.slice(1).map((cell, index) => (index === 0 ? cell : plain(cell))))[0]).toEqual(["12 Jan 2024", "1632.67", "80.45", "1713.12", "8367.33"]);
  expect(rows.at(-1)?.slice(2).map(plain)).toEqual(["1699.50", "13.65", "1713.15", "0.00"]);
  const answer = await overTheApi(page);
  expect((answer.rows as Row[]).map(({ principal, interest, total, balance }) => [principal, interest, total, balance])).toEqual(rows.map((row) => row.slice(2).map(plain)));
  await expect(page).toHaveURL(/annualRate=9.4822/);
  await page.reload();
  await expect(page.getByText("₹278.75").first()).toBeVisible();
});

const kinds = [
  { name: "a rate change (Fineract C3217)", query: "principal=100&annualRate=7&instalmentCount=6&disbursedOn=2024-01-01&rateChanges=2024-02-02+4", interest: "1.42" },
  { name: "a down payment (Fineract C3161)", query: "principal=100&annualRate=5&instalmentCount=5&disbursedOn=2024-01-01&downPayment=25", interest: "0.94" },
  { name: "month ends rolled on (Fineract C111043)", query: "principal=10000&annualRate=12&instalmentCount=3&disbursedOn=2025-01-31&dayCount=actual/actual&monthEnd=roll", interest: "195.68" },
  { name: "two disbursements", query: "principal=100&annualRate=9.4822&instalmentCount=6&disbursedOn=2024-01-01&disbursements=2024-01-08+200", interest: null },
  { name: "a pause and a payment (Fineract C3476)", query: "principal=100&annualRate=7&instalmentCount=6&disbursedOn=2024-01-01&payments=2024-02-01+17.01&interestPauses=2024-02-10+2024-03-10", interest: null },
  { name: "a flat loan for the term, in days", query: "principal=1000&annualRate=20&instalmentCount=6&disbursedOn=2024-01-01&method=flat&rateBasis=term&every=30&unit=day", interest: "200.00" },
  { name: "a bullet loan with its interest", query: "principal=1000&annualRate=12&instalmentCount=3&disbursedOn=2024-01-01&method=bullet", interest: "30.00" },
  { name: "grace with interest", query: "principal=1000&annualRate=12&instalmentCount=6&disbursedOn=2024-01-01&grace=both&graceInstalments=2", interest: null },
  { name: "a moved due date and rounding to whole units", query: "principal=1000&annualRate=12&instalmentCount=6&disbursedOn=2024-01-01&dueDateShifts=2024-02-01+2024-02-18&roundInstalmentTo=1&roundInstalment=nearest", interest: null },
];

for (const { name, query, interest } of kinds) {
  test(`a schedule with ${name} is the same in the browser and over the API`, async ({ page }) => {
    await open(page, `/calculators/schedule?${query}`);
    const rows = await rowsOf(page, "Repayment schedule");
    const answer = await overTheApi(page);
    expect((answer.rows as Row[]).map(({ principal, interest: each, total, balance }) => [principal, each, total, balance])).toEqual(rows.map((row) => row.slice(2).map(plain)));
    if (interest !== null) expect(answer.total_interest).toBe(interest);
  });
}

test("the instalment is the spreadsheet's (PMT 10000, 8 %, 10 months: 1,037.03, at the beginning 1,030.16), and the way back finds the amount", async ({ page }) => {
  await open(page, "/calculators/instalment");
  await fill(page, { Amount: "10000", "Interest a year": "8", Instalments: "10" });
  await expect(page.getByText("₹1,037.03").first()).toBeVisible();
  await page.getByText("More options").click();
  await page.getByLabel("Paid at").selectOption("begin");
  await expect(page.getByText("₹1,030.16").first()).toBeVisible();
  expect((await overTheApi(page)).payment).toBe("1030.16");
  await page.getByText("the amount", { exact: true }).click();
  await fill(page, { "I can pay each time": "1037.03" });
  await expect(page.getByText("₹10,000.0").first()).toBeVisible();
});

test("the real cost is the directive's (12.96 %) and Regulation Z's (c)(1)(i) (9.69 %)", async ({ page }) => {
  await open(page, "/calculators/real-cost");
  await fill(page, { "What you are given": "1994-01-01 1000", "What you pay": "1995-07-01 1200" });
  await expect(page.getByText("12.96%").first()).toBeVisible();
  await page.getByText("United States", { exact: true }).click();
  await fill(page, { "What you are given": "1978-01-10 5000", "What you pay": "1978-02-10 230 x24 monthly" });
  await expect(page.getByText("9.69%").first()).toBeVisible();
  expect((await overTheApi(page)).apr_pct).toBe("9.69");
});

test("the return is the spreadsheet's (XIRR 37.3363 %), numpy's (IRR 28.0948 %), and none where none is", async ({ page }) => {
  await open(page, "/calculators/return");
  await expect(page.getByText("37.3363%").first()).toBeVisible();
  expect((await overTheApi(page)).rate).toBeCloseTo(0.373362535, 8);
  await page.getByLabel("Dates and amounts").fill("2021-06-08\t-1,000,000\n2022-06-29\t5000\n2023-06-08\t-3");
  await expect(page.getByText("2 rates answer.")).toBeVisible();
  await expect(page.getByText("−99.3785%").first()).toBeVisible();
  await page.getByText("regularly (IRR)").click();
  await expect(page.getByText("28.0948%").first()).toBeVisible();
  await page.getByLabel("Amounts", { exact: true }).fill("100 -10 100");
  await expect(page.getByText("no rate answers", { exact: true })).toBeVisible();
});

test("a day count is QuantLib's (ACT/ACT ISDA 1.0013773486), beside all others", async ({ page }) => {
  await open(page, "/calculators/day-count");
  await expect(page.getByText("1.001377348604").first()).toBeVisible();
  await fill(page, { From: "1999-02-01", To: "1999-07-01" });
  await expect(page.getByText("0.410958904110").first()).toBeVisible();
  expect(await rowsOf(page, "The time in years by every convention")).toHaveLength(16);
  expect((await overTheApi(page)).year_fraction).toBeCloseTo(0.41095890411, 10);
});

const badInputs = [
  { path: "schedule", label: "Amount", texts: ["0", "-1", "1e30", "abc", ""] },
  { path: "schedule", label: "Interest a year", texts: ["-1", "abc", ""] },
  { path: "schedule", label: "Instalments", texts: ["0", "1.5", "1201"] },
  { path: "schedule", label: "Paid out on", texts: [""] },
  { path: "instalment", label: "Amount", texts: ["0", "abc"] },
  { path: "real-cost", label: "What you pay", texts: ["", "tomorrow 100", "2026-02-30 100", "2026-02-01 -100"] },
  { path: "return", label: "Dates and amounts", texts: ["", "2026-01-01 100", "2026-01-01"] },
  { path: "day-count", label: "From", texts: [""] },
] as const;

test("what cannot be calculated is said beside its field, and no old answer stays", async ({ page }) => {
  for (const { path, label, texts } of badInputs) {
    await open(page, `/calculators/${path}`);
    for (const text of texts) {
      const field = page.getByLabel(label, { exact: true });
      await field.fill(text);
      await expect(field, `${path} ${label} ${text}`).toHaveAttribute("aria-invalid", "true");
      await expect(page.getByText("No answer yet", { exact: true })).toBeVisible();
    }
  }
  await open(page, "/calculators/schedule?method=flat&grace=principal");
  await expect(page.getByText("A flat loan is paid out at once and does not change", { exact: false })).toBeVisible();
});

for (const path of paths) {
  test(`${path} with everything open, on a desk and on a phone in the dark: never wider than the window, and everyone can read it`, async ({ page }) => {
    await fetchNothingAhead(page);
    await page.setViewportSize({ width: 1280, height: 800 });
    await open(page, path);
    for (const folded of await page.locator("main summary").all()) await folded.click();
    for (const { scheme, width } of [{ scheme: "light", width: 1280 }, { scheme: "dark", width: 360 }] as const) {
      await page.setViewportSize({ width, height: 800 });
      await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
      await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
      await expectNoSidewaysScroll(page);
      await expectAccessible(page);
      await takePicture(page, `calculators_open${path.replaceAll("/", "_")}-${scheme}-${width}`);
    }
  });
}

test("by the keyboard alone: from the first field to the answer's buttons, and the choices with the arrows", async ({ page }) => {
  await open(page, "/calculators/instalment");
  await page.getByRole("radio", { name: "the instalment" }).focus();
  await page.keyboard.press("ArrowRight");
  await expect(page.getByLabel("I can pay each time")).toBeVisible();
  await page.keyboard.press("Tab");
  await expect(page.getByLabel("I can pay each time")).toBeFocused();
  await page.getByLabel("Paid", { exact: true }).focus();
  await page.keyboard.press("Tab");
  await expect(page.getByRole("button", { name: "Copy link" })).toBeFocused();
});
