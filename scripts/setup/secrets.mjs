// The random secrets of an installation, made once.
import { randomBytes } from "node:crypto";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The secrets of the installation in `folder`: read, or made at the first time. */
export function readSecrets(folder) {
  const file = join(folder, "secrets.json");
  const known = readJson(file);
  const secrets = { sessionSecret: randomText(), databasePassword: randomText(), ...known };
  if (Object.keys(secrets).some((name) => !known[name])) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(secrets, null, 2)}\n`, { mode: 0o600, flush: true });
    renameSync(draft, file);
  }
  return secrets;
}

function randomText() {
  return randomBytes(32).toString("base64url");
}

function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    if (error.code === "ENOENT") return {};
    throw new Error(`${file} cannot be read (${error.message}). Repair it, or delete it: new secrets are made, and everybody signs in again.`);
  }
}
