import type { Intent } from "./cast";

/** What the bank answered in the end. */
export type Answered = { status: number; answer: string };

const ATTEMPT_MS = 15_000;
const PAUSE_MS = 120;

/**
 * Sends a request with its key until it is answered, to one server after another. Whatever leaves it unknown what
 * happened is tried again with the same key: no connection, 5xx, and the first request still running.
 * @returns null when `isOver` says so before there is an answer
 */
export async function askUntilAnswered(servers: readonly string[], intent: Pick<Intent, "key" | "path" | "body">, { token, isOver }: { token: string; isOver: () => boolean }): Promise<Answered | null> {
  for (let attempt = 0; !isOver(); attempt += 1) {
    const server = servers[(attempt + intent.key.length) % servers.length] ?? "";
    const answered = await askOnce(server, intent, token).catch(() => null);
    if (answered && answered.status < 500 && !isStillRunning(answered)) return answered;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS + Math.random() * PAUSE_MS));
  }
  return null;
}

async function askOnce(server: string, { key, path, body }: Pick<Intent, "key" | "path" | "body">, token: string): Promise<Answered> {
  const response = await fetch(server + path, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json", "idempotency-key": key },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(ATTEMPT_MS),
  });
  return { status: response.status, answer: await response.text() };
}

function isStillRunning({ status, answer }: Answered): boolean {
  return status === 409 && answer.includes("idempotency_in_progress");
}
