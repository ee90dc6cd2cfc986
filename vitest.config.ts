import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const root = fileURLToPath(new URL(".", import.meta.url));
const alias = {
  "@": root.replace(/\/$/, ""),
  // The guard against importing server code into the browser has no meaning in a test.
  "server-only": fileURLToPath(new URL("node_modules/server-only/empty.js", import.meta.url)),
};
const env = {
  NODE_ENV: "test" as const,
  NEXTAUTH_SECRET: "a-secret-that-only-tests-know-0123456789",
  TESSERA_LOG_LEVEL: "error",
  TESSERA_DATA_DIR: ".test/data",
  TESSERA_DEMO: "0",
  TESSERA_EMBEDDED_DATABASE: "1",
};

/** Ends what hangs, and says nothing about speed: on a busy machine everything takes many times as long. */
const ENDED_AFTER_MS = 300_000;

export default defineConfig({
  resolve: { alias },
  test: {
    maxWorkers: 2,
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          env: { ...env, DATABASE_URL: "mysql://nobody@127.0.0.1:1/none" },
          include: ["lib/core/**/*.test.ts", "lib/**/*.unit.test.ts", "components/**/*.test.ts"],
          testTimeout: ENDED_AFTER_MS,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "integration",
          env,
          include: ["lib/**/*.test.ts", "db/**/*.test.ts", "scripts/**/*.test.ts", "e2e/simulation/**/*.test.ts"],
          exclude: ["lib/core/**", "lib/**/*.unit.test.ts"],
          setupFiles: ["./db/testing.ts"],
          hookTimeout: ENDED_AFTER_MS,
          testTimeout: ENDED_AFTER_MS,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "http",
          env,
          include: ["e2e/http/**/*.test.ts"],
          // The servers are set up last, so that they end before their database is gone.
          setupFiles: ["./db/testing.ts", "./e2e/http/setup.ts"],
          sequence: { setupFiles: "list" },
          hookTimeout: ENDED_AFTER_MS,
          testTimeout: ENDED_AFTER_MS,
        },
      },
    ],
  },
});
