const BUSY_MS_MAX = 10;

let breathedAt = 0;

/**
 * For a long calculation in the server: awaited often, it lets the process answer everybody else after each 10
 * milliseconds of work. Otherwise it costs nothing.
 */
export async function breathe(): Promise<void> {
  if (performance.now() - breathedAt < BUSY_MS_MAX) return;
  await new Promise((resolve) => setImmediate(resolve));
  breathedAt = performance.now();
}
