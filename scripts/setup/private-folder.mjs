import { chmodSync, mkdirSync } from "node:fs";

/** Makes a folder that only its owner can enter, or closes one that others could. Answers its path. */
export function makePrivateFolder(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  chmodSync(folder, 0o700);
  return folder;
}
