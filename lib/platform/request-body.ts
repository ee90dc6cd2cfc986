import { refuse } from "./errors";
import type { SentFile } from "./field-schemas";

const JSON_BYTES_MAX = 256 * 1024;
/** A document of 5 MiB with the form around it. */
const FORM_BYTES_MAX = 6 * 1024 * 1024;
/** No body of any endpoint is nested this deep. */
const DEPTH_MAX = 16;

/**
 * Reads a JSON body; an empty one is `{}`. Refuses `body_too_large`, `media_type_unsupported`, and `body_malformed`
 * for text that is no JSON or is nested too deeply.
 */
export async function readJson(request: Request): Promise<unknown> {
  const bytes = await readBytes(request, JSON_BYTES_MAX);
  if (bytes.byteLength === 0) return {};
  if (!/^application\/(?:[\w.+-]+\+)?json\b/i.test(request.headers.get("content-type") ?? "")) refuse("media_type_unsupported");
  const text = new TextDecoder().decode(bytes);
  if (depthOf(text) > DEPTH_MAX) refuse("body_malformed", { message: `The body is nested deeper than ${DEPTH_MAX} levels.` });
  try {
    return JSON.parse(text) as unknown;
  } catch {
    refuse("body_malformed");
  }
}

/**
 * Reads a form: names to texts and files; an empty body is `{}`. Refuses as `readJson`. A form without a file may come
 * as `application/x-www-form-urlencoded`, which is what clients fall back to; what is missing is told by its field.
 */
export async function readForm(request: Request): Promise<Record<string, string | SentFile>> {
  const contentType = request.headers.get("content-type") ?? "";
  const bytes = await readBytes(request, FORM_BYTES_MAX);
  if (bytes.byteLength === 0) return {};
  if (!/^(?:multipart\/form-data|application\/x-www-form-urlencoded)\b/i.test(contentType)) refuse("media_type_unsupported", { message: "Send the body as multipart/form-data." });
  const form = await new Response(bytes, { headers: { "content-type": contentType } })
    .formData()
    .catch(() => refuse("body_malformed", { message: "The request body is not a valid form." }));
  const parts = [...form].map(async ([name, value]) => [name, typeof value === "string" ? value : await readFile(value)] as const);
  return Object.fromEntries(await Promise.all(parts));
}

async function readFile(file: File): Promise<SentFile> {
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) };
}

// Counted while it is read: a length header may be missing or untrue.
async function readBytes(request: Request, bytesMax: number): Promise<Uint8Array<ArrayBuffer>> {
  if (Number(request.headers.get("content-length") ?? 0) > bytesMax) refuse("body_too_large");
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of (request.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.byteLength;
    if (bytes > bytesMax) refuse("body_too_large");
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}

/**
 * How deep the brackets of a JSON text are nested; strings are passed over. Read before parsing, which would recurse.
 * A text that never ends is eaten once: looking for its end again at each quote in it would take quadratic time.
 */
export function depthOf(text: string): number {
  let depth = 0;
  let deepest = 0;
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"?|[[{]|[\]}]/gs)) {
    if (token === "[" || token === "{") deepest = Math.max(deepest, (depth += 1));
    else if (token === "]" || token === "}") depth -= 1;
  }
  return deepest;
}
