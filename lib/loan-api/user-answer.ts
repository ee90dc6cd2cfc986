import { z } from "zod";
import type { AccountSnapshot } from "@/lib/identity/account-snapshot";
import { dateAnswered, idAnswered, instantAnswered } from "./fields";

/** A login as this contract tells it. */
export const userAnswered = z
  .object({
    user_id: idAnswered,
    full_name: z.string(),
    email: z.string(),
    contact_number: z.string().nullable(),
    date_of_birth: dateAnswered.nullable(),
    gender: z.string().nullable(),
    nationality: z.string().nullable(),
    marital_status: z.string().nullable(),
    permanent_address: z.string().nullable(),
    is_email_verified: z.boolean(),
    is_phone_verified: z.boolean(),
    role: z.enum(["borrower", "depositor", "admin"]),
    created_at: instantAnswered,
  })
  .meta({ id: "User" });

type UserAnswered = z.input<typeof userAnswered>;

export const userExample: UserAnswered = {
  user_id: 7,
  full_name: "Asha Rao",
  email: "asha@example.com",
  contact_number: "+919876543210",
  date_of_birth: "1990-05-17",
  gender: "Female",
  nationality: "Indian",
  marital_status: "Single",
  permanent_address: "14 Lake View Road, Pune 411001",
  is_email_verified: true,
  is_phone_verified: false,
  role: "borrower",
  created_at: "2026-03-02T09:30:00.000Z",
};

/** Our account in this contract's words. */
export function userOf(account: AccountSnapshot): UserAnswered {
  return {
    user_id: account.userId,
    full_name: account.fullName,
    email: account.email,
    contact_number: account.phone,
    date_of_birth: account.dateOfBirth,
    gender: account.gender,
    nationality: account.nationality,
    marital_status: account.maritalStatus,
    permanent_address: account.permanentAddress,
    is_email_verified: account.isEmailVerified,
    is_phone_verified: account.isPhoneVerified,
    role: account.role,
    created_at: account.registeredAt,
  };
}
