import { fileTypeFromBuffer } from "file-type";

const extensions: ReadonlyMap<string, string> = new Map([
  ["application/pdf", "pdf"],
  ["image/png", "png"],
  ["image/jpeg", "jpg"],
]);

const NAME_LENGTH_MAX = 100;

/** What a document really is, by its content, and a name that is safe to show and to save under. */
export type RecognisedFile = { contentType: string; fileName: string };

/** Recognises a PDF, PNG or JPEG by its content; null for anything else, whatever its name says. */
export async function recogniseDocument(bytes: Uint8Array, declaredName: string): Promise<RecognisedFile | null> {
  const found = await fileTypeFromBuffer(bytes);
  const extension = found && extensions.get(found.mime);
  return found && extension ? { contentType: found.mime, fileName: safeFileName(declaredName, extension) } : null;
}

/** Letters, digits and a few signs of the declared name, with the extension of the real type. */
export function safeFileName(declaredName: string, extension: string): string {
  const lastPart = declaredName.split(/[/\\]/).at(-1) ?? "";
  const stem = lastPart
    .normalize("NFC")
    .replace(/\.[^.]*$/, "")
    .replace(/[^\p{L}\p{M}\p{N} _()-]+/gu, "-")
    .replace(/^[-\s]+|[-\s]+$/g, "");
  return `${[...stem].slice(0, NAME_LENGTH_MAX).join("") || "document"}.${extension}`;
}
