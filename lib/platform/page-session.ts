import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { cache } from "react";
import type { Actor, Role } from "@/lib/core/permissions";
import { homeOf, safePath } from "./paths";
import { readActor } from "./session";

/** Who looks at this page; anonymous when nobody is signed in. Read once per request, however often it is asked. */
export const readPageActor = cache(async (): Promise<Actor> => readActor(new Headers(await headers())));

/**
 * The signed-in actor, for pages and layouts of one role's area (or of any role). Sends everybody else where they
 * belong: to the sign-in page and back here afterwards, or to their own area.
 */
export async function requireActor(role: "borrower" | "depositor" | "admin" | "any"): Promise<Actor> {
  const actor = await readPageActor();
  if (actor.role === "anonymous") redirect(`/sign-in?next=${encodeURIComponent(await currentPath(role))}`);
  if (role !== "any" && actor.role !== role) redirect(homeOf(actor.role));
  return actor;
}

// A layout is not told its address; the proxy writes it down. Whoever forges it sends only themselves elsewhere.
async function currentPath(role: Role | "any"): Promise<string> {
  // A page fetched for the router carries a mark of the framework's own.
  const path = (await headers()).get("x-path")?.replace(/[?&]_rsc=[^&]*/, "");
  return safePath(path) ?? (role === "any" ? "/account" : homeOf(role));
}
