// Finding programs: in PATH, and where systems put servers that are not in everybody's PATH.
import { accessSync, constants, statSync } from "node:fs";
import { delimiter, join } from "node:path";

const SERVER_FOLDERS = [
  "/usr/bin",
  "/usr/sbin",
  "/usr/libexec",
  "/usr/local/bin",
  "/usr/local/sbin",
  "/usr/local/mysql/bin",
  "/usr/local/opt/mariadb/bin",
  "/opt/homebrew/bin",
  "/opt/homebrew/opt/mariadb/bin",
  "/opt/local/lib/mariadb/bin",
];

/** The full path of the first of `names` that can be run, or null. */
export function findExecutable(names) {
  const folders = [...(process.env.PATH ?? "").split(delimiter).filter(Boolean), ...SERVER_FOLDERS];
  for (const name of names) {
    const found = folders.map((folder) => join(folder, name)).find(isExecutable);
    if (found) return found;
  }
  return null;
}

/** True when the file is there and may be run. */
export function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
