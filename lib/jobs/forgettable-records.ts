import type { Forgettable } from "@/lib/platform/forgetting";
import { env } from "@/lib/env";
import { forgettableCodes, forgettableSessions } from "@/lib/identity/forgettable";
import { forgettableKeys } from "@/lib/ledger/forgettable";
import { instantIn } from "@/lib/platform/clock";
import { eventsOverBefore, forgettableEvents } from "@/lib/webhooks/forgettable";

const DAY_SECONDS = 24 * 60 * 60;

/** Everything that is forgotten once it is over, each with the instant before which its time must have begun to run. */
export function forgettableRecords(): { forgettable: Forgettable; before: Date }[] {
  const ended = instantIn(-env.endedRecordDays * DAY_SECONDS);
  return [
    ...[forgettableCodes, forgettableSessions, forgettableKeys].map((forgettable) => ({ forgettable, before: ended })),
    { forgettable: forgettableEvents, before: eventsOverBefore() },
  ];
}
