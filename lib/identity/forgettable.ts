import type { Forgettable } from "@/lib/platform/forgetting";

/** One-time codes that nobody can enter any more. */
export const forgettableCodes: Forgettable = { table: "one_time_codes", countsFrom: "expires_at", waits: "0", stays: "0", parts: null };

/**
 * Sessions that are over, and tickets that nobody redeemed. The first session of each login stays: it says that the
 * login was used, and with that who may prove its address (`hasOpenedSession`).
 */
export const forgettableSessions: Forgettable = {
  table: "sessions",
  countsFrom: "expires_at",
  waits: "0",
  stays: `r.ticket_hash IS NULL AND NOT EXISTS (SELECT 1 FROM sessions s WHERE s.user_id = r.user_id AND s.id < r.id AND s.ticket_hash IS NULL)`,
  parts: null,
};
