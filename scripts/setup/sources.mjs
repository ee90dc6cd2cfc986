// The fingerprint of what a build is made of.
import { createHash } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { root } from "./settings.mjs";

const FOLDERS = ["app", "components", "lib", "db", "public"];
const ROOT_FILES = /^(package-lock\.json|tsconfig\.json|.+\.ts)$/;
// Written by the build itself, or read by tools that have no part in it.
const NOT_SOURCES = /^(next-env\.d\.ts|(drizzle|playwright|vitest)\.config\.ts)$|\.test\.tsx?$/;

/** A hash over names and contents of all sources; dates play no part, so a fresh checkout of the same sources has the same. */
export function sourceFingerprint() {
  const hash = createHash("sha256");
  for (const file of sourceFiles()) hash.update(`${file}\0`).update(contentOf(file)).update("\0");
  return hash.digest("hex");
}

/** Of tsconfig.json only the options count: each build or development server writes its own folders into the rest. */
function contentOf(file) {
  const content = readFileSync(join(root, file));
  return file === "tsconfig.json" ? JSON.stringify(JSON.parse(content).compilerOptions) : content;
}

function sourceFiles() {
  const atRoot = readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isFile() && ROOT_FILES.test(entry.name));
  const below = FOLDERS.flatMap((folder) => filesBelow(folder));
  return [...atRoot.map((entry) => entry.name), ...below].filter((file) => !NOT_SOURCES.test(file)).sort();
}

function filesBelow(folder) {
  try {
    const entries = readdirSync(join(root, folder), { withFileTypes: true, recursive: true });
    return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1));
  } catch (error) {
    if (error.code === "ENOENT") return [];
    throw error;
  }
}
