import { expect, test, type Page } from "@playwright/test";
import { open, sessionFile, takePicture, type Person } from "./bank";
import { expectAccessible, expectNoSidewaysScroll, fetchNothingAhead } from "./looks";

/** An address, or the first link of a page whose address begins so: ids of the demo's tiles and entries are nobody's promise. */
type Stop = string | { on: string; link: string };
type Visit = { who: "nobody" | Person; stops: readonly Stop[] };

/* The calculators are looked at in their own test, with everything open. */
const visits: readonly Visit[] = [
  { who: "nobody", stops: ["/", "/products", "/products?amount=100000", "/products/2", "/products/3", "/products/5", "/calculators", "/sign-in", "/sign-up", "/forgot-password", "/docs/api"] },
  { who: "borrower", stops: ["/borrower", "/borrower/loans", "/borrower/loans/4", "/borrower/loans/apply", "/borrower/profile"] },
  {
    who: "depositor",
    stops: [
      ...["/depositor", "/depositor/invest", "/depositor/withdraw", "/depositor/strategy", "/depositor/market", "/depositor/proof", "/depositor/portfolio", "/depositor/movements"],
      // Days pass beside these looks: what is late or on time changes, what is written off or sold stays so.
      ...["", "?state=written_off", "?state=sold"].map((filter) => ({ on: `/depositor/portfolio${filter}`, link: "/depositor/portfolio/" })),
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

const desk = { scheme: "light", width: 1280, height: 900 } as const;
const phone = { scheme: "dark", width: 390, height: 844 } as const;

async function addressOf(page: Page, stop: Stop): Promise<string> {
  if (typeof stop === "string") return stop;
  await page.goto(stop.on);
  return (await page.locator(`main a[href^="${stop.link}"]`).first().getAttribute("href")) ?? "";
}

async function take(page: Page, { scheme, width, height }: typeof desk | typeof phone): Promise<void> {
  await page.setViewportSize({ width, height });
  await page.emulateMedia({ colorScheme: scheme, reducedMotion: "reduce" });
}

for (const { who, stops } of visits) {
  test.describe(`pages for ${who}: readable by everyone on a desk in light, on a phone in dark, never wider than the window`, () => {
    if (who !== "nobody") test.use({ storageState: sessionFile(who) });

    for (const [index, stop] of stops.entries()) {
      test(typeof stop === "string" ? stop : `a link of ${stop.on}`, async ({ page }) => {
        await fetchNothingAhead(page);
        const path = await addressOf(page, stop);
        // Some are opened on the desk and some on the phone; each is then turned into the other.
        const [first, second] = index % 2 === 0 ? [desk, phone] : [phone, desk];
        await take(page, first);
        const answer = await open(page, path);
        expect(answer?.status(), path).toBe(200);
        await expect(page).toHaveURL(new RegExp(`${path.replaceAll(/[?.]/g, "\\$&")}$`));
        for (const view of [first, second]) {
          await take(page, view);
          await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
          await takePicture(page, `${who}${path.replaceAll(/[/?=]/g, "_")}-${view.scheme}-${view.width}`);
          await expectNoSidewaysScroll(page);
          await expectAccessible(page);
        }
      });
    }
  });
}
