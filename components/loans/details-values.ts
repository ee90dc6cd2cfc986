import { formatDecimal, type Money } from "@/lib/core/money";
import type { BorrowerDetailsValues } from "./borrower-details-form";

type SavedDetails = {
  profile: {
    fullName: string;
    phone: string | null;
    dateOfBirth: string | null;
    gender: string | null;
    nationality: string | null;
    maritalStatus: string | null;
    permanentAddress: string | null;
  };
  finance: { existingLoans: Money; monthlyEmi: Money; assetsOwned: string; bankAccountDetails: string } | null;
  employment: { status: string; employerNameAddress: string; jobTitle: string; monthlyIncome: Money; otherIncome: Money } | null;
};

/** Saved details as the form's texts; what is not saved yet is empty. */
export function detailsValues({ profile, finance, employment }: SavedDetails, exponent: number): BorrowerDetailsValues {
  const amount = (minor: Money | undefined) => (minor === undefined ? "" : withoutZeroFraction(formatDecimal(minor, exponent)));
  return {
    fullName: profile.fullName,
    phone: profile.phone ?? "",
    dateOfBirth: profile.dateOfBirth ?? "",
    gender: profile.gender ?? "",
    nationality: profile.nationality ?? "",
    maritalStatus: profile.maritalStatus ?? "",
    permanentAddress: profile.permanentAddress ?? "",
    employmentStatus: employment?.status ?? "",
    employerNameAddress: employment?.employerNameAddress ?? "",
    jobTitle: employment?.jobTitle ?? "",
    monthlyIncome: amount(employment?.monthlyIncome),
    otherIncome: amount(employment?.otherIncome),
    existingLoans: amount(finance?.existingLoans),
    monthlyEmi: amount(finance?.monthlyEmi),
    assetsOwned: finance?.assetsOwned ?? "",
    bankAccountDetails: finance?.bankAccountDetails ?? "",
  };
}

/** May these details be decided upon? Date of birth, finances and employment are there. */
export function areDetailsComplete({ profile, finance, employment }: SavedDetails): boolean {
  return profile.dateOfBirth !== null && finance !== null && employment !== null;
}

function withoutZeroFraction(decimal: string): string {
  return decimal.replace(/\.0+$/, "");
}
