import { z } from "zod";
import { positionTree, roundTree, tileTree } from "@/lib/core/position-proof";
import { PROOF_FORMAT, type ProofFile } from "@/lib/core/position-proof-file";
import { dateInput } from "@/lib/platform/field-schemas";

/** Which night's proof; the newest one when none is named. */
export const ownProofInput = z.object({ date: dateInput.optional() });

/* The form of a proof file, to the letter: every figure can be written in one way only, and nothing may be added. */

// Nothing that adds up to more would fit what is hashed.
const amount = z.string().regex(/^(0|[1-9]\d{0,29})$/).meta({ description: "Whole minor units.", example: "250000" });
const digits = z.string().regex(/^[0-9a-f]{64}$/).meta({ description: "SHA-256, 64 hexadecimal digits.", example: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08" });
const id = z.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const count = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const place = count.meta({ description: "Place of the leaf from the left, from 0." });

// A path is as long as its tree is high; no tree has 2^60 leaves.
const pathOf = (width: number) => z.array(z.strictObject({ hash: digits, sums: z.array(amount).length(width) })).max(60);
const partsOf = (width: number) => z.array(z.strictObject({ salt: digits, place, sums: z.array(amount).length(width), path: pathOf(width) })).length(2);

/** What a night states to everybody. */
export const nightSchema = z
  .strictObject({
    date: z.string().regex(/^\d{4}-\d{2}-\d{2}$/).meta({ description: "The business date that was closed.", format: "date" }),
    taken_at: z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/).meta({ description: "The moment whose figures these are.", format: "date-time" }),
    currency: z.string().regex(/^[A-Z]{3}$/),
    previous_root: digits.nullable().meta({ description: "The root of the night before; null for the first." }),
    root: digits.meta({ description: "Covers everything else that is stated here." }),
    positions: z.strictObject({ leaf_count: count, root: digits, waiting: amount, reserved: amount, committed: amount, due: amount, working: amount }).meta({ description: "All depositors' positions: two leaves each, and their sums." }),
    loans: z.strictObject({ leaf_count: count, root: digits, outstanding: amount, dust: amount, depositors_working: amount, banks_working: amount }).meta({ description: "All loans that are not closed for good: two leaves each round of funding, and their sums." }),
  })
  .meta({ id: "ProofNight" });

const tileSchema = z.strictObject({
  ...{ loan_id: id, round: id, offset: amount, amount, settled_principal: amount, settled_interest: amount },
  ...{ salt: digits, place, path: pathOf(tileTree.width) },
});

const loanSchema = z.strictObject({
  ...{ loan_id: id, round: id, written_off: z.boolean(), total: amount, cum_principal: amount, cum_interest: amount },
  ...{ tile_count: count, tiles_root: digits, depositors_working: amount, banks_working: amount, parts: partsOf(roundTree.width) },
});

/** A proof file. */
export const proofFileSchema = z
  .strictObject({
    format: z.literal(PROOF_FORMAT),
    night: nightSchema,
    position: z.strictObject({
      ...{ depositor_id: id, available: amount, settling: amount, reserved: amount, committed: amount, due: amount, working: amount },
      ...{ tiles: z.array(tileSchema), parts: partsOf(positionTree.width) },
    }),
    loans: z.array(loanSchema),
  })
  .meta({ id: "PositionProof" }) satisfies z.ZodType<ProofFile>;
