import { sql } from "drizzle-orm";
import { boolean, index, int, mysqlTable, tinyint, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { businessDate, instant, money, moneyFromZero, primaryId, recordedAt, reference, word } from "../columns";

/** A human being. One person may have a login as borrower and another as depositor; nobody funds a loan of their own person. */
export const persons = mysqlTable("persons", {
  id: primaryId(),
  recordedAt: recordedAt(),
});

export const users = mysqlTable(
  "users",
  {
    id: primaryId(),
    personId: reference("person_id")
      .notNull()
      .references(() => persons.id),
    role: word("role", ["borrower", "depositor", "admin"]).notNull(),
    username: varchar("username", { length: 64 }),
    email: varchar("email", { length: 254 }).notNull(),
    /** Equal to `email` once it is proved, else null: what makes an address unique per role among verified accounts. */
    verifiedEmail: varchar("verified_email", { length: 254 }),
    phone: varchar("phone", { length: 20 }),
    verifiedPhone: varchar("verified_phone", { length: 20 }),
    passwordHash: varchar("password_hash", { length: 255 }).notNull(),
    fullName: varchar("full_name", { length: 120 }).notNull(),
    dateOfBirth: businessDate("date_of_birth"),
    gender: varchar("gender", { length: 24 }),
    nationality: varchar("nationality", { length: 64 }),
    maritalStatus: varchar("marital_status", { length: 24 }),
    permanentAddress: varchar("permanent_address", { length: 400 }),
    blockedAt: instant("blocked_at"),
    recordedAt: recordedAt(),
  },
  (table) => [
    // Registration and verification: one verified account per role and address.
    uniqueIndex("users_role_verified_email").on(table.role, table.verifiedEmail),
    uniqueIndex("users_username").on(table.username),
    // Sign-in: by address; "the same person": by verified address or phone.
    index("users_email").on(table.email),
    index("users_verified_email").on(table.verifiedEmail),
    index("users_verified_phone").on(table.verifiedPhone),
    index("users_person").on(table.personId),
  ],
);

/** A sign-in. The cookie or bearer token carries only this row's id, so revoking the row ends it everywhere at once. */
export const sessions = mysqlTable(
  "sessions",
  {
    id: primaryId(),
    userId: reference("user_id")
      .notNull()
      .references(() => users.id),
    kind: word("kind", ["web", "bearer"]).notNull(),
    /** SHA-256 of the single-use ticket that turns this row into a cookie. */
    ticketHash: varchar("ticket_hash", { length: 64 }),
    ticketExpiresAt: instant("ticket_expires_at"),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    recordedAt: recordedAt(),
  },
  (table) => [
    index("sessions_user").on(table.userId, table.revokedAt),
    uniqueIndex("sessions_ticket").on(table.ticketHash),
  ],
);

/** Six-digit codes: hashed, ten minutes, single use, five tries. */
export const oneTimeCodes = mysqlTable(
  "one_time_codes",
  {
    id: primaryId(),
    userId: reference("user_id")
      .notNull()
      .references(() => users.id),
    purpose: word("purpose", ["verify_email", "verify_phone", "sign_in", "reset_password"]).notNull(),
    codeHash: varchar("code_hash", { length: 64 }).notNull(),
    tries: tinyint("tries").notNull().default(0),
    expiresAt: instant("expires_at").notNull(),
    /** Used, replaced by a newer one, or tried too often: in any case over. */
    endedAt: instant("ended_at"),
    recordedAt: recordedAt(),
  },
  // The newest code of a user and purpose.
  (table) => [index("one_time_codes_user").on(table.userId, table.purpose, table.id)],
);

/** Failed tries per thing that is tried (an account's sign-in, an address's sign-ups), in a window of time. */
export const rateLimits = mysqlTable(
  "rate_limits",
  {
    bucket: varchar("bucket", { length: 128 }).primaryKey(),
    count: int("count").notNull(),
    windowEndsAt: instant("window_ends_at").notNull(),
  },
  // The job that forgets counts whose time is over.
  (table) => [index("rate_limits_ended").on(table.windowEndsAt)],
);

export const financialDetails = mysqlTable("financial_details", {
  userId: reference("user_id")
    .primaryKey()
    .references(() => users.id),
  /** What is owed to other lenders. */
  existingLoans: moneyFromZero("existing_loans"),
  monthlyEmi: moneyFromZero("monthly_emi"),
  assetsOwned: varchar("assets_owned", { length: 400 }).notNull().default(""),
  bankAccountDetails: varchar("bank_account_details", { length: 400 }).notNull().default(""),
  recordedAt: recordedAt(),
});

export const employmentDetails = mysqlTable("employment_details", {
  userId: reference("user_id")
    .primaryKey()
    .references(() => users.id),
  status: word("status", ["Employed", "Self-employed", "Unemployed", "Student"]).notNull(),
  employerNameAddress: varchar("employer_name_address", { length: 400 }).notNull().default(""),
  jobTitle: varchar("job_title", { length: 120 }).notNull().default(""),
  monthlyIncome: money("monthly_income").notNull(),
  otherIncome: moneyFromZero("other_income"),
  recordedAt: recordedAt(),
});

export const documents = mysqlTable(
  "documents",
  {
    id: primaryId(),
    userId: reference("user_id")
      .notNull()
      .references(() => users.id),
    type: word("type", ["govt_id", "address_proof", "pan_card", "photo", "income_proof", "other"]).notNull(),
    fileName: varchar("file_name", { length: 200 }).notNull(),
    contentType: varchar("content_type", { length: 64 }).notNull(),
    sizeBytes: int("size_bytes").notNull(),
    sha256: varchar("sha256", { length: 64 }).notNull(),
    storageKey: varchar("storage_key", { length: 200 }).notNull(),
    state: word("state", ["uploaded", "verified", "rejected"]).notNull().default("uploaded"),
    reviewedBy: reference("reviewed_by"),
    reviewedAt: instant("reviewed_at"),
    rejectionReason: varchar("rejection_reason", { length: 400 }),
    isCurrent: boolean("is_current")
      .notNull()
      .default(sql`true`),
    recordedAt: recordedAt(),
  },
  (table) => [index("documents_user").on(table.userId, table.type)],
);
