// Processes of tests that run the bank's own code outside the framework.
import { join } from "node:path";
import { root } from "../setup/settings.mjs";

/** Their environment, but for the database. */
export function bankEnvironment() {
  return {
    ...process.env,
    NODE_ENV: "test",
    NEXTAUTH_SECRET: "a-secret-that-only-tests-know-0123456789",
    TESSERA_LOG_LEVEL: "error",
    TESSERA_DATA_DIR: ".test/data",
    TESSERA_DEMO: "0",
    TESSERA_EMBEDDED_DATABASE: "1",
  };
}

/** The arguments for Node that run a TypeScript file; modules see the same "server" as inside the framework. */
export function serverArguments(file, args) {
  return ["--conditions=react-server", "--import", import.meta.resolve("tsx"), join(root, file), ...args];
}
