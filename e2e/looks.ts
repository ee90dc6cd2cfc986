import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";

/** Fails when the page stays wider than the window: nobody should have to scroll sideways. A chart may take a moment to fit a new width. */
export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const overhang = () => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  await expect.poll(overhang, { message: `content of ${page.url()} fits into the window` }).toBeLessThanOrEqual(0);
}

/** Fails when the page breaks a rule of WCAG 2.1 A or AA that a machine can see. */
export async function expectAccessible(page: Page): Promise<void> {
  const looking = new AxeBuilder({ page })
    .withTags(["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"])
    // The reader of the API reference puts a link into the button that opens a call; that is its own make.
    .exclude(".swagger-ui .opblock-summary-control")
    // In the page itself and not by way of a second one: no page of ours has a frame of another site.
    .setLegacyMode(true);
  const { violations } = await looking.analyze();
  const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(" ")).slice(0, 3).join(" | ")}`);
  expect(found, page.url()).toEqual([]);
}

/** Leaves out what a page fetches of other pages in advance: who only looks goes nowhere. */
export async function fetchNothingAhead(page: Page): Promise<void> {
  await page.route(({ searchParams }) => searchParams.has("_rsc"), (route) => route.abort());
}
