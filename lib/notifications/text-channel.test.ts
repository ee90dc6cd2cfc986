import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { channelTo, twilioChannel, type OutgoingMail } from "./channels";

/* A server that stands in for Twilio: what it was sent, and what it answers. */

let server: Server;
let status = 201;
let asked: { address: string; authorization: string; body: URLSearchParams }[] = [];

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    asked.push({ address: `${request.method} ${request.url}`, authorization: request.headers.authorization ?? "", body: new URLSearchParams(Buffer.concat(chunks).toString()) });
    response.writeHead(status, { "content-type": "application/json" }).end('{"message":"so it is"}');
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

beforeEach(() => {
  status = 201;
  asked = [];
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

const account = { accountSid: "AC123", authToken: "secret", from: "+15550100" };
const channel = () => twilioChannel(account, `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
const text: OutgoingMail = { id: 1, kind: "phone_code", recipient: "+919876543210", subject: "Text message", body: "123456 is your code & more", recordedAt: new Date() };

test("a text message leaves once, signed, to the number and with the text as they are", async () => {
  await channel().deliver(text);
  expect(asked).toHaveLength(1);
  expect(asked[0]?.address).toBe("POST /2010-04-01/Accounts/AC123/Messages.json");
  expect(Buffer.from(asked[0]?.authorization.replace("Basic ", "") ?? "", "base64").toString()).toBe("AC123:secret");
  expect(Object.fromEntries(asked[0]?.body ?? [])).toEqual({ To: "+919876543210", From: "+15550100", Body: "123456 is your code & more" });
});

test("a message that was not taken is a failure with the service's reason, and without the secret", async () => {
  status = 400;
  const failure = await channel().deliver(text).catch((error: unknown) => String(error));
  expect(failure).toBe('Error: Twilio: 400 {"message":"so it is"}');
});

test("an address and a number go by the same local mailbox where no service is set", () => {
  expect(channelTo("asha@example.com")).toBe(channelTo("+919876543210"));
});
