import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll } from "vitest";
import { database } from "@/db/client";
import { instantNow } from "@/lib/platform/clock";

/* A partner's server for tests, on this machine. */

export type Received = { headers: IncomingHttpHeaders; body: string };

/** Starts a receiver that keeps what it is sent and answers as it is told; 204 unless told otherwise. It ends with the test file. */
export async function startReceiver() {
  const received: Received[] = [];
  const receiver = { url: "", received, answer: (_message: Received): number => 204 };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const message = { headers: request.headers, body: Buffer.concat(chunks).toString("utf8") };
      received.push(message);
      response.writeHead(receiver.answer(message), { location: "/elsewhere" }).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks`;
  afterAll(() => void server.close());
  return receiver;
}

/** The clock moves on, as far as deliveries are concerned: whatever waits for its next attempt is due. */
export async function letRetriesBeDue(): Promise<void> {
  await database().$client.query("UPDATE webhook_deliveries SET next_attempt_at = ? WHERE state = 'pending'", [instantNow()]);
}
