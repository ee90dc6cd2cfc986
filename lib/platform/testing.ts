import { database } from "@/db/client";
import { installation } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import { AppError } from "./errors";

/* What integration tests of every domain begin with. */

/** Opens the bank of a test on a date, or moves its date there. */
export async function openInstallation(businessDate: BusinessDate): Promise<void> {
  await database()
    .insert(installation)
    .values({ id: 1, name: "Test Bank", currency: "INR", businessDate, demo: false })
    .onDuplicateKeyUpdate({ set: { businessDate } });
}

/** The refusal that a promise ends in; any other outcome fails the test. */
export async function refusalOf(promise: Promise<unknown>): Promise<AppError> {
  const outcome = await promise.then(
    (value) => new Error(`expected a refusal, but got ${JSON.stringify(value)}`),
    (error: unknown) => error,
  );
  if (outcome instanceof AppError) return outcome;
  throw outcome;
}
