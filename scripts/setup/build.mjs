// The production build, made again only when a source is newer than it.
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runQuietly } from "./child-commands.mjs";
import { root } from "./settings.mjs";
import { sourceFingerprint } from "./sources.mjs";

/** The program of the framework; called by path, since no shell has put it in PATH for us. */
export const nextProgram = join(root, "node_modules/next/dist/bin/next");

/** True when `.next` (or another `distFolder`) holds a finished build of the sources as they are. */
export function isBuildCurrent(distFolder = ".next") {
  const stamp = stampFile(distFolder);
  return existsSync(join(root, distFolder, "BUILD_ID")) && existsSync(stamp) && readFileSync(stamp, "utf8") === sourceFingerprint();
}

/** Builds for production into `distFolder`. The stamp is taken away first and written last: half a build is none. */
export async function build({ env, distFolder = ".next", note }) {
  const stamp = stampFile(distFolder);
  rmSync(stamp, { force: true });
  // Taken before, so that a source changed during the build counts as newer than it.
  const fingerprint = sourceFingerprint();
  const output = await runQuietly(process.execPath, [nextProgram, "build"], { env: { ...env, NODE_ENV: "production", TESSERA_DIST_DIR: distFolder }, note });
  writeFileSync(stamp, fingerprint);
  return output;
}

function stampFile(distFolder) {
  return join(root, distFolder, "tessera-sources");
}
