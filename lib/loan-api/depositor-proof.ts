import { z } from "zod";
import type { FileNight, ProofFile } from "@/lib/core/position-proof-file";
import { refuse } from "@/lib/platform/errors";
import { dateInput } from "@/lib/platform/field-schemas";
import { getOwnProof, listProofs } from "@/lib/reports/position-queries";
import { nightSchema, ownProofInput, proofFileSchema } from "@/lib/reports/schemas";
import { defineEndpoint } from "./dialect";
import { filterSent, idAnswered, pageAnswered, pageOf, pageSent } from "./fields";

/* The proof has a format of its own, the same in a file and here: amounts are texts of whole minor units. */

const hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

const nightExample: FileNight = {
  ...{ date: "2026-03-09", taken_at: "2026-03-09T18:31:00.000Z", currency: "INR", previous_root: null, root: hash },
  positions: { leaf_count: 40, root: hash, waiting: "64000000", reserved: "0", committed: "0", due: "0", working: "160000000" },
  loans: { leaf_count: 30, root: hash, outstanding: "172500000", dust: "12", depositors_working: "160000000", banks_working: "12500012" },
};

const neighbour = (...sums: string[]) => ({ hash, sums });
const part = (place: number, sums: string[]) => ({ salt: hash, place, sums, path: [neighbour(...sums.map(() => "0"))] });

const proofExample: ProofFile = {
  format: "tessera-position-proof/1",
  night: nightExample,
  position: {
    ...{ depositor_id: 9, available: "250000", settling: "0", reserved: "0", committed: "0", due: "0", working: "5400000" },
    tiles: [
      {
        ...{ loan_id: 41, round: 1, offset: "0", amount: "5400000", settled_principal: "0", settled_interest: "0" },
        ...{ salt: hash, place: 0, path: [neighbour("6600000", "5400000", "1200000")] },
      },
    ],
    parts: [part(3, ["100000", "0", "0", "0", "2000000"]), part(17, ["150000", "0", "0", "0", "3400000"])],
  },
  loans: [
    {
      ...{ loan_id: 41, round: 1, written_off: false, total: "12000000", cum_principal: "0", cum_interest: "0" },
      ...{ tile_count: 3, tiles_root: hash, depositors_working: "10800000", banks_working: "1200000" },
      parts: [part(0, ["5000000", "0", "5000000", "600000"]), part(5, ["7000000", "0", "5800000", "600000"])],
    },
  ],
};

/** GET /api/depositors/proof */
export const getProofEndpoint = defineEndpoint({
  id: "getProof",
  method: "GET",
  path: "/api/depositors/proof",
  tag: "Depositors",
  summary: "The proof that the own position was counted",
  description:
    "Each night a root over all depositors' positions is published (`GET /api/proofs`). This is what its owner needs to find the own position under it: kept for the newest nights. `npm run verify-proof -- file.json --depositor N` and the page Proof check it; docs/proofs.md says how to do it without us.",
  permission: "reports.get-own-proof",
  query: ownProofInput,
  refusals: ["proof_not_found"],
  answer: { schema: proofFileSchema, example: proofExample },
  run: async ({ query }, call) => (await call.read(getOwnProof, query)) ?? refuse("proof_not_found"),
});

/** GET /api/proofs */
export const listProofsEndpoint = defineEndpoint({
  id: "listProofs",
  method: "GET",
  path: "/api/proofs",
  tag: "Proofs",
  summary: "The roots of all nights",
  description: "For everybody, the newest first: keep one, and the bank cannot tell anybody another. Sums over all depositors and loans, and nothing of any of them.",
  permission: "reports.list-proofs",
  query: z.object({ date: filterSent(dateInput).meta({ description: "The business date of one night.", example: "2026-03-09" }), ...pageSent }),
  answer: {
    schema: z.object({ proofs: z.array(z.object({ proof_id: idAnswered, night: nightSchema, positions_kept: z.boolean().meta({ description: "Depositors can still prove their position of this night." }) })), ...pageAnswered }),
    example: { proofs: [{ proof_id: 12, night: nightExample, positions_kept: true }], has_more: true },
  },
  async run({ query }, call) {
    const { rows, has_more } = pageOf(await call.read(listProofs, { limit: query.limit + 1, after: query.after, date: query.date }), query.limit);
    return { proofs: rows.map(({ id, isKept, ...night }) => ({ proof_id: id, night, positions_kept: isKept })), has_more };
  },
});
