import { checkProof, checkReader, type ProofReader, type ProofStep } from "@/lib/core/position-proof-check";
import type { ProofFile } from "@/lib/core/position-proof-file";
import { proofFileSchema } from "@/lib/reports/schemas";
import { hasBrowserHash, withBrowserHash } from "./web-hash";

export type Outcome = { kind: "idle" } | { kind: "checking" } | { kind: "unreachable"; message: string } | { kind: "checked"; steps: readonly ProofStep[] };

const FORM = "The file has the form of a proof: every figure is there, written in the one way it can be.";
const PUBLISHED = "The root that the bank publishes to everybody for this night is the one in your file.";

/** Where the own file and the published root of its night are. */
export type ProofAddresses = { proof: string; roots: string };

/**
 * Fetches the own proof and the published root, and checks them here: with the browser's hash, against what the reader
 * knows, and with nothing that the bank says about it. What could not be asked for is no "no".
 */
export async function checkOnline(addresses: ProofAddresses, reader: ProofReader): Promise<Outcome> {
  if (!hasBrowserHash()) return unreachable("This browser lends its cryptography to https addresses only. Download the file and check it with npm run verify-proof.");
  const answers = await Promise.all([fetch(addresses.proof), fetch(addresses.roots)]).catch(() => null);
  if (!answers) return unreachable("The bank could not be reached. Check your connection and try again.");
  const [proof, roots] = answers;
  if (proof.status === 401 || proof.status === 403) return unreachable("You are signed out. Sign in again and try once more.");
  if (!proof.ok) return unreachable("The proof could not be fetched. Wait a minute and try again.");
  if (!roots.ok) return unreachable("The published root could not be fetched. Wait a minute and try again.");
  const file = proofFileSchema.safeParse(await proof.json().catch(() => null));
  if (!file.success) return { kind: "checked", steps: [{ rule: FORM, holds: false }] };
  const steps = await withBrowserHash(checkProof(file.data));
  const published = { rule: PUBLISHED, holds: isPublished(file.data, await roots.json().catch(() => null)) };
  return { kind: "checked", steps: [{ rule: FORM, holds: true }, ...checkReader(file.data, reader), ...steps, published] };
}

function isPublished(file: ProofFile, answer: unknown): boolean {
  const { proofs = [] } = (answer ?? {}) as { proofs?: { night: { date: string; root: string } }[] };
  return proofs.some(({ night }) => night.date === file.night.date && night.root === file.night.root);
}

function unreachable(message: string): Outcome {
  return { kind: "unreachable", message };
}
