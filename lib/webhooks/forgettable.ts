import type { Forgettable } from "@/lib/platform/forgetting";

/** Events that were told, with all their deliveries. What is still on its way is waited for: giving up takes two days at most. */
export const forgettableEvents: Forgettable = {
  table: "webhook_events",
  countsFrom: "occurred_at",
  waits: "r.shared_out_at IS NULL OR EXISTS (SELECT 1 FROM webhook_deliveries d WHERE d.event_id = r.id AND d.state = 'pending')",
  stays: "0",
  parts: { table: "webhook_deliveries", column: "event_id" },
};
