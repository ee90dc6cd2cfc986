import { z } from "zod";
import type { Db } from "@/db/client";
import type { BusinessDate } from "@/lib/core/business-date";
import { instantNow } from "@/lib/platform/clock";
import { defineQuery } from "@/lib/platform/operation";
import { checkInvariants, type TimedResult } from "./invariants";

/** For so long an answer is given again: it reads the whole ledger, and who asks twice wants the same. */
const FRESH_MS = 10_000;

/** What was found when every rule was proved, and when that began. */
type ProvedBooks = { today: BusinessDate; provedAt: Date; results: TimedResult[] };

type Run = { proved: Promise<ProvedBooks>; endedAt: Date | null };

// Next bundles pages and routes separately; a run must still be shared by both.
const shared = globalThis as typeof globalThis & { tesseraBooksRun?: Run };

/**
 * Proves every invariant of the books, each with its rule in words, the time it took and the first rows that break it.
 * A process does it once at a time: who asks meanwhile, or within 10 seconds, gets the same answer with its time.
 */
export const proveBooks = defineQuery({
  name: "reports.prove-books",
  input: z.object({}),
  run({ db, today }) {
    const last = shared.tesseraBooksRun;
    const isFresh = last && (last.endedAt === null || instantNow().getTime() - last.endedAt.getTime() < FRESH_MS);
    return isFresh ? last.proved : begin(db, today);
  },
});

function begin(db: Db, today: BusinessDate): Promise<ProvedBooks> {
  const run: Run = { proved: prove(db, today), endedAt: null };
  shared.tesseraBooksRun = run;
  // A run that failed is nobody's answer but those who waited for it.
  const forget = () => {
    if (shared.tesseraBooksRun === run) delete shared.tesseraBooksRun;
  };
  run.proved.then(() => (run.endedAt = instantNow()), forget);
  return run.proved;
}

async function prove(db: Db, today: BusinessDate): Promise<ProvedBooks> {
  const provedAt = instantNow();
  return { today, provedAt, results: await checkInvariants(db) };
}
