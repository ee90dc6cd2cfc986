import { createHash } from "node:crypto";
import { database } from "@/db/client";
import { payInCapital } from "@/lib/catalog/operations/pay-in-capital";
import { system } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { saveStrategy } from "@/lib/funding/operations/save-strategy";
import { finishEndOfDay } from "@/lib/jobs/end-of-day";
import { AppError } from "@/lib/platform/errors";
import { toStableJson } from "@/lib/platform/stable-json";
import { findBrokenInvariants } from "@/lib/reports/invariants";
import { againEvent } from "./events/again";
import { applicationEvents } from "./events/applications";
import { dayEvents } from "./events/days";
import { depositEvents, drawStrategy } from "./events/deposits";
import { lossEvents } from "./events/losses";
import { marketEvents } from "./events/market";
import { servicingEvents } from "./events/servicing";
import type { BankTemplate } from "./bank-template";
import { openBooks } from "./books";
import { openCatalogue } from "./products";
import { seededRandom, type Random } from "./random";
import { asText, rowsOf, type Attempt, type World, type WorldEvent } from "./world";

const allEvents: readonly WorldEvent[] = [...depositEvents, ...applicationEvents, ...servicingEvents, ...lossEvents, ...marketEvents, ...dayEvents, againEvent];

/** How many requests of the past may come again. */
const REMEMBERED = 40;
/** Of events with this weight no world goes without. */
const LIVELIHOOD = 12;
/** The second truth is asked this often: it needs a read for every depositor. */
const BOOKS_EVERY = 20;
/**
 * What a refusal must leave as it is, besides the journal. Not the ring's cursor, which is a turn used up, and nothing
 * that settlement writes: what came back may be settled on the way to a refusal, in a transaction of its own.
 */
const LASTING_TABLES = [
  ...["loans", "instalments", "allocation_candidates", "repayments", "deposits", "withdrawals", "rail_transfers"],
  ...["schedule_changes", "reservations", "tile_offers", "tile_sales", "write_offs", "recoveries", "outbox"],
];

/**
 * `counts`: how often each event was carried out and refused. `reached`: what came of them, also in the work that follows
 * a day. `journal`: a digest of everything that was posted.
 */
export type PlayedWorld = { events: number; counts: Record<string, { done: number; refused: number }>; reached: Record<string, number>; journal: string };

/** What went wrong, with all that is needed to play it again. */
export class WorldFailure extends Error {
  constructor(
    readonly event: number,
    readonly what: { name: string; operation: string; actor: string; input: unknown },
    readonly problems: readonly string[],
  ) {
    super(problems.join("\n"));
  }
}

/**
 * Plays one world: so many events, one after the other, each against the bank's own operations on a real database. After
 * every event each invariant is proved; now and then, and at the end, the simulation's own reckoning too.
 * @param play.onEvent told after each event
 */
export async function playWorld(template: BankTemplate, play: { seed: number; world: number; events: number; onEvent?: () => void }): Promise<PlayedWorld> {
  await template.restore();
  const random = seededRandom(play.seed, play.world);
  const world = await openWorld(template, random);
  const events = drawWeights(random);
  const counts: PlayedWorld["counts"] = {};
  let fingerprint = await readFingerprint();
  for (let number = 0; number < play.events; number += 1) {
    const { name, attempt } = await drawAttempt(world, events);
    const count = (counts[name] ??= { done: 0, refused: 0 });
    const problems: string[] = [];
    try {
      const outcome = await carryOut(world, attempt, `event-${number}`);
      count[outcome] += 1;
      const after = await readFingerprint();
      const changed = changedBetween(fingerprint, after);
      if ((outcome === "refused" || attempt.changesNothing) && changed.length > 0) problems.push(`nothing should have changed, but: ${changed.join(", ")}`);
      fingerprint = after;
      problems.push(...(await problemsAfter(world, { isLast: number + 1 === play.events, isDue: number % BOOKS_EVERY === 0 })));
    } catch (error) {
      problems.push(error instanceof Error ? `${error.stack}` : String(error));
    }
    const { operation, actor, input } = attempt;
    if (problems.length > 0) throw new WorldFailure(number, { name, operation: operation.name, actor: `${actor.role} ${actor.id}`, input }, problems);
    play.onEvent?.();
  }
  return { events: play.events, counts, reached: await readReached(), journal: await digestOfJournal() };
}

async function openWorld({ people }: BankTemplate, random: Random): Promise<World> {
  const scale = random.pick([7n, 100n, 5_000n, 1_000_000n]);
  const catalogue = await openCatalogue(random, scale);
  const world: World = {
    ...{ random, scale, ...catalogue, officers: people.officers, books: openBooks(), done: [] },
    depositors: people.depositors.slice(0, random.between(2, people.depositors.length)),
    borrowers: people.borrowers.slice(0, random.between(2, people.borrowers.length)),
  };
  await beginWith(world);
  return world;
}

/** Most people have money to begin with, or a world would be spent on waiting for some, and some know what they want. */
async function beginWith({ random, scale, depositors, bankIds, books }: World): Promise<void> {
  for (const depositor of depositors.filter(() => random.percent(80))) {
    const amount = random.money(scale, scale * 300n);
    await invest.execute(depositor, { amount: asText(amount) });
    books.bringsIn(depositor.id, amount);
    if (random.percent(40)) await saveStrategy.execute(depositor, drawStrategy(random, amount));
  }
  for (const bankId of bankIds.filter(() => random.percent(80))) {
    const amount = random.money(scale, scale * 400n);
    await payInCapital.execute(system, { bankId, amount: asText(amount) });
    books.bankBringsIn(bankId, amount);
  }
}

/** Every world is of its own kind: some things happen often in it, some hardly ever, and but for what a bank lives on some not at all. */
function drawWeights(random: Random): WorldEvent[] {
  return allEvents.map((event) => ({ ...event, weight: event.weight * random.pick(event.weight >= LIVELIHOOD ? [1, 1, 1, 2] : [0, 1, 1, 1, 2, 4]) }));
}

async function drawAttempt(world: World, events: readonly WorldEvent[]): Promise<{ name: string; attempt: Attempt }> {
  const total = events.reduce((sum, { weight }) => sum + weight, 0);
  for (;;) {
    let at = world.random.below(total);
    const event = events.find(({ weight }) => (at -= weight) < 0);
    const attempt = await event?.attempt(world);
    if (event && attempt) return { name: event.name, attempt };
  }
}

async function carryOut(world: World, attempt: Attempt, ownKey: string): Promise<"done" | "refused"> {
  const key = attempt.key ?? ownKey;
  let answer: unknown;
  try {
    answer = await attempt.operation.execute(attempt.actor, attempt.input, { idempotencyKey: key });
  } catch (error) {
    if (error instanceof AppError && attempt.refusals.includes(error.code)) return "refused";
    throw error;
  }
  await attempt.afterwards?.(answer);
  if (attempt.key === undefined) world.done = [...world.done, { attempt, key, answer: toStableJson(answer ?? null) }].slice(-REMEMBERED);
  return "done";
}

async function problemsAfter({ books, depositors }: World, { isLast, isDue }: { isLast: boolean; isDue: boolean }): Promise<string[]> {
  const problems = await books.look();
  const broken = await findBrokenInvariants(database());
  problems.push(...broken.flatMap(({ rule, problems: rows }) => rows.map((row) => `${rule}: ${row}`)));
  if (isDue || isLast) problems.push(...(await books.differences(depositors, false)));
  if (!isLast) return problems;
  await finishEndOfDay();
  return [...problems, ...(await books.look()), ...(await books.differences(depositors, true))];
}

/** Tables and what is in them, so that what changed can be named. */
async function readFingerprint(): Promise<Map<string, string>> {
  const tables = await rowsOf(`CHECKSUM TABLE ${LASTING_TABLES.join(", ")}`);
  const [journal] = await rowsOf(
    `SELECT CONCAT_WS(' ', COUNT(*), SUM(id), (SELECT CONCAT_WS(' ', COUNT(*), SUM(total), SUM(cum_principal), SUM(cum_interest), SUM(cum_fund), SUM(interest_gross)) FROM funding_rounds)) AS posted
     FROM journal_entries WHERE kind <> 'settlement'`,
  );
  const ofTables = tables.map(({ Table: name, Checksum: sum }): [string, string] => [String(name).replace(/^.*\./, ""), String(sum)]);
  return new Map([...ofTables, ["journal", String(journal?.posted)]]);
}

function changedBetween(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): string[] {
  return [...after.keys()].filter((name) => before.get(name) !== after.get(name));
}

async function readReached(): Promise<Record<string, number>> {
  const [row] = await rowsOf(
    `SELECT (SELECT COUNT(*) FROM journal_entries) AS entries, (SELECT COUNT(*) FROM journal_entries WHERE kind = 'repayment') AS payments,
       (SELECT COUNT(*) FROM journal_entries WHERE kind = 'loan_disbursed') AS loans,
       (SELECT COUNT(*) FROM journal_entries WHERE kind = 'disbursement_undone') AS 'payouts undone', (SELECT COUNT(*) FROM tiles) AS tiles, (SELECT COUNT(*) FROM tile_sales) AS sales,
       (SELECT COUNT(*) FROM reservations) AS reservations, (SELECT COUNT(*) FROM write_offs) AS 'write-offs',
       (SELECT COUNT(*) FROM repayments r JOIN write_offs w ON w.loan_id = r.loan_id WHERE r.reversal_entry_id > w.entry_id) AS 'bounced after a write-off', (SELECT COUNT(*) FROM recoveries) AS recoveries,
       (SELECT COUNT(*) FROM recoveries WHERE reversed_on IS NOT NULL) AS 'recoveries taken back',
       (SELECT COUNT(*) FROM funding_rounds WHERE closed_for_good = 1) AS 'closed for good', (SELECT COUNT(*) FROM closed_days) AS days`,
  );
  return Object.fromEntries(Object.entries(row ?? {}).map(([name, count]) => [name, Number(count)]));
}

/** Everything that was posted, and where it left everybody: but for instants of the clock, the same in every run of a seed. */
async function digestOfJournal(): Promise<string> {
  const digest = createHash("sha256");
  const parts = [
    "SELECT id, kind, business_date, idempotency_key_id, actor_id, reverses_entry_id, loan_id, cum_principal_after, cum_interest_after FROM journal_entries ORDER BY id",
    "SELECT entry_id, line, account, owner_id, amount FROM postings ORDER BY entry_id, line",
    "SELECT id, depositor_id, amount, offset_before, settled_principal, settled_interest FROM tiles ORDER BY id",
    "SELECT loan_id, number, due_on, principal, interest, fee, penalty, principal_paid, interest_paid FROM instalments ORDER BY loan_id, number",
  ];
  for (const part of parts) digest.update(toStableJson(await rowsOf(part)));
  return digest.digest("hex");
}
