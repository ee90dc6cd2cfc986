import { database } from "@/db/client";
import { installation } from "@/db/schema";

/** Whether a database holds nothing yet, was left half made, or is in use. */
export async function installationState(): Promise<"empty" | "unfinished" | "ready"> {
  const [row] = await database().select({ readyAt: installation.readyAt }).from(installation);
  if (!row) return "empty";
  return row.readyAt === null ? "unfinished" : "ready";
}
