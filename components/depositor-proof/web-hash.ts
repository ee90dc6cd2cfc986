import type { Hashing } from "@/lib/core/merkle-bytes";

/** Runs a calculation with the browser's own SHA-256. */
export async function withBrowserHash<T>(steps: Hashing<T>): Promise<T> {
  let step = steps.next();
  while (step.done !== true) step = steps.next(new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(step.value))));
  return step.value;
}

/** Browsers have it on https and on this machine's own addresses only. */
export function hasBrowserHash(): boolean {
  return globalThis.crypto?.subtle !== undefined;
}
