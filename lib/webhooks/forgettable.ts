import { env } from "@/lib/env";
import { instantIn } from "@/lib/platform/clock";
import type { Forgettable } from "@/lib/platform/forgetting";

const DAY_SECONDS = 24 * 60 * 60;

/** Events that happened before this instant are over: sent no more, and forgotten. */
export function eventsOverBefore(): Date {
  return instantIn(-env.webhookEventDays * DAY_SECONDS);
}

/** Events that were told, with all their deliveries. What is still on its way is waited for; whatever is this old is given up when its turn comes (dispatcher.ts). */
export const forgettableEvents: Forgettable = {
  table: "webhook_events",
  countsFrom: "occurred_at",
  waits: "r.shared_out_at IS NULL OR EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.event_id = r.id AND d.state = 'pending')",
  stays: "0",
  parts: { table: "webhook_deliveries", column: "event_id", index: "webhook_deliveries_event" },
};
