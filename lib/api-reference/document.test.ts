import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { Endpoint } from "@/lib/platform/endpoint";
import { apiDocument, everyEndpoint } from "./document";

/* The document and the routes say the same, in both directions. */

const METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE"] as const;
const root = join(process.cwd(), "app");

/** Addresses under app/api that no contract describes. */
const UNDESCRIBED = new Set(["/api/health", "/api/openapi.json", "/api/session/[...nextauth]", "/api/[[...rest]]", "/api/bank/[...rest]", "/api/bank/[[...rest]]"]);

type Served = { address: string; method: string; endpoint: Endpoint | undefined };

async function servedEndpoints(): Promise<Served[]> {
  const files = readdirSync(join(root, "api"), { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith("route.ts"));
  const served: Served[] = [];
  for (const file of files) {
    const address = `/api/${file.slice(0, -"/route.ts".length)}`;
    if (UNDESCRIBED.has(address)) continue;
    const handlers = (await import(join(root, "api", file))) as Record<string, { endpoint?: Endpoint }>;
    for (const method of METHODS) served.push({ address, method, endpoint: handlers[method]?.endpoint });
  }
  return served;
}

/** The second contract stands at its own root paths; the folders behind them are app/api/bank. */
function addressOf(endpoint: Endpoint): string {
  const path = endpoint.path.replace(/\{(\w+)\}/g, "[$1]");
  if (path.startsWith("/api/")) return path;
  return path === "/" ? "/api/bank" : `/api/bank${path}`;
}

test("every endpoint is served at its address, and every route serves an endpoint of the list", async () => {
  const served = (await servedEndpoints()).filter(({ endpoint }) => endpoint !== undefined);
  const fromRoutes = served.map(({ address, method, endpoint }) => `${method} ${address} ${endpoint?.id}`).sort();
  const fromList = everyEndpoint.map((endpoint) => `${endpoint.method} ${addressOf(endpoint)} ${endpoint.id}`).sort();
  expect(fromRoutes).toEqual(fromList);
  const addresses = new Set((await servedEndpoints()).map(({ address }) => address));
  expect([...addresses].sort()).toEqual([...new Set(everyEndpoint.map(addressOf))].sort());
});

test("the document has each of them once, with an id of its own", () => {
  const { paths } = apiDocument() as { paths: Record<string, Record<string, { operationId: string }>> };
  const inDocument = Object.entries(paths).flatMap(([path, methods]) => Object.entries(methods).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`));
  expect(inDocument.sort()).toEqual(everyEndpoint.map(({ method, path, id }) => `${method} ${path} ${id}`).sort());
  expect(new Set(everyEndpoint.map(({ id }) => id)).size).toBe(everyEndpoint.length);
});

test.each(everyEndpoint.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))("the examples of %s are what it takes and what it answers", (_name, endpoint) => {
  expect(endpoint.answer.schema.safeParse(endpoint.answer.example).error).toBeUndefined();
  if (!endpoint.body) return;
  expect(endpoint.bodyExample).toBeDefined();
  expect(endpoint.body.safeParse(endpoint.bodyExample).error).toBeUndefined();
});
