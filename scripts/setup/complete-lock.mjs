// Completes package-lock.json; run by hand after every change of a dependency: node scripts/setup/complete-lock.mjs
//
// A registry that keeps only some systems' variants of a native package makes `npm install` leave the others out of the
// lock without a word, and `npm ci` then refuses that lock as incomplete. What a variant is for can be read off its
// name, and which version is stated by the package that wants it, so the missing entries can be written down.
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "./settings.mjs";

const SYSTEMS = ["aix", "android", "darwin", "freebsd", "linux", "netbsd", "openbsd", "openharmony", "sunos", "win32"];
const PROCESSORS = ["arm", "arm64", "ia32", "loong64", "mips64el", "ppc64", "riscv64", "s390x", "x64", "wasm32"];
const C_LIBRARIES = { gnu: "glibc", gnueabihf: "glibc", musl: "musl", musleabihf: "musl" };
const ONE_VERSION = /^[~^]?(\d+\.\d+\.\d+[\w.+-]*)$/;

const file = join(root, "package-lock.json");
const lock = JSON.parse(readFileSync(file, "utf8"));
const missing = missingVariants(lock.packages);
for (const { name, version } of missing) lock.packages[`node_modules/${name}`] = variantEntry(name, version);
lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
process.stdout.write(`package-lock.json: ${missing.length} variants for other systems added.\n`);

/** The optional packages that some package in the lock wants and the lock does not hold. */
function missingVariants(packages) {
  const found = new Map();
  for (const [path, { optionalDependencies = {} }] of Object.entries(packages)) {
    for (const [name, range] of Object.entries(optionalDependencies)) {
      if (isResolved(packages, path, name)) continue;
      const version = ONE_VERSION.exec(range)?.[1];
      if (!version) throw new Error(`${path} wants ${name}@${range}: no single version can be read off that range.`);
      const other = found.get(name);
      if (other && other.version !== version) throw new Error(`${name} is wanted as ${other.version} and as ${version}; place them by hand.`);
      found.set(name, { name, version });
    }
  }
  return [...found.values()];
}

/** Looks where Node would look: beside the package that asks, then one folder up, and so on to the top. */
function isResolved(packages, path, name) {
  for (let folder = path; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (packages[`${folder ? `${folder}/` : ""}node_modules/${name}`]) return true;
    if (folder === "") return false;
  }
}

function variantEntry(name, version) {
  const words = name.split(/[/-]/);
  const system = words.find((word) => SYSTEMS.includes(word));
  const processor = words.find((word) => PROCESSORS.includes(word));
  const library = C_LIBRARIES[words.at(-1)];
  return {
    version,
    ...(processor && { cpu: [processor] }),
    ...(system === "linux" && library && { libc: [library] }),
    optional: true,
    ...(system && { os: [system] }),
  };
}
