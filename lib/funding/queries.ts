import { z } from "zod";
import { addDays, addMonths, type BusinessDate } from "@/lib/core/business-date";
import { NPL_DAYS } from "@/lib/core/delinquency";
import { spreadOf, type Spread } from "@/lib/core/diversification";
import type { Money } from "@/lib/core/money";
import { cursorInput } from "@/lib/platform/cursor-page";
import { countInput, idInput } from "@/lib/platform/field-schemas";
import { defineQuery } from "@/lib/platform/operation";
import { readBalance, type DepositorBalance } from "./balance-store";
import { readUnpaidByMonth, readUnpaidOfTile, type Expecting } from "./expectation-store";
import { expectedReturns, type ExpectedReturn } from "./expected-returns";
import { readOwnTile, readOwnTiles, readOwnTilesAfter, tileSorts, type OwnTile, type OwnTileDetail, type TileSort } from "./own-tile-store";
import { tileSituations } from "./schemas";
import { readStakes, type Stake } from "./stake-store";
import { readTileLines, type TileLine } from "./tile-line-store";

export type { OwnTile };

export type Portfolio = {
  balance: DepositorBalance;
  /** Largest first; at most five thousand. */
  stakes: Stake[];
  /** Of the money at work. */
  spread: Spread;
};

/** A depositor's money and where it is. Zeros for somebody who has never invested. */
export const getPortfolio = defineQuery({
  name: "funding.get-portfolio",
  input: z.object({}),
  async run({ db, actor, today }): Promise<Portfolio> {
    const [balance, stakes] = await Promise.all([readBalance(db, actor.id), readStakes(db, { depositorId: actor.id, today })]);
    const atWork = stakes.filter((stake) => stake.situation !== "lost");
    return { balance, stakes, spread: spreadOf(atWork.map(({ loanId, minor }) => ({ loanId, amount: minor }))) };
  },
});

/** How many months ahead are shown, the current one included. */
const MONTHS_AHEAD = 12;

export type MonthlyReturns = {
  /** "YYYY-MM", the current month first. */
  months: ({ month: string } & ExpectedReturn)[];
  /** What should have come already. */
  overdue: ExpectedReturn;
};

/** What should come back month by month when borrowers pay on time; nothing to come from loans that are non-performing. */
export const getExpectedReturns = defineQuery({
  name: "funding.get-expected-returns",
  input: z.object({}),
  async run({ db, actor, today }): Promise<MonthlyReturns> {
    const firstOfMonth = `${today.slice(0, 7)}-01`;
    const span = { today, until: addDays(addMonths(firstOfMonth, MONTHS_AHEAD), -1), performingAfter: addDays(today, -NPL_DAYS) };
    const byMonth = sumByMonth(await readUnpaidByMonth(db, actor.id, span));
    const months = Array.from({ length: MONTHS_AHEAD }, (_, ahead) => addMonths(firstOfMonth, ahead).slice(0, 7));
    const nothing: ExpectedReturn = { principal: 0n, interest: 0n };
    return { months: months.map((month) => ({ month, ...(byMonth.get(month) ?? nothing) })), overdue: byMonth.get(null) ?? nothing };
  },
});

function sumByMonth(rows: readonly Expecting<string | null>[]): Map<string | null, ExpectedReturn> {
  const byTile = new Map<number, Expecting<string | null>[]>();
  for (const row of rows) {
    const known = byTile.get(row.tileId);
    if (known) known.push(row);
    else byTile.set(row.tileId, [row]);
  }
  const sums = new Map<string | null, ExpectedReturn>();
  for (const stretches of byTile.values()) {
    for (const [index, { principal, interest }] of returnsOf(stretches).entries()) {
      const month = stretches[index]?.mark ?? null;
      const before = sums.get(month) ?? { principal: 0n, interest: 0n };
      sums.set(month, { principal: before.principal + principal, interest: before.interest + interest });
    }
  }
  return sums;
}

/** The stretches of one tile, in order, as what they bring it. */
function returnsOf(stretches: readonly Expecting<unknown>[]): ExpectedReturn[] {
  const [first] = stretches;
  return first === undefined ? [] : expectedReturns(first.tile, stretches.map(({ unpaid }) => unpaid));
}

const PAGE_SIZE = 25;

/** What the address of a list says. Anything that is not understood is as if it had not been said. */
const listOwnTilesInput = z.object({
  page: countInput(1, 10_000).catch(1),
  sort: z
    .string()
    .transform((text) => ({ by: text.replace(/^-/, ""), descending: text.startsWith("-") }))
    .refine((sort): sort is { by: TileSort; descending: boolean } => tileSorts.some((each) => each === sort.by))
    .optional()
    .catch(undefined),
  state: z.enum(tileSituations).optional().catch(undefined),
});

/** A depositor's own tiles, 25 to a page. */
export const listOwnTiles = defineQuery({
  name: "funding.list-own-tiles",
  input: listOwnTilesInput,
  async run({ db, actor, today }, { page, sort, state }): Promise<{ rows: OwnTile[]; total: number; page: number; pageSize: number }> {
    const list = await readOwnTiles(db, { depositorId: actor.id, today }, { situation: state, sort, page, pageSize: PAGE_SIZE });
    return { ...list, page, pageSize: PAGE_SIZE };
  },
});

/** A depositor's own tiles for machines: newest first, in any number, those of one situation where one is named. */
export const walkOwnTiles = defineQuery({
  name: "funding.list-own-tiles",
  input: z.object({ situation: z.enum(tileSituations).optional(), ...cursorInput }),
  run: ({ db, actor, today }, { situation, limit, after }) => readOwnTilesAfter(db, { depositorId: actor.id, today }, { situation, limit, after }),
});

export type TileView = {
  tile: OwnTileDetail;
  /** What came, oldest first. */
  lines: TileLine[];
  /** What is still to come when the borrower pays on time, soonest first. */
  ahead: ({ number: number; dueOn: BusinessDate; overdue: boolean } & ExpectedReturn)[];
  /** At work, or after a write-off lost. */
  left: Money;
};

/** One own tile with every payment's line; null when there is no such tile among this depositor's. */
export const getOwnTile = defineQuery({
  name: "funding.get-own-tile",
  input: z.object({ tileId: idInput }),
  async run({ db, actor, today }, { tileId }): Promise<TileView | null> {
    const tile = await readOwnTile(db, tileId, { depositorId: actor.id, today });
    if (!tile) return null;
    const [lines, unpaid] = await Promise.all([readTileLines(db, tile), readUnpaidOfTile(db, tileId, actor.id)]);
    const returns = returnsOf(unpaid);
    const ahead = unpaid.map(({ mark }, index) => ({ ...mark, overdue: mark.dueOn < today, ...(returns[index] ?? { principal: 0n, interest: 0n }) }));
    return { tile, lines, ahead, left: tile.soldOn === null ? tile.given - tile.principalBack : 0n };
  },
});
