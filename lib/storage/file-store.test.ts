import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { expect, test } from "vitest";
import { env } from "@/lib/env";
import { fileStore } from "./file-store";

function file(text: string) {
  const bytes = new Uint8Array(Buffer.from(text));
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  return { bytes, sha256, contentType: "application/pdf", name: "id.pdf" };
}

test("a file is kept under its hash in a private folder, opened by its key, and forgotten", async () => {
  const kept = file("a document");
  const key = await fileStore().put(kept);
  expect(await fileStore().put(kept)).toBe(key);
  const path = join(resolve(env.dataFolder), "documents", kept.sha256);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
  expect(await new Response(await fileStore().open(key)).text()).toBe("a document");
  await fileStore().remove(key);
  await fileStore().remove(key);
  await expect(fileStore().open(key)).rejects.toThrow();
});

test("a file kept twice at the same instant is whole", async () => {
  const kept = file("x".repeat(1_000_000));
  const [key = ""] = await Promise.all([1, 2, 3].map(() => fileStore().put(kept)));
  expect((await new Response(await fileStore().open(key)).text()).length).toBe(1_000_000);
});

test.each(["local:../../secrets.json", "local:/etc/passwd", "local:", "elsewhere:abc", "abc"])("the key %s opens nothing", async (key) => {
  await expect(fileStore().open(key)).rejects.toThrow(/key/);
});
