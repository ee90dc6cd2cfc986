import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

/* Runs before a test file is loaded: its bank has a folder of its own for letters and documents. */
const folder = mkdtempSync(join(tmpdir(), "tessera-http-"));
process.env.TESSERA_DATA_DIR = folder;

afterAll(() => rmSync(folder, { recursive: true, force: true }));
