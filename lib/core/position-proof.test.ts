import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromHex, toHex, withHash, type Hash } from "./merkle-bytes";
import { levelsOf, pathFrom, rootOf, type SumNode, type TreeKind } from "./merkle-sum-tree";
import {
  nightBytes,
  partBytes,
  positionBytes,
  positionSums,
  positionTree,
  roundBytes,
  roundSums,
  roundTree,
  splitSums,
  tileBytes,
  tileSettling,
  tileSums,
  tileTree,
  tileWorking,
  type Position,
  type ProvedRound,
} from "./position-proof";
import { checkProof } from "./position-proof-check";
import { nightOf, PROOF_FORMAT, type FileLoan, type FileNode, type FilePart, type ProofFile } from "./position-proof-file";

const sha256: Hash = (bytes) => createHash("sha256").update(bytes).digest();
const saltOf = (name: string) => sha256(new TextEncoder().encode(name));
const nodeOf = ({ hash, sums }: SumNode): FileNode => ({ hash: toHex(hash), sums: sums.map(String) });

/** One loan of 300 with two depositors' tiles and the bank's; 101 of principal and 7 of interest have come back. */
const figures = { loanId: 5, round: 1, isWrittenOff: false, total: 300n, cumPrincipal: 101n, cumInterest: 7n };
const owners = [
  { kind: "depositor", id: 1 },
  { kind: "depositor", id: 2 },
  { kind: "bank", id: 9 },
] as const;

function positionOf(depositorId: number): Position {
  const tile = { loanId: 5, round: 1, offset: depositorId === 1 ? 0n : 100n, amount: 100n, settledPrincipal: 30n, settledInterest: 1n };
  const rest = { available: 1_000n, reserved: 20n, committed: 5n, due: 1n };
  return { depositorId, ...rest, settling: tileSettling(figures, tile), working: tileWorking(figures, tile.amount), tiles: [tile] };
}

/** The leaves of entries, two each. */
function grow(kind: TreeKind, entries: readonly { name: string; bytes: Uint8Array; sums: readonly bigint[] }[]) {
  const leaves: SumNode[] = [];
  const salts: string[] = [];
  for (const { name, bytes, sums } of entries) {
    for (const [part, partSums] of splitSums(sums, sums.map((_, at) => 2n ** 63n + BigInt(at))).entries()) {
      const salt = saltOf(`${name}:${part}`);
      leaves.push({ hash: sha256(partBytes(kind, { salt, digest: sha256(bytes), part }, partSums)), sums: partSums });
      salts.push(toHex(salt));
    }
  }
  const parts = (entry: number): FilePart[] =>
    [2 * entry, 2 * entry + 1].map((place) => ({ salt: salts[place] ?? "", place, sums: leaves[place]?.sums.map(String) ?? [], path: pathFrom(levelsOf(kind, leaves, sha256), place).map(nodeOf) }));
  return { root: rootOf(kind, leaves, sha256), count: leaves.length, parts };
}

/** Depositor 1's file of a night; a bank that lies makes everything else come out right. */
function fileOf(lie: { positions?: readonly Position[]; round?: Partial<ProvedRound>; waiting?: bigint } = {}): ProofFile {
  const tileLeaves = owners.map((owner) => {
    const sums = tileSums(figures, owner, 100n);
    return { hash: sha256(tileBytes({ salt: saltOf(`tile ${owner.id}`), owner }, sums)), sums };
  });
  const tileRoot = rootOf(tileTree, tileLeaves, sha256);
  const [, depositorsWorking = 0n, banksWorking = 0n] = tileRoot.sums;
  const round: ProvedRound = { ...figures, tileCount: 3, tilesHash: tileRoot.hash, depositorsWorking, banksWorking, ...lie.round };
  const positions = lie.positions ?? [positionOf(1), positionOf(2)];
  const all = grow(positionTree, positions.map((each) => ({ name: `position ${each.depositorId}`, bytes: positionBytes(each), sums: positionSums(each) })));
  const loans = grow(roundTree, [{ name: "round", bytes: roundBytes(round), sums: roundSums(round) }]);
  const [waiting = 0n, reserved = 0n, committed = 0n, due = 0n, working = 0n] = all.root.sums.map(String);
  const [outstanding = "", dust = "", depositorsSum = "", banksSum = ""] = loans.root.sums.map(String);
  const [own = positionOf(1)] = positions;
  const [tile] = own.tiles;
  const file: ProofFile = {
    format: PROOF_FORMAT,
    night: {
      ...{ date: "2026-03-09", taken_at: "2026-03-09T18:31:00.000Z", currency: "INR", previous_root: null, root: "" },
      positions: { leaf_count: all.count, root: toHex(all.root.hash), waiting: String(lie.waiting ?? waiting), reserved: String(reserved), committed: String(committed), due: String(due), working: String(working) },
      loans: { leaf_count: loans.count, root: toHex(loans.root.hash), outstanding, dust, depositors_working: depositorsSum, banks_working: banksSum },
    },
    position: {
      ...{ depositor_id: own.depositorId, available: String(own.available), settling: String(own.settling), reserved: String(own.reserved) },
      ...{ committed: String(own.committed), due: String(own.due), working: String(own.working) },
      tiles: [
        {
          ...{ loan_id: 5, round: 1, offset: String(tile?.offset), amount: String(tile?.amount), settled_principal: String(tile?.settledPrincipal), settled_interest: String(tile?.settledInterest) },
          ...{ salt: toHex(saltOf("tile 1")), place: 0, path: pathFrom(levelsOf(tileTree, tileLeaves, sha256), 0).map(nodeOf) },
        },
      ],
      parts: all.parts(0),
    },
    loans: [{ ...loanOf(round), parts: loans.parts(0) }],
  };
  file.night.root = toHex(sha256(nightBytes(nightOf(file.night))));
  return file;
}

function loanOf(round: ProvedRound): Omit<FileLoan, "parts"> {
  return {
    ...{ loan_id: 5, round: 1, written_off: round.isWrittenOff, total: String(round.total), cum_principal: String(round.cumPrincipal), cum_interest: String(round.cumInterest) },
    ...{ tile_count: round.tileCount, tiles_root: toHex(round.tilesHash), depositors_working: String(round.depositorsWorking), banks_working: String(round.banksWorking) },
  };
}

const broken = (file: ProofFile) => withHash(checkProof(file), sha256).filter(({ holds }) => !holds).map(({ rule }) => rule);

test("an honest night holds, with the dust of rounding accounted for", () => {
  const file = fileOf();
  expect(broken(file)).toEqual([]);
  // 101 back over three equal tiles: 33 each, 2 are dust.
  expect(file.night.loans).toMatchObject({ outstanding: "199", dust: "2", depositors_working: "134", banks_working: "67" });
  // 33 + 2 came back, 31 are settled: 4 on their way, of which 1 covers what is due.
  expect(file.night.positions).toMatchObject({ waiting: "2006", due: "0", working: "134" });
});

describe("a bank that lies, and makes every hash anew, is caught when it", () => {
  test("states other sums than those of the positions", () => {
    expect(broken(fileOf({ waiting: 1n }))).toEqual([expect.stringContaining("Your position is among all positions")]);
  });

  test("leaves another depositor out whose money is in the loans", () => {
    expect(broken(fileOf({ positions: [positionOf(1)] }))).toEqual([expect.stringContaining("What depositors have at work in their positions")]);
  });

  test("invents a depositor with money at work", () => {
    const invented = { ...positionOf(2), depositorId: 3, tiles: [] };
    expect(broken(fileOf({ positions: [positionOf(1), positionOf(2), invented] }))).toEqual([expect.stringContaining("What depositors have at work in their positions")]);
  });

  test("counts less for the own tile than its loan says", () => {
    const less = { ...positionOf(1), working: positionOf(1).working - 10n, available: positionOf(1).available + 10n };
    expect(broken(fileOf({ positions: [less, positionOf(2)] }))).toEqual([expect.stringContaining("follows from your tiles"), expect.stringContaining("What depositors have at work in their positions")]);
  });

  test("says that more of the loan came back than its tiles were given", () => {
    const rules = broken(fileOf({ round: { cumPrincipal: 200n } }));
    expect(rules).toEqual(expect.arrayContaining([expect.stringContaining("Each of your tiles stands in its loan"), expect.stringContaining("Each of these loans is among")]));
  });

  test("gives the own tile's place in the loan to somebody else", () => {
    const own = positionOf(1);
    const moved = { ...own, tiles: own.tiles.map((tile) => ({ ...tile, offset: 100n })) };
    expect(broken(fileOf({ positions: [moved, positionOf(2)] }))).toEqual([expect.stringContaining("Each of your tiles stands in its loan at its own offset")]);
  });
});

test("the two parts of a position add up to it and are never below zero, whatever is drawn", () => {
  const sums = fc.array(fc.bigInt({ min: 0n, max: 10n ** 18n }), { minLength: 5, maxLength: 5 });
  const draws = fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { minLength: 5, maxLength: 5 });
  fc.assert(
    fc.property(sums, draws, (whole, drawn) => {
      const [first, second] = splitSums(whole, drawn);
      expect(first.map((part, at) => part + (second[at] ?? 0n))).toEqual(whole);
      expect([...first, ...second].every((part) => part >= 0n)).toBe(true);
    }),
  );
});

test("a hash is written in 64 digits and read again; anything else is no hash", () => {
  expect(toHex(fromHex("00ff10"))).toBe("00ff10");
  for (const wrong of ["0", "0G", "FF"]) expect(() => fromHex(wrong)).toThrow();
});
