import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { endServers } from "./servers";

/* Runs before a test file is loaded: its bank has a folder of its own for letters and documents. */
const folder = mkdtempSync(join(tmpdir(), "tessera-http-"));
process.env.TESSERA_DATA_DIR = folder;

// Here and not where they are started: that is inside of hooks, in which the runner takes no other hook.
afterAll(() => {
  endServers();
  rmSync(folder, { recursive: true, force: true });
});
