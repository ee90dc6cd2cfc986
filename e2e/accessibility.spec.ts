import AxeBuilder from "@axe-core/playwright";
import { expect, test, type Page } from "@playwright/test";
import { demo, expectNoSidewaysScroll, signIn, takePicture } from "./bank";

/** An address, or the first link of a page whose address begins so: ids of the demo's tiles and entries are nobody's promise. */
type Stop = string | { on: string; link: string };
type Visit = { who: "nobody" | "borrower" | "depositor" | "admin"; stops: readonly Stop[] };

const visits: readonly Visit[] = [
  { who: "nobody", stops: ["/", "/products", "/products?amount=100000", "/products/2", "/products/3", "/products/5", "/calculators", "/calculators/schedule", "/calculators/instalment", "/calculators/real-cost", "/calculators/return", "/calculators/day-count", "/sign-in", "/sign-up", "/forgot-password", "/docs/api"] },
  { who: "borrower", stops: ["/borrower", "/borrower/loans", "/borrower/loans/4", "/borrower/loans/apply", "/borrower/profile"] },
  {
    who: "depositor",
    stops: [
      ...["/depositor", "/depositor/invest", "/depositor/withdraw", "/depositor/strategy", "/depositor/market", "/depositor/proof", "/depositor/portfolio", "/depositor/movements"],
      ...["working", "written_off", "sold"].map((state) => ({ on: `/depositor/portfolio?state=${state}`, link: "/depositor/portfolio/" })),
    ],
  },
  {
    who: "admin",
    stops: [
      ...["/admin", "/admin/applications", "/admin/applications/36", "/admin/loans", "/admin/loans/1", "/admin/loans/9", "/admin/loans/14", "/admin/loans/34", "/admin/transfers", "/admin/integrations"],
      ...["/admin/ledger", "/admin/ledger/books", "/admin/ledger/accounts/cash", { on: "/admin/ledger/accounts/cash", link: "/admin/ledger/entries/" }],
    ],
  },
];

const homes = { borrower: /\/borrower/, depositor: /\/depositor/, admin: /\/admin/ } as const;

async function addressOf(page: Page, stop: Stop): Promise<string> {
  if (typeof stop === "string") return stop;
  await page.goto(stop.on);
  return (await page.locator(`main a[href^="${stop.link}"]`).first().getAttribute("href")) ?? "";
}

async function expectAccessible(page: Page): Promise<void> {
  // The reader of the API reference puts a link into the button that opens a call; that is its own make.
  const { violations } = await new AxeBuilder({ page }).withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]).exclude(".swagger-ui .opblock-summary-control").analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`);
  expect(found, page.url()).toEqual([]);
}

// Every page is looked at twice, by a person's eyes and by a machine's.
test.setTimeout(420_000);

for (const { who, stops } of visits) {
  test(`pages for ${who}: readable by everyone on a desk in light, on a phone in dark, never wider than the window`, async ({ page }) => {
    if (who !== "nobody") await signIn(page, demo[who], homes[who]);
    for (const stop of stops) {
      const path = await addressOf(page, stop);
      const name = `${who}${path.replaceAll(/[/?=]/g, "_")}`;
      for (const { scheme, width, height } of [{ scheme: "light", width: 1280, height: 900 }, { scheme: "dark", width: 390, height: 844 }] as const) {
        await page.setViewportSize({ width, height });
        await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
        const answer = await page.goto(path);
        expect(answer?.status(), path).toBe(200);
        await page.waitForLoadState("networkidle");
        await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
        await takePicture(page, `${name}-${scheme}-${width}`);
        await expectNoSidewaysScroll(page);
        await expectAccessible(page);
      }
    }
  });
}
