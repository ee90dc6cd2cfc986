import { version } from "@/package.json";
import { database } from "@/db/client";
import type { BusinessDate } from "@/lib/core/business-date";
import { readBusinessDate } from "./clock";
import { logger } from "./logger";
import { json } from "./http-answer";
import { respond, type Handler } from "./route-handler";

// Whoever asks waits no longer than this: an answer that does not come is a bad one.
const PATIENCE_MS = 3_000;

/** Is the bank at work? 200 when the database answers and holds an installation, else 503. Says nothing that is secret. */
export const healthHandler: Handler = respond("health", async () => {
  try {
    const businessDate = await withinPatience(readBusinessDate(database()));
    return json({ status: "ok", database: "reachable", businessDate, version }, { status: 200 });
  } catch (error) {
    logger.warn({ err: error }, "the bank is not healthy");
    const answer = { status: "unavailable", error: "The database does not answer.", code: "database_unreachable", version };
    return json(answer, { status: 503, headers: { "retry-after": "5" } });
  }
});

async function withinPatience(reading: Promise<BusinessDate>): Promise<BusinessDate> {
  let timer: NodeJS.Timeout | undefined;
  const giveUp = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`the database did not answer within ${PATIENCE_MS} ms`)), PATIENCE_MS);
  });
  return Promise.race([reading, giveUp]).finally(() => clearTimeout(timer));
}
