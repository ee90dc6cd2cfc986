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
          // Properties play hundreds of lives: on a busy machine that takes longer than five seconds.
          testTimeout: 60_000,
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
          hookTimeout: 60_000,
          testTimeout: 60_000,
        },
      },
      {
        resolve: { alias },
        test: {
          name: "http",
          env,
          include: ["e2e/http/**/*.test.ts"],
          // The folder of the bank first: the configuration is read as soon as the database is migrated.
          setupFiles: ["./e2e/http/setup.ts", "./db/testing.ts"],
          sequence: { setupFiles: "list" },
          hookTimeout: 120_000,
          testTimeout: 120_000,
        },
      },
    ],
  },
});
