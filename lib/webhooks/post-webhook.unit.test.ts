import { expect, test } from "vitest";
import { checkAddress } from "./address-policy";
import { postWebhook } from "./post-webhook";
import { startReceiver } from "./testing";

const receiver = await startReceiver();
const port = new URL(receiver.url).port;
const send = (url: string, privateAllowed: boolean) => postWebhook({ url, headers: { "content-type": "application/json" }, body: "{}", privateAllowed });

test("the status is what the receiver answered", async () => {
  expect(await send(receiver.url, true)).toBe(204);
  receiver.answer = () => 500;
  expect(await send(receiver.url, true)).toBe(500);
});

test("a redirect is an answer, and is not followed", async () => {
  receiver.answer = () => 307;
  const before = receiver.received.length;
  expect(await send(receiver.url, true)).toBe(307);
  expect(receiver.received).toHaveLength(before + 1);
});

test.each([
  ["http", (port: string) => `http://127.0.0.1:${port}/`],
  ["https", (port: string) => `https://127.0.0.1:${port}/`],
  ["a name", (port: string) => `https://localhost:${port}/`],
  ["a name without encryption", (port: string) => `http://localhost:${port}/`],
  ["IPv6", (port: string) => `https://[::1]:${port}/`],
  ["IPv4 inside IPv6", (port: string) => `https://[::ffff:127.0.0.1]:${port}/`],
  ["an address in disguise", (port: string) => `https://0x7f.1:${port}/`],
  ["the cloud's own address", () => "https://169.254.169.254/latest/meta-data"],
])("where private addresses are not allowed, none is reached: %s", async (_name, urlAt) => {
  const before = receiver.received.length;
  await expect(send(urlAt(port), false)).rejects.toThrow("is not one to send to");
  expect(receiver.received).toHaveLength(before);
});

test("without encryption only this network may be told", async () => {
  await expect(send("http://8.8.8.8/", true)).rejects.toThrow("is not one to send to");
});

test("nobody there is a failure with its reason", async () => {
  await expect(send("http://127.0.0.1:1/", true)).rejects.toThrow("ECONNREFUSED");
});

test("where private addresses are not allowed, a webhook to one is refused when it is made", () => {
  const privateAllowed = false;
  for (const url of ["http://partner.example/", "https://127.0.0.1/", "https://localhost/", "https://x.localhost/", "https://[::1]/", "https://10.0.0.1/", "https://0x7f.1/"]) {
    expect(() => checkAddress(url, { privateAllowed })).toThrow(expect.objectContaining({ code: "input_invalid" }));
  }
  expect(() => checkAddress("https://partner.example/hooks", { privateAllowed })).not.toThrow();
  expect(() => checkAddress("https://8.8.8.8/hooks", { privateAllowed })).not.toThrow();
});
