import { MADE_KEY_PREFIX } from "@/lib/platform/idempotency";
import type { Forgettable } from "@/lib/platform/forgetting";

/**
 * Idempotency rows under a key that the bank made itself because nobody chose one: they serve for the length of a call.
 * A key that somebody chose stays for good, as the API promises, and so does the result of whatever moved money.
 */
export const forgettableKeys: Forgettable = {
  table: "idempotency_keys",
  countsFrom: "recorded_at",
  waits: "0",
  stays: `r.idempotency_key NOT LIKE '${MADE_KEY_PREFIX}%' OR EXISTS (SELECT 1 FROM journal_entries e WHERE e.idempotency_key_id = r.id)`,
  parts: null,
};
