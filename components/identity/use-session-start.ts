"use client";

import { signIn } from "next-auth/react";
import { useState } from "react";

/** Turns a ticket into the session cookie, then lets the sign-in page lead on: to `next`, or to the person's own area. */
export function useSessionStart(next: string | undefined) {
  const [starting, setStarting] = useState(false);

  async function start(ticket: string) {
    setStarting(true);
    await signIn("credentials", { ticket, redirect: false });
    // A whole new page: nothing drawn for a stranger may stay.
    window.location.assign(addressWith("/sign-in", { next }));
  }

  return { starting, start: (ticket: string) => void start(ticket).catch(() => setStarting(false)) };
}

/** An address with those query values that are there. */
export function addressWith(path: string, query: Record<string, string | undefined>): string {
  const given = Object.entries(query).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]]));
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
