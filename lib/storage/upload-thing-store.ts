import { env } from "@/lib/env";

const LINK_SECONDS = 60;

/** Keeps files at UploadThing, private; the bank fetches them for whoever may see them, nobody gets a link. */
export const uploadThingStore = {
  async put(file: { bytes: Uint8Array<ArrayBuffer>; contentType: string; name: string }): Promise<string> {
    const { UTFile } = await import("uploadthing/server");
    const upload = new UTFile([file.bytes], file.name, { type: file.contentType });
    const answer = await (await api()).uploadFiles(upload, { acl: "private", contentDisposition: "attachment" });
    if (answer.error) throw new Error(`UploadThing: ${answer.error.message}`);
    return answer.data.key;
  },

  async open(key: string): Promise<ReadableStream<Uint8Array>> {
    const { ufsUrl } = await (await api()).generateSignedURL(key, { expiresIn: LINK_SECONDS });
    const response = await fetch(ufsUrl);
    if (!response.ok || !response.body) throw new Error(`UploadThing: status ${response.status} for a stored file`);
    return response.body;
  },

  async remove(key: string): Promise<void> {
    await (await api()).deleteFiles(key);
  },
};

// Loaded at first use: the client is large, and most installations keep documents in the local folder.
async function api() {
  const { UTApi } = await import("uploadthing/server");
  // At its default level the client logs links that open the file.
  return new UTApi({ token: env.uploadThingToken, logLevel: "Warning" });
}
