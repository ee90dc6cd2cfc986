import { beforeAll, describe, expect, test } from "vitest";
import { database } from "@/db/client";
import { openBank, PASSWORD, startServer, type TestBank } from "./bank";

/* What holds for every call: who may ask from a browser, how often one may ask, and that several processes count together. */

const LIMITS = { TESSERA_SIGN_UPS_PER_HOUR: "3", TESSERA_CALLS_PER_MINUTE: "120" };
const ORIGIN = "https://app.partner.example";

let direct: TestBank;
let behindProxy: TestBank;
/** Two more processes of the same bank. */
let fresh: [TestBank, TestBank];
let count = 0;

beforeAll(async () => {
  direct = await openBank({ ...LIMITS, TESSERA_CORS_ORIGINS: ORIGIN });
  behindProxy = await startServer({ ...LIMITS, TESSERA_TRUSTED_PROXIES: "127.0.0.0/8" });
  fresh = [await startServer(LIMITS), await startServer(LIMITS)];
});

const register = ({ client }: TestBank, forwardedFor: string) =>
  client.post("/api/auth/register", { full_name: "R", email: `r${(count += 1)}@example.com`, password: PASSWORD }, { "x-forwarded-for": forwardedFor });

describe("browsers of other origins", () => {
  test("a listed origin may ask, and is told so before it asks", async () => {
    for (const path of ["/api/auth/login", "/login", "/user/invest"]) {
      const response = await fetch(direct.url + path, { method: "OPTIONS", headers: { origin: ORIGIN, "access-control-request-method": "POST" } });
      expect([path, response.status, response.headers.get("access-control-allow-origin")]).toEqual([path, 204, ORIGIN]);
      expect(response.headers.get("access-control-allow-methods")).toContain("POST");
      expect(response.headers.get("access-control-allow-headers")).toContain("idempotency-key");
    }
    const answer = await fetch(`${direct.url}/api/loans/products`, { headers: { origin: ORIGIN } });
    expect([answer.headers.get("access-control-allow-origin"), answer.headers.get("vary")]).toEqual([ORIGIN, expect.stringContaining("origin")]);
    expect(answer.headers.get("access-control-allow-credentials")).toBeNull();
  });

  test("any other may not", async () => {
    for (const origin of ["https://evil.example", "null", `${ORIGIN}.evil.example`]) {
      const answer = await fetch(`${direct.url}/api/loans/products`, { headers: { origin } });
      expect(answer.headers.get("access-control-allow-origin")).toBeNull();
    }
  });
});

describe("limits", () => {
  test("accounts opened from one address are limited, whatever address it claims to be", async () => {
    const answers = [];
    for (const claimed of ["203.0.113.1", "203.0.113.2", "203.0.113.3", "203.0.113.4"]) answers.push(await register(direct, claimed));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 429]);
    expect(Number(answers[3]?.headers.get("retry-after"))).toBeGreaterThan(0);
  });

  test("behind a proxy of ours the client's own address counts, and no address that it claims beyond", async () => {
    const answers = [];
    for (const claimed of ["198.51.100.1", "198.51.100.2", "6.6.6.1, 198.51.100.3", "6.6.6.2, 198.51.100.3", "6.6.6.3, 198.51.100.3", "6.6.6.4, 198.51.100.3"]) answers.push(await register(behindProxy, claimed));
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201, 201, 429]);
  });

  test("two processes of one bank allow together what one alone would", async () => {
    // Two processes that nobody has called yet, and a minute that begins now.
    await database().$client.query("DELETE FROM rate_limits WHERE bucket LIKE 'calls:%'");
    const ask = ({ client }: TestBank) => client.get("/api/loans/products");
    const answers = [];
    for (let round = 0; round < 80; round += 1) answers.push(...(await Promise.all(fresh.map(ask))));
    const allowed = answers.filter(({ status }) => status === 200).length;
    expect(allowed).toBeGreaterThan(60);
    expect(allowed).toBeLessThanOrEqual(120);
    const refused = answers.find(({ status }) => status === 429);
    expect(refused?.body.code).toBe("rate_limited");
    expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
    expect(refused?.headers.get("ratelimit-remaining")).toBe("0");
  });
});
