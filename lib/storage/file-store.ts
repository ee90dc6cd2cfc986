import { env } from "@/lib/env";
import { localFileStore } from "./local-file-store";
import { uploadThingStore } from "./upload-thing-store";

/** A file to keep: its bytes, their SHA-256 in hex, the type found in its content, a name that is safe to show. */
export type NewFile = { bytes: Uint8Array<ArrayBuffer>; sha256: string; contentType: string; name: string };

/** Keeps files under keys of its own choosing. A key never leaves the bank. */
export type FileStore = {
  /** Keeps a file and returns its key. Keeping the same bytes again is harmless. */
  put: (file: NewFile) => Promise<string>;
  /** Opens a kept file for reading; throws when there is none under this key. */
  open: (key: string) => Promise<ReadableStream<Uint8Array>>;
  /** Forgets a file; nothing happens when there is none. */
  remove: (key: string) => Promise<void>;
};

const stores = { local: localFileStore, uploadthing: uploadThingStore } satisfies Record<string, FileStore>;

/** The store of this installation: UploadThing when its token is set, else the local folder. */
export function fileStore(): FileStore {
  const name = env.uploadThingToken ? "uploadthing" : "local";
  return {
    put: async (file) => `${name}:${await stores[name].put(file)}`,
    open: async (key) => storeOf(key).open(ownKeyOf(key)),
    remove: async (key) => storeOf(key).remove(ownKeyOf(key)),
  };
}

// The key says where its file is, so that files kept before a change of store can still be opened.
function storeOf(key: string): FileStore {
  if (key.startsWith("local:")) return stores.local;
  if (key.startsWith("uploadthing:")) return stores.uploadthing;
  throw new Error("A stored file has a key of an unknown store.");
}

function ownKeyOf(key: string): string {
  return key.slice(key.indexOf(":") + 1);
}
