import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { withHash } from "@/lib/core/merkle-bytes";
import { checkProof, checkReader } from "@/lib/core/position-proof-check";
import { positionOf, type ProofFile } from "@/lib/core/position-proof-file";
import { positionSums } from "@/lib/core/position-proof";
import { formatMoney } from "@/lib/format";
import { sha256 } from "@/lib/reports/night-secrets";
import { proofFileSchema } from "@/lib/reports/schemas";

// `npm run verify-proof -- file.json [root] --depositor N`: is the position in this file yours and counted under its root,
// and is that the root you were shown elsewhere? It asks nobody: no database, no network, no configuration.
const USAGE = "Usage: npm run verify-proof -- file.json [the published root of that night] [--depositor your number]";

function main(args: string[]): number {
  const asked = readArguments(args);
  if (!asked) return say(USAGE);
  const { path, publishedRoot, depositorId } = asked;
  const read = readProof(path);
  if (typeof read === "string") return say(`No: ${read}`);
  const steps = [...(depositorId === undefined ? [] : checkReader(read, { depositorId })), ...withHash(checkProof(read), sha256)];
  if (publishedRoot !== undefined) steps.push({ rule: "The root in the file is the one that you were shown.", holds: read.night.root === publishedRoot.trim().toLowerCase() });
  for (const { rule, holds } of steps) console.log(`${holds ? "  yes" : "  NO "}  ${rule}`);
  if (!steps.every(({ holds }) => holds)) return say("No: this proof does not hold. Each NO above says what does not come out right.");
  console.log(`Yes: depositor ${read.position.depositor_id} was counted on ${read.night.date} with ${inWords(read)}.`);
  if (depositorId === undefined) console.log("Is that your number? The page Proof shows it. With --depositor and the number this is checked too.");
  if (publishedRoot === undefined) console.log(`Now compare the root with the published one (GET /api/proofs) or with another depositor's: ${read.night.root}`);
  return 0;
}

type Asked = { path: string; publishedRoot: string | undefined; depositorId: number | undefined };

/** What is asked for; null when it cannot be understood. */
function readArguments(args: string[]): Asked | null {
  try {
    const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { depositor: { type: "string" } } });
    const [path, publishedRoot] = positionals;
    if (path === undefined || positionals.length > 2 || !/^[1-9]\d*$/.test(values.depositor ?? "1")) return null;
    return { path, publishedRoot, depositorId: values.depositor === undefined ? undefined : Number(values.depositor) };
  } catch {
    return null;
  }
}

/** The file, or why it is none. */
function readProof(path: string): ProofFile | string {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, "utf8"));
  } catch (error) {
    return `${path} cannot be read as JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
  const parsed = proofFileSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  return `${path} does not have the form of a proof. ${issue?.path.join(".") || "The file"}: ${issue?.message ?? "not right"}`;
}

function inWords(file: ProofFile): string {
  const [waiting = 0n, , , , working = 0n] = positionSums(positionOf(file));
  const { currency } = file.night;
  const format = { currency, exponent: new Intl.NumberFormat("en", { style: "currency", currency }).resolvedOptions().maximumFractionDigits ?? 2, locale: "en" };
  return `${formatMoney(waiting, format)} waiting and ${formatMoney(working, format)} working in ${file.position.tiles.length} tiles`;
}

function say(message: string): number {
  console.error(message);
  return 1;
}

process.exitCode = main(process.argv.slice(2));
