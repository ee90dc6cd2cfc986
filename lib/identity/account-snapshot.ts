import { eq } from "drizzle-orm";
import type { Db } from "@/db/client";
import type { Tx } from "@/db/transaction";
import { users } from "@/db/schema";
import type { BusinessDate } from "@/lib/core/business-date";
import { refuse } from "@/lib/platform/errors";

/** A login as its owner may see it, in pages and in answers of the API: everything but secrets. */
export type AccountSnapshot = {
  userId: number;
  role: "borrower" | "depositor" | "admin";
  fullName: string;
  email: string;
  phone: string | null;
  dateOfBirth: BusinessDate | null;
  gender: string | null;
  nationality: string | null;
  maritalStatus: string | null;
  permanentAddress: string | null;
  isEmailVerified: boolean;
  isPhoneVerified: boolean;
  /** An ISO instant, as text: operations keep their answers as JSON. */
  registeredAt: string;
};

/** Reads one login. Refuses `session_ended` where there is none: only its owner asks. */
export async function readAccountSnapshot(db: Db | Tx, userId: number): Promise<AccountSnapshot> {
  const [row] = await db
    .select({
      userId: users.id,
      role: users.role,
      fullName: users.fullName,
      email: users.email,
      phone: users.phone,
      dateOfBirth: users.dateOfBirth,
      gender: users.gender,
      nationality: users.nationality,
      maritalStatus: users.maritalStatus,
      permanentAddress: users.permanentAddress,
      verifiedEmail: users.verifiedEmail,
      verifiedPhone: users.verifiedPhone,
      recordedAt: users.recordedAt,
    })
    .from(users)
    .where(eq(users.id, userId));
  if (!row) refuse("session_ended");
  const { verifiedEmail, verifiedPhone, recordedAt, ...account } = row;
  return { ...account, isEmailVerified: verifiedEmail !== null, isPhoneVerified: verifiedPhone !== null, registeredAt: recordedAt.toISOString() };
}
