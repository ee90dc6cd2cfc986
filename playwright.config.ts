import { defineConfig } from "@playwright/test";

/** `npm test` starts the server these tests look at, with a database and a build of their own. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  outputDir: ".test/browser-results",
  // One bank, one business date: a story that closes a day must not run beside another.
  workers: 1,
  fullyParallel: false,
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: {
    baseURL: process.env.TESSERA_TEST_URL ?? "http://localhost:3000",
    actionTimeout: 20_000,
    navigationTimeout: 45_000,
    locale: "en-IN",
    trace: "retain-on-failure",
    screenshot: "only-on-failure",
    launchOptions: {
      executablePath: process.env.TESSERA_CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    },
  },
});
