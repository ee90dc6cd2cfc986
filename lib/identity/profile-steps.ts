import type { Tx } from "@/db/transaction";
import { yearsBetween, type BusinessDate } from "@/lib/core/business-date";
import { refuse } from "@/lib/platform/errors";
import { endCodes } from "./code-store";
import { isSamePhone } from "./phone-numbers";
import { setProfile, type Account } from "./store";

/** Nobody has lived longer. */
const AGE_YEARS_MAX = 130;

/** Refuses `input_invalid` for a date of birth that is not in the past, or too long ago to be one. */
export function refuseImpossibleBirth(dateOfBirth: BusinessDate | undefined, today: BusinessDate): void {
  if (dateOfBirth === undefined) return;
  if (dateOfBirth >= today) refuse("input_invalid", { fields: { dateOfBirth: "Enter a date in the past." } });
  if (yearsBetween(dateOfBirth, today) > AGE_YEARS_MAX) refuse("input_invalid", { fields: { dateOfBirth: "Check the year." } });
}

/** What may be changed of a profile: an empty text clears, what is not there stays. */
type ProfileChange = {
  fullName?: string;
  phone?: string;
  dateOfBirth?: BusinessDate;
  gender?: string;
  nationality?: string;
  maritalStatus?: string;
  permanentAddress?: string;
};

/** Changes a login's profile. Refuses `input_invalid` for an impossible date of birth. The caller holds the account's row. */
export async function changeProfile(tx: Tx, { account, today }: { account: Account; today: BusinessDate }, change: ProfileChange): Promise<void> {
  refuseImpossibleBirth(change.dateOfBirth, today);
  const { fullName, dateOfBirth } = change;
  const phone = cleared(change.phone);
  const hasNewPhone = phone !== undefined && !isSamePhone(phone, account.phone);
  // A code proves the number that it was sent to, and no other.
  if (hasNewPhone) await endCodes(tx, { userId: account.id, purpose: "verify_phone" });
  await setProfile(tx, account.id, {
    fullName: fullName ?? account.fullName,
    phone,
    // A changed number is no longer proved.
    verifiedPhone: hasNewPhone ? null : undefined,
    dateOfBirth,
    gender: cleared(change.gender),
    nationality: cleared(change.nationality),
    maritalStatus: cleared(change.maritalStatus),
    permanentAddress: cleared(change.permanentAddress),
  });
}

/** An empty text clears. */
export function cleared(text: string | undefined): string | null | undefined {
  return text === "" ? null : text;
}
