import { z } from "zod";
import { database, queryBuilder } from "@/db/client";
import { env } from "@/lib/env";
import { cursorInput } from "@/lib/platform/cursor-page";
import { dateInput } from "@/lib/platform/field-schemas";
import { defineQuery } from "@/lib/platform/operation";
import { readProofFile } from "./position-file";
import { readNights } from "./position-file-store";
import { readForgettableNight, readUnprovedDate } from "./position-proof-store";
import { ownProofInput } from "./schemas";

/** The proof of the own position, of the newest night if none is named; null when that night is not kept, or there was no position yet. */
export const getOwnProof = defineQuery({
  name: "reports.get-own-proof",
  input: ownProofInput,
  run: ({ actor }, { date }) => readProofFile(actor.id, date),
});

/** The roots of all nights, the newest first, or the one of a date. They are everybody's: whoever keeps one holds the bank to it. */
export const listProofs = defineQuery({
  name: "reports.list-proofs",
  input: z.object({ ...cursorInput, date: dateInput.optional() }),
  run: ({ db }, page) => readNights(db, page),
});

/**
 * Is there a closed date whose positions nobody proves or has proved? A dirty read: the note that it is done is written
 * first and seen before it is committed, so a second process does not queue behind the first.
 */
export async function hasPositionsToProve(): Promise<boolean> {
  const connection = await database().$client.getConnection();
  try {
    await connection.query("SET TRANSACTION ISOLATION LEVEL READ UNCOMMITTED");
    return (await readUnprovedDate(queryBuilder(connection))) !== null;
  } finally {
    connection.release();
  }
}

/** Are positions kept of a night that is older than the setting? */
export async function hasPositionsToForget(): Promise<boolean> {
  return (await readForgettableNight(database(), env.proofNights)) !== null;
}
