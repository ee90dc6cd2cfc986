import { beforeAll, expect, test } from "vitest";
import { everyEndpoint } from "@/lib/api-reference/document";
import { permissions, type Role } from "@/lib/core/permissions";
import type { Endpoint } from "@/lib/platform/endpoint";
import { offerProduct, openBank, PASSWORD, signInAdmin, signUp, signUpBorrower, signUpDepositor } from "./bank";
import type { Answer, Client } from "./client";

/* Every endpoint against every kind of caller. Who may is read from the one table of permissions. */

/** These end the caller's own session, so they are asked with one that nobody else needs. */
const ENDS_SESSION = new Set(["logout"]);

let anyone: Client;
let callers: Record<"anonymous" | "borrower" | "depositor" | "admin" | "keyWithoutScope" | "revokedToken" | "revokedKey", Client>;
let otherBorrower: Client;
let loanId: number;

beforeAll(async () => {
  anyone = (await openBank()).client;
  const { productId } = await offerProduct();
  const admin = (await signInAdmin(anyone)).client;
  const borrower = (await signUpBorrower(anyone, "asha@home.example")).client;
  otherBorrower = (await signUpBorrower(anyone, "ravi@home.example")).client;
  const depositor = (await signUpDepositor(anyone, "dev@funds.example", 50_000)).client;
  const { body } = await borrower.post("/api/loans/apply", { loan_product_id: productId, loan_amount: 20000, tenure_months: 6 });
  loanId = (body.loan as { loan_id: number }).loan_id;
  await admin.post(`/api/admin/loans/${loanId}/approve`);
  await admin.post(`/api/admin/loans/${loanId}/disburse`);

  const revokedToken = (await signUp(anyone, { email: "gone@home.example" })).client;
  await revokedToken.post("/api/auth/logout");
  const makeKey = async (name: string) => (await admin.post("/api/admin/api-keys", { name, scopes: ["webhooks:manage"] })).body as { key: string; api_key: { api_key_id: number } };
  const [kept, revoked] = [await makeKey("Narrow"), await makeKey("Revoked")];
  await admin.send("DELETE", `/api/admin/api-keys/${revoked.api_key.api_key_id}`);
  callers = {
    anonymous: anyone,
    ...{ borrower, depositor, admin, revokedToken },
    keyWithoutScope: anyone.withToken(kept.key),
    revokedKey: anyone.withToken(revoked.key),
  };
});

function rolesOf({ permission }: Endpoint): readonly Role[] {
  return permissions[permission];
}

/** The endpoint asked as its example says, about things that do not exist: whoever is let in changes nothing. */
function ask(client: Client, endpoint: Endpoint): Promise<Answer> {
  const path = endpoint.path.replace(/\{\w+\}/g, "999999");
  if (endpoint.bodyType === "multipart") return client.send(endpoint.method, path, { body: new FormData() });
  const query = endpoint.path.startsWith("/user/") && endpoint.method === "GET" ? "?user_id=999999&credit_id=999999" : "";
  const example = endpoint.path.startsWith("/user/") ? { ...(endpoint.bodyExample as object), user_id: 999999 } : endpoint.bodyExample;
  return client.send(endpoint.method, path + query, endpoint.method === "GET" ? {} : { body: example ?? {} });
}

const closed = everyEndpoint.filter((endpoint) => !rolesOf(endpoint).includes("anonymous"));

test.each(closed.map((endpoint) => [`${endpoint.method} ${endpoint.path}`, endpoint] as const))("%s", async (_name, endpoint) => {
  for (const who of ["anonymous", "revokedToken", "revokedKey"] as const) expect([who, (await ask(callers[who], endpoint)).status]).toEqual([who, 401]);

  const isOfScope = String(endpoint.permission).startsWith("webhooks.");
  if (!isOfScope && !endpoint.dialect.answersWrongRoles) expect(["keyWithoutScope", (await ask(callers.keyWithoutScope, endpoint)).status]).toEqual(["keyWithoutScope", 403]);

  for (const role of ["borrower", "depositor", "admin"] as const) {
    const isAllowed = rolesOf(endpoint).includes(role);
    if (isAllowed && ENDS_SESSION.has(endpoint.id)) continue;
    const { status, body } = await ask(callers[role], endpoint);
    if (isAllowed) expect([role, status === 401, body.code === "permission_denied"]).toEqual([role, false, false]);
    else if (!endpoint.dialect.answersWrongRoles) expect([role, status, body.code]).toEqual([role, 403, "permission_denied"]);
    else expect([role, status === 403 || body.status === "fail"]).toEqual([role, true]);
  }
});

test("another borrower's loan does not exist, whatever is asked of it", async () => {
  const own = everyEndpoint.filter(({ path }) => path.startsWith("/api/loans/my-loans/{id}"));
  expect(own.length).toBeGreaterThan(5);
  for (const endpoint of own) {
    const path = endpoint.path.replace("{id}", String(loanId));
    const query = endpoint.query && path.includes("preview") ? "?amount=5" : "";
    const { status } = await otherBorrower.send(endpoint.method, path + query, endpoint.method === "GET" ? {} : { body: endpoint.bodyExample ?? {} });
    expect([endpoint.method, path, status]).toEqual([endpoint.method, path, 404]);
  }
});

test("what is open to everyone is open to a key as well", async () => {
  expect((await callers.keyWithoutScope.get("/api/loans/products")).status).toBe(200);
  expect((await callers.keyWithoutScope.post("/api/auth/login", { email: "asha@home.example", password: PASSWORD })).status).toBe(200);
});
