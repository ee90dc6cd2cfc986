import { int, mediumtext, mysqlTable, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { businessDate, instant, recordedAt, reference } from "../columns";
import { loans } from "./loans";

/** The contract of a loan as it was issued when the loan was approved; never changed but by its acceptance. */
export const loanContracts = mysqlTable(
  "loan_contracts",
  {
    loanId: reference("loan_id")
      .primaryKey()
      .references(() => loans.id),
    number: varchar("number", { length: 32 }).notNull(),
    /** Which wording: lib/core/loan-contract.ts. */
    template: int("template").notNull(),
    issuedOn: businessDate("issued_on").notNull(),
    /** Everything that was agreed, schedule included, in the one text that the hash is of. */
    terms: mediumtext("terms").notNull(),
    /** SHA-256 of `terms`, in hexadecimal; doctor proves it. */
    termsHash: varchar("terms_hash", { length: 64 }).notNull(),
    acceptedOn: businessDate("accepted_on"),
    acceptedAt: instant("accepted_at"),
    acceptedBy: reference("accepted_by"),
    recordedAt: recordedAt(),
  },
  (table) => [uniqueIndex("loan_contracts_number").on(table.number)],
);
