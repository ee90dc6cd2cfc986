import { afterEach, beforeAll, expect } from "vitest";
import { database } from "@/db/client";
import { sessions } from "@/db/schema";
import { env } from "@/lib/env";
import { codeFor, hireAdmin, PASSWORD } from "@/lib/identity/testing";
import type { Handler } from "@/lib/platform/route-handler";
import { signSessionToken } from "@/lib/platform/session";
import { checkInvariants } from "@/lib/reports/invariants";
import { POST as postVerifyOtp } from "@/app/api/auth/verify-otp/route";
import { POST as postLogin } from "@/app/api/bank/login/route";
import { POST as postRegister } from "@/app/api/bank/register/route";
import { GET as getCreditsHandler } from "@/app/api/bank/user/get_credits/route";
import { GET as getInfoHandler } from "@/app/api/bank/user/get_info/route";
import { GET as getScheduleHandler } from "@/app/api/bank/user/get_repayment_schedule/route";
import { POST as postInvest } from "@/app/api/bank/user/invest/route";
import { POST as postPayCredit } from "@/app/api/bank/user/pay_credit/route";
import { POST as postTakeCredit } from "@/app/api/bank/user/take_credit/route";
import { PUT as putUpdateInfo } from "@/app/api/bank/user/update_info/route";
import { install } from "@/scripts/story/install";

/* What tests of this dialect begin with: an empty bank, asked in process by its own handlers. */

type Members = Record<string, unknown>;
export type Answer = { status: number; headers: Headers; body: Members & { status: unknown; error_message?: string } };

/** A client of the contract: what the login answered. */
export type Login = { userId: number; username: string; token: string };

type Asked = { method?: string; token?: string; query?: Members; body?: unknown; headers?: Record<string, string> };

/** Opens an empty bank, in which only the instant product exists, and proves after each test that the books are right. */
export function openBank(): void {
  beforeAll(async () => {
    // The limit of calls is tested with the handlers; here everybody comes from one unknown address.
    Object.assign(env.limits, { callsPerMinute: 1_000_000 });
    await install("2026-03-02", { demo: false });
  });
  afterEach(async () => expect(await brokenRules()).toEqual([]));
}

export async function brokenRules() {
  return (await checkInvariants(database())).filter((each) => each.problems.length > 0);
}

/** Asks one handler. A body that is a text is sent as it is. */
export async function ask(handler: Handler, { method = "POST", token, query = {}, body, headers = {} }: Asked): Promise<Answer> {
  const url = new URL("http://localhost/api/bank");
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  const sent = typeof body === "string" || body === undefined ? body : JSON.stringify(body);
  const all = { ...(sent === undefined ? {} : { "content-type": "application/json" }), ...(token ? { authorization: `Bearer ${token}` } : {}), ...headers };
  const response = await handler(new Request(url, { method, body: sent, headers: all }), { params: Promise.resolve({}) });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer["body"] };
}

export const login = (body: unknown) => ask(postLogin, { body });
export const register = (body: unknown, headers?: Record<string, string>) => ask(postRegister, { body, headers });

let count = 0;

/** A registration that is right in everything but what is changed. */
export function registration(change: Members = {}): Members {
  const username = `client-${(count += 1)}`;
  return { username, password: PASSWORD, name: "Asha Rao", address: "1 Lake Road", phone_number: "+91 98765 43210", email: `${username}@example.com`, user_type: "credit", ...change };
}

/** Registers a client and signs it in. */
export async function join(userType: "credit" | "deposit", change: Members = {}): Promise<Login> {
  const sent = registration({ user_type: userType, ...change });
  const registered = await register(sent);
  if (registered.body.status !== "success") throw new Error(JSON.stringify(registered.body));
  const { body } = await login({ username: sent.username, password: sent.password });
  return { userId: Number(body.user_id), username: String(sent.username), token: String(body.token) };
}

/** Proves a client's address with the newest code that was sent, as its owner: by its own token, or without one. */
export async function proveAddress({ userId, token }: Pick<Login, "userId" | "token">): Promise<void> {
  const { status, body } = await ask(postVerifyOtp, { token, body: { user_id: userId, otp_code: await codeFor(userId) } });
  if (status !== 200) throw new Error(JSON.stringify(body));
}

/** A member of staff with a token of the kind that contract 1 gives. */
export async function staff(): Promise<Login> {
  const username = `staff-${(count += 1)}@example.com`;
  const { id } = await hireAdmin(username);
  const [session] = await database().insert(sessions).values({ userId: id, kind: "bearer", expiresAt: new Date(Date.now() + 600_000) }).$returningId();
  return { userId: id, username, token: await signSessionToken(session?.id ?? 0) };
}

export const getInfo = ({ token, userId }: Login, about: unknown = userId) => ask(getInfoHandler, { method: "GET", token, query: { user_id: about } });
export const getCredits = ({ token, userId }: Login, about: unknown = userId) => ask(getCreditsHandler, { method: "GET", token, query: { user_id: about } });
export const getSchedule = ({ token, userId }: Login, creditId: unknown, about: unknown = userId) =>
  ask(getScheduleHandler, { method: "GET", token, query: { user_id: about, credit_id: creditId } });
export const updateInfo = ({ token, userId }: Login, change: Members) => ask(putUpdateInfo, { method: "PUT", token, body: { user_id: userId, ...change } });
export const invest = ({ token, userId }: Login, amount: unknown, headers?: Record<string, string>) => ask(postInvest, { token, body: { user_id: userId, amount }, headers });
export const takeCredit = ({ token, userId }: Login, amount: unknown, headers?: Record<string, string>) =>
  ask(postTakeCredit, { token, body: { user_id: userId, credit_amount: amount }, headers });
export const payCredit = ({ token, userId }: Login, creditId: unknown, amount: unknown) => ask(postPayCredit, { token, body: { user_id: userId, credit_id: creditId, amount_paid: amount } });

/** A documented failure: status 200 and the published words. */
export const failure = (action: string, message: string) => ({ status: 200, body: { status: "fail", action, error_message: message } });
export const success = (action: string) => ({ status: 200, body: { status: "success", action } });
