import { afterEach, expect, test, vi } from "vitest";
import { checkOnline } from "./check-online";

afterEach(() => vi.unstubAllGlobals());

const reader = { depositorId: 9 };
const addresses = { proof: "/proof", roots: "/roots" };
const answering = (statuses: Record<string, number>) => vi.stubGlobal("fetch", (address: string) => Promise.resolve(Response.json({}, { status: statuses[address] ?? 200 })));

test.each([
  ["the proof", { "/proof": 429 }],
  ["the proof", { "/proof": 401 }],
  ["the published root", { "/roots": 429 }],
  ["the published root", { "/roots": 503 }],
])("an answer without %s is no verdict: %o", async (_what, statuses) => {
  answering(statuses);
  expect(await checkOnline(addresses, reader)).toMatchObject({ kind: "unreachable" });
});

test("a bank that cannot be reached is no verdict either; a file that is no proof is one", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("no network")));
  expect(await checkOnline(addresses, reader)).toMatchObject({ kind: "unreachable" });
  answering({});
  expect(await checkOnline(addresses, reader)).toMatchObject({ kind: "checked", steps: [{ holds: false }] });
});
