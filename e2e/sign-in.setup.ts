import { test } from "@playwright/test";
import { demo, homes, sessionFile, signIn, type Person } from "./bank";

/* Signed in once for all who only look. Before the stories, so that two never ask for a code of one person at a time. */

for (const who of Object.keys(homes) as Person[]) {
  test(`the ${who} of the demo signs in`, async ({ page }) => {
    await signIn(page, demo[who], homes[who]);
    await page.context().storageState({ path: sessionFile(who) });
  });
}
