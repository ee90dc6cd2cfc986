import { defineConfig } from "@playwright/test";

/** Tests that change nothing in the bank, and so may run beside the stories. */
const LOOKS = ["accessibility.spec.ts", "calculators.spec.ts"];

/** `npm test` starts the server these tests look at, with a database and a build of their own. */
export default defineConfig({
  testDir: "e2e",
  outputDir: ".test/browser-results",
  workers: 2,
  fullyParallel: false,
  projects: [
    { name: "sign-in", testMatch: "sign-in.setup.ts" },
    { name: "looks", testMatch: LOOKS, dependencies: ["sign-in"], workers: 1 },
    // One bank, one business date: a story that closes a day must not run beside another.
    { name: "stories", testMatch: "*.spec.ts", testIgnore: LOOKS, dependencies: ["sign-in"], workers: 1 },
  ],
  timeout: 180_000,
  expect: { timeout: 15_000 },
  forbidOnly: true,
  use: {
    baseURL: process.env.TESSERA_TEST_URL ?? "http://localhost:3000",
    actionTimeout: 20_000,
    navigationTimeout: 45_000,
    locale: "en-IN",
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
