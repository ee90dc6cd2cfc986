import type { Db } from "@/db/client";
import { toHex } from "@/lib/core/merkle-bytes";
import { rootOf, type SumNode, type TreeKind } from "@/lib/core/merkle-sum-tree";
import { nightBytes, positionTree, roundTree, type TreeSummary } from "@/lib/core/position-proof";
import { nightOf } from "@/lib/core/position-proof-file";
import { sha256 } from "./night-secrets";
import { readChunks, readNights } from "./position-file-store";

/** The newest night, and what of it does not come out again; nothing when it does. */
export type Recheck = { date: string; root: string; problems: string[] };

/** Makes the newest night's root again from its stored leaves. Null when no night was proved yet. */
export async function recheckNewestNight(db: Db): Promise<Recheck | null> {
  const [newest] = await readNights(db, { limit: 1 });
  if (!newest) return null;
  const night = nightOf(newest);
  const problems = [
    ...(await recheckTree(db, { date: newest.date, kind: positionTree, name: "positions" }, night.positions)),
    ...(await recheckTree(db, { date: newest.date, kind: roundTree, name: "loans" }, night.rounds)),
  ];
  if (toHex(sha256(nightBytes(night))) !== newest.root) problems.push("the root is not that of its date, counts and sums");
  return { date: newest.date, root: newest.root, problems };
}

async function recheckTree(db: Db, { date, kind, name }: { date: string; kind: TreeKind; name: string }, summary: TreeSummary): Promise<string[]> {
  const nodes: SumNode[] = [];
  const problems: string[] = [];
  let leafCount = 0;
  for await (const { number, leaves, node } of readChunks(db, { date, kind })) {
    const made = rootOf(kind, leaves, sha256);
    if (!isSame(made, node)) problems.push(`${name}: row ${number} of the leaves does not give its node`);
    nodes.push(made);
    leafCount += leaves.length;
  }
  if (leafCount !== summary.leafCount) problems.push(`${name}: ${leafCount} leaves are stored of ${summary.leafCount}`);
  else if (!isSame(rootOf(kind, nodes, sha256), summary)) problems.push(`${name}: the leaves do not give the root`);
  return problems;
}

function isSame(left: Pick<SumNode, "hash" | "sums">, right: Pick<SumNode, "hash" | "sums">): boolean {
  return toHex(left.hash) === toHex(right.hash) && left.sums.join() === right.sums.join();
}
