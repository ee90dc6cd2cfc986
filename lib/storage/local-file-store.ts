import { randomBytes } from "node:crypto";
import { createReadStream } from "node:fs";
import { access, mkdir, rename, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { Readable } from "node:stream";
import { env } from "@/lib/env";

/** Keeps files in a private folder beside the database, named by the SHA-256 of their content. Never under `public`. */
export const localFileStore = {
  async put({ bytes, sha256 }: { bytes: Uint8Array; sha256: string }): Promise<string> {
    const path = pathOf(sha256);
    const isKept = await access(path).then(() => true, () => false);
    if (isKept) return sha256;
    await mkdir(documentsFolder(), { recursive: true, mode: 0o700 });
    // Whole or not at all: a reader must never see half a document.
    const draft = `${path}.${randomBytes(4).toString("hex")}.draft`;
    await writeFile(draft, bytes, { mode: 0o600 });
    await rename(draft, path);
    return sha256;
  },

  async open(key: string): Promise<ReadableStream<Uint8Array>> {
    const path = pathOf(key);
    await access(path);
    return Readable.toWeb(createReadStream(path)) as ReadableStream<Uint8Array>;
  },

  async remove(key: string): Promise<void> {
    await rm(pathOf(key), { force: true });
  },
};

function documentsFolder(): string {
  return resolve(env.dataFolder, "documents");
}

function pathOf(sha256: string): string {
  if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error("A local file's key is a SHA-256 in hex.");
  return join(documentsFolder(), sha256);
}
