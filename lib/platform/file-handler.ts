import type { Query } from "./operation";
import { respond } from "./route-handler";
import { readActor } from "./session";

/** A file that leaves the bank. `fileName` has no control characters. */
export type SentDocument = { fileName: string; contentType: string; sizeBytes: number; content: ReadableStream<Uint8Array> };

/** The door of a download, named by the parts of its address: the file as an attachment that no browser opens or guesses the type of. */
export function fileHandler(query: Query<SentDocument>) {
  return respond(query.name, async (request, params) => {
    const file = await query.execute(await readActor(request.headers), params);
    return new Response(file.content, {
      headers: {
        "content-type": file.contentType,
        "content-length": String(file.sizeBytes),
        "content-disposition": attachment(file.fileName),
        "x-content-type-options": "nosniff",
        "content-security-policy": "default-src 'none'; sandbox",
        "cache-control": "private, no-store",
      },
    });
  });
}

// Old clients read the ASCII name, the others the encoded one (RFC 6266, RFC 8187).
function attachment(fileName: string): string {
  const ascii = fileName.replace(/[^\x20-\x7e]|["\\%]/g, "_");
  const encoded = encodeURIComponent(fileName).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
  return `attachment; filename="${ascii}"; filename*=UTF-8''${encoded}`;
}
