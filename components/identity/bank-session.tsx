"use client";

import { SessionProvider } from "next-auth/react";
import type { ReactNode } from "react";

/**
 * Tells next-auth's client where its endpoints are: "/api/auth" belongs to the public API. The session itself is read
 * on the server only, so nothing is fetched here.
 */
export function BankSession({ children }: { children: ReactNode }) {
  return (
    <SessionProvider basePath="/api/session" session={null} refetchOnWindowFocus={false}>
      {children}
    </SessionProvider>
  );
}
