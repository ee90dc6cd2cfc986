import type { Role } from "@/lib/core/permissions";

const homes: Readonly<Record<Role, string>> = {
  borrower: "/borrower",
  depositor: "/depositor",
  admin: "/admin",
  anonymous: "/",
  system: "/",
};

/** Where the pages of a role begin. */
export function homeOf(role: Role): string {
  return homes[role];
}

/** A path of this site from an untrusted text, or null: anything that a browser could read as another host is refused. */
export function safePath(text: string | null | undefined): string | null {
  if (!text || !text.startsWith("/") || text.length > 2_000) return null;
  // Browsers read "//", "/\" and a control character in between as the start of a host.
  if (/^\/[/\\]|[\u0000-\u001f\u007f\\]/.test(text)) return null;
  return text;
}

/** A value of a page's query: the first one where it was given more than once. */
export function queryText(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}
