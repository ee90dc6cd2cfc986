import { expect, test } from "vitest";
import { closeDays } from "@/lib/closing/testing";
import { withHash } from "@/lib/core/merkle-bytes";
import type { Actor } from "@/lib/core/permissions";
import { checkProof } from "@/lib/core/position-proof-check";
import type { ProofFile } from "@/lib/core/position-proof-file";
import { getPortfolio } from "@/lib/funding/queries";
import { finishEndOfDay } from "@/lib/jobs/end-of-day";
import { recordRecovery } from "@/lib/loans/operations/record-recovery";
import { repayLoan } from "@/lib/loans/operations/repay-loan";
import { writeOffLoan } from "@/lib/loans/operations/write-off-loan";
import { offerTiles } from "@/lib/market/operations/offer-tiles";
import { endDays, expectBooksHold, liveTile, openMarket } from "@/lib/market/testing";
import { sha256 } from "./night-secrets";
import { readProofFile } from "./position-file";
import { proofFileSchema } from "./schemas";

const fileOf = async (depositor: Actor, date?: string): Promise<ProofFile> => proofFileSchema.parse(await readProofFile(depositor.id, date));
const brokenSteps = (file: ProofFile) => withHash(checkProof(file), sha256).filter(({ holds }) => !holds);

/** The newest night's file of each, which holds and says what its owner sees. */
async function provedFiles(depositors: readonly Actor[]): Promise<ProofFile[]> {
  const files: ProofFile[] = [];
  for (const depositor of depositors) {
    const file = await fileOf(depositor);
    expect(brokenSteps(file)).toEqual([]);
    const { balance } = await getPortfolio.execute(depositor, {});
    expect(BigInt(file.position.working)).toBe(balance.working);
    expect(BigInt(file.position.available) + BigInt(file.position.settling)).toBe(balance.waiting);
    files.push(file);
  }
  await expectBooksHold();
  return files;
}

test("a tile that is sold in parts, repaid, written off and recovered is proved every night, each time to its holder", async () => {
  const { seller, admin, borrower, loanId, buyers } = await openMarket(["3000.00", "1000.00"]);
  const everybody = [seller, ...buyers];
  await endDays(1);
  const [before] = await provedFiles(everybody);
  expect(before?.position.tiles).toMatchObject([{ loan_id: loanId, offset: "0", amount: "540000" }]);

  await offerTiles.execute(seller, { tileIds: [(await liveTile(loanId, seller)).id] });
  await endDays(1);
  const sold = await provedFiles(everybody);
  expect(sold.map(({ position }) => position.tiles.length)).toEqual([1, 1, 1]);
  expect(sold.reduce((sum, { position }) => sum + BigInt(position.tiles[0]?.amount ?? 0), 0n)).toBe(540_000n);
  // What was proved of an earlier night stays proved, whoever holds the tile now.
  expect(await fileOf(seller, before?.night.date)).toEqual(before);

  await closeDays(31);
  await repayLoan.execute(borrower, { loanId, amount: "500.01" });
  await finishEndOfDay();
  const repaid = await provedFiles(everybody);
  expect(Number(repaid[0]?.loans[0]?.cum_principal)).toBeGreaterThan(0);

  for (let month = 0; month < 4; month += 1) await closeDays(31);
  await writeOffLoan.execute(admin, { loanId, reason: "The borrower has left." });
  await finishEndOfDay();
  const lost = await provedFiles(everybody);
  expect(lost.map(({ position, loans }) => [position.working, loans[0]?.written_off])).toEqual([["0", true], ["0", true], ["0", true]]);
  expect(lost[0]?.night).toMatchObject({ positions: { working: "0" }, loans: { outstanding: "0", dust: "0" } });

  await recordRecovery.execute(admin, { loanId, amount: "1000.00", note: "" });
  await endDays(1);
  const recovered = await provedFiles(everybody);
  const waiting = (files: readonly ProofFile[]) => files.reduce((sum, { position }) => sum + BigInt(position.available), 0n);
  // A tenth of the loan is the bank's tile; less than a unit of each tile may stay as dust.
  expect(Number(waiting(recovered) - waiting(lost))).toBeGreaterThanOrEqual(89_998);
});
