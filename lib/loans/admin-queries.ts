import { and, asc, desc, eq, gte, inArray, like, lte, or, sql, type SQL } from "drizzle-orm";
import type { Db } from "@/db/client";
import { banks, documents, loans, products, users } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import { delinquencyBuckets, type DelinquencyBucket } from "@/lib/core/delinquency";
import { grades, loanStates, type Grade, type LoanState } from "@/lib/core/loan";
import type { Money } from "@/lib/core/money";
import { defineQuery } from "@/lib/platform/operation";
import { arrearsOf, dueDatesOf } from "./arrears";
import { containing, idFilter, listParams, orderOf, PAGE_SIZE, rowsBefore, wordFilter } from "./list-params";
import { reassess } from "./reassessment";
import { outstandingPrincipal } from "./outstanding";

/** More applications than this are not assessed for one list; the oldest come first, so nothing is passed over for good. */
const ASSESSED_MAX = 2_000;
const CHOICES_MAX = 200;

export type Choice = { value: string; label: string };
type Listed<Row> = { rows: Row[]; total: number; page: number; pageSize: number };

/** One line of the officer's queue. `eligible` is with today's facts; null where the borrower's details are not complete. */
export type ApplicationRow = {
  id: number;
  borrowerName: string;
  productName: string;
  bankName: string;
  principal: Money;
  instalmentCount: number;
  grade: Grade | null;
  score: number | null;
  appliedOn: BusinessDate;
  eligible: boolean | null;
  /** Documents of the borrower that wait for a review. */
  documentsToReview: number;
};

const applicationFilters = listParams.extend({ product: idFilter, bank: idFilter, grade: wordFilter(grades), eligible: wordFilter(["yes", "no"]) });

const applicationOrders = {
  borrower: users.fullName,
  product: products.name,
  principal: loans.principal,
  grade: loans.grade,
  appliedOn: loans.appliedOn,
} as const;

/** The queue: applications that wait for a decision, oldest first. */
export const listApplications = defineQuery({
  name: "loans.list-applications",
  input: applicationFilters,
  async run({ db, today }, input): Promise<Listed<ApplicationRow>> {
    const where = and(
      eq(loans.state, "pending"),
      matches(input.q),
      input.product === undefined ? undefined : eq(loans.productId, input.product),
      input.bank === undefined ? undefined : eq(loans.bankId, input.bank),
      input.grade === undefined ? undefined : eq(loans.grade, input.grade),
    );
    const order = orderOf(input.sort, applicationOrders, { byDefault: sql`${loans.id} asc`, id: loans.id });
    const { page } = input;
    // Eligibility today is decided by the rules, not by a column, so that filter is applied to assessed rows.
    if (input.eligible !== undefined) {
      const wanted = input.eligible === "yes";
      const read = await readApplications(db, where, { order, limit: ASSESSED_MAX, offset: 0 });
      const rows = (await withEligibility(db, read, today)).filter(({ eligible }) => (eligible === true) === wanted);
      return { rows: rows.slice(rowsBefore(page), rowsBefore(page) + PAGE_SIZE), total: rows.length, page, pageSize: PAGE_SIZE };
    }
    const read = await readApplications(db, where, { order, limit: PAGE_SIZE, offset: rowsBefore(page) });
    const { count } = await countLoans(db, where);
    return { rows: await withEligibility(db, read, today), total: count, page, pageSize: PAGE_SIZE };
  },
});

type Slice = { order: SQL; limit: number; offset: number };

function readApplications(db: Db, where: SQL | undefined, { order, limit, offset }: Slice) {
  return db
    .select({
      id: loans.id,
      borrowerId: loans.borrowerId,
      productId: loans.productId,
      borrowerName: users.fullName,
      productName: products.name,
      bankName: banks.name,
      principal: loans.principal,
      instalmentCount: loans.instalmentCount,
      grade: loans.grade,
      assessment: loans.assessment,
      appliedOn: loans.appliedOn,
    })
    .from(loans)
    .innerJoin(users, eq(users.id, loans.borrowerId))
    .innerJoin(products, eq(products.id, loans.productId))
    .innerJoin(banks, eq(banks.id, loans.bankId))
    .where(where)
    .orderBy(order)
    .limit(limit)
    .offset(offset);
}

async function withEligibility(db: Db, read: Awaited<ReturnType<typeof readApplications>>, today: BusinessDate): Promise<ApplicationRow[]> {
  const assessed = await reassess(db, read, today);
  const waiting = await countDocumentsToReview(db, [...new Set(read.map(({ borrowerId }) => borrowerId))]);
  return read.map(({ borrowerId, productId: _productId, assessment, ...row }) => ({
    ...row,
    score: assessment.score,
    eligible: assessed.get(row.id)?.eligible ?? null,
    documentsToReview: waiting.get(borrowerId) ?? 0,
  }));
}

async function countDocumentsToReview(db: Db, borrowerIds: number[]): Promise<Map<number, number>> {
  if (borrowerIds.length === 0) return new Map();
  const rows = await db
    .select({ userId: documents.userId, count: sql<string>`count(*)` })
    .from(documents)
    .where(and(inArray(documents.userId, borrowerIds), eq(documents.isCurrent, true), eq(documents.state, "uploaded")))
    .groupBy(documents.userId)
    .limit(borrowerIds.length);
  return new Map(rows.map(({ userId, count }) => [userId, Number(count)]));
}

/** One line of the book. Days past due and bucket belong to active loans only. */
export type BookRow = {
  id: number;
  borrowerName: string;
  productName: string;
  bankName: string;
  principal: Money;
  outstanding: Money;
  state: LoanState;
  disbursedOn: BusinessDate | null;
  arrears: { daysPastDue: number; bucket: DelinquencyBucket } | null;
};

const bookFilters = listParams.extend({ state: wordFilter(loanStates), bank: idFilter, bucket: wordFilter(delinquencyBuckets) });

const bookOrders = {
  borrower: users.fullName,
  product: products.name,
  principal: loans.principal,
  outstanding: outstandingPrincipal,
  state: loans.state,
  disbursedOn: loans.disbursedOn,
  // The older the oldest unpaid due date, the later the loan.
  arrears: sql`case when ${loans.state} = 'active' then ${loans.oldestUnpaidDueOn} end`,
} as const;

/** The book: every application and loan, newest first, with what the selection has outstanding in all. */
export const listLoans = defineQuery({
  name: "loans.list-all",
  input: bookFilters,
  async run({ db, today }, input): Promise<Listed<BookRow> & { outstanding: Money }> {
    const where = and(
      matches(input.q),
      input.state === undefined ? undefined : eq(loans.state, input.state),
      input.bank === undefined ? undefined : eq(loans.bankId, input.bank),
      input.bucket === undefined ? undefined : inBucket(input.bucket, today),
    );
    const rows = await db
      .select({
        id: loans.id,
        borrowerName: users.fullName,
        productName: products.name,
        bankName: banks.name,
        principal: loans.principal,
        outstanding: outstandingPrincipal,
        state: loans.state,
        disbursedOn: loans.disbursedOn,
        oldestUnpaidDueOn: loans.oldestUnpaidDueOn,
      })
      .from(loans)
      .innerJoin(users, eq(users.id, loans.borrowerId))
      .innerJoin(products, eq(products.id, loans.productId))
      .innerJoin(banks, eq(banks.id, loans.bankId))
      .where(where)
      .orderBy(orderOf(input.sort, bookOrders, { byDefault: sql`${loans.id} desc`, id: loans.id }))
      .limit(PAGE_SIZE)
      .offset(rowsBefore(input.page));
    const { count, outstanding } = await countLoans(db, where);
    const withArrears = rows.map(({ oldestUnpaidDueOn, ...row }) => ({
      ...row,
      arrears: row.state === "active" ? arrearsOf(oldestUnpaidDueOn, today) : null,
    }));
    return { rows: withArrears, total: count, page: input.page, pageSize: PAGE_SIZE, outstanding };
  },
});

function inBucket(bucket: DelinquencyBucket, today: BusinessDate): SQL | undefined {
  const { first, last } = dueDatesOf(bucket, today);
  return and(
    eq(loans.state, "active"),
    first === null ? undefined : gte(loans.oldestUnpaidDueOn, first),
    last === null ? undefined : lte(loans.oldestUnpaidDueOn, last),
  );
}

async function countLoans(db: Db, where: SQL | undefined): Promise<{ count: number; outstanding: Money }> {
  const [row] = await db
    .select({ count: sql<string>`count(*)`, outstanding: sql<string>`coalesce(sum(${outstandingPrincipal}), 0)` })
    .from(loans)
    .innerJoin(users, eq(users.id, loans.borrowerId))
    .where(where);
  return { count: Number(row?.count ?? 0), outstanding: BigInt(row?.outstanding ?? 0) };
}

/** By the borrower's name or address, or by the loan's number. */
function matches(q: string): SQL | undefined {
  if (q === "") return undefined;
  const number = /^#?(\d{1,15})$/.exec(q)?.[1];
  const pattern = containing(q);
  return or(like(users.fullName, pattern), like(users.email, pattern), number === undefined ? undefined : eq(loans.id, Number(number)));
}

/** What a list can be filtered by: the banks and their products, by name. */
export const listLoanChoices = defineQuery({
  name: "loans.list-all",
  input: listParams.pick({}),
  async run({ db }): Promise<{ banks: Choice[]; products: Choice[] }> {
    const bankRows = await db.select({ id: banks.id, name: banks.name }).from(banks).orderBy(asc(banks.name)).limit(CHOICES_MAX);
    const productRows = await db.select({ id: products.id, name: products.name }).from(products).orderBy(desc(products.listed), asc(products.name)).limit(CHOICES_MAX);
    return { banks: bankRows.map(choiceOf), products: productRows.map(choiceOf) };
  },
});

function choiceOf({ id, name }: { id: number; name: string }): Choice {
  return { value: String(id), label: name };
}
