import { z } from "zod";
import { employmentStatuses } from "@/lib/core/eligibility";
import {
  countInput,
  dateInput,
  fileInput,
  idInput,
  moneyFromZeroInput,
  moneyInput,
  optionalTextInput,
  textInput,
} from "@/lib/platform/field-schemas";

const PASSWORD_LENGTH_MAX = 128;
export const DOCUMENT_BYTES_MAX = 5 * 1024 * 1024;

/** An e-mail address; case does not matter, so it is kept in lower case. */
const emailInput = z
  .string({ error: "Enter your e-mail address." })
  .trim()
  .toLowerCase()
  .max(254, { error: "Use at most 254 characters." })
  .pipe(z.email({ error: "Enter an e-mail address such as name@example.com." }));

/** A password that is being typed to prove who somebody is. */
const passwordInput = z
  .string({ error: "Enter your password." })
  .min(1, { error: "Enter your password." })
  .max(PASSWORD_LENGTH_MAX, { error: `Use at most ${PASSWORD_LENGTH_MAX} characters.` });

/** A password that is being chosen. The one rule, everywhere. */
const newPasswordInput = z
  .string({ error: "Choose a password." })
  .min(8, { error: "Use at least 8 characters." })
  .max(PASSWORD_LENGTH_MAX, { error: `Use at most ${PASSWORD_LENGTH_MAX} characters.` })
  .regex(/\p{L}/u, { error: "Use at least one letter." })
  .regex(/\d/, { error: "Use at least one digit." });

const codeInput = z
  .string({ error: "Enter the six digits." })
  .trim()
  .regex(/^\d{6}$/, { error: "Enter the six digits." });

/** A phone number in international form, or an empty text. Spaces, hyphens and brackets are dropped. */
const optionalPhoneInput = z
  .string()
  .default("")
  .transform((text) => text.replace(/[\s()-]/g, ""))
  .refine((text) => /^(?:\+?\d{6,15})?$/.test(text), { error: "Enter a phone number such as +91 98765 43210." });

const fullNameInput = textInput(120, "Enter your full name.");
const personRole = z.enum(["borrower", "depositor"], { error: "Choose whether you want to borrow or to invest." });

export const registerInput = z.object({
  role: personRole,
  fullName: fullNameInput,
  email: emailInput,
  phone: optionalPhoneInput,
  password: newPasswordInput,
});

export const verifyCodeInput = z.object({ userId: idInput, code: codeInput });

export const resendCodeInput = z.object({ userId: idInput, purpose: z.enum(["verify_email", "sign_in"]).default("verify_email") });

export const signInInput = z.object({
  email: emailInput,
  password: passwordInput,
  /** Which login is meant, where one address has several with the same password. */
  role: z.enum(["borrower", "depositor", "admin"]).optional(),
});

export const confirmSignInInput = z.object({ userId: idInput, code: codeInput });

export const redeemTicketInput = z.object({ ticket: z.string().min(1).max(128) });

export const signOutInput = z.object({});

export const changePasswordInput = z
  .object({ currentPassword: passwordInput, newPassword: newPasswordInput })
  .refine((sent) => sent.currentPassword !== sent.newPassword, { path: ["newPassword"], error: "Choose a password that is not the current one." });

export const requestPasswordResetInput = z.object({ email: emailInput });

export const resetPasswordInput = z.object({ email: emailInput, code: codeInput, newPassword: newPasswordInput });

export const setBlockedInput = z.object({ userId: idInput, blocked: z.boolean() });

export const createAdminInput = z.object({
  email: emailInput,
  password: newPasswordInput,
  fullName: fullNameInput.default("Administrator"),
});

/**
 * A borrower's profile, financial and employment details in one form.
 * @param exponent decimals of the installation's currency
 */
export function saveBorrowerDetailsInput(exponent: number) {
  return z.object({
    fullName: fullNameInput,
    phone: optionalPhoneInput,
    dateOfBirth: dateInput,
    gender: optionalTextInput(24),
    nationality: optionalTextInput(64),
    maritalStatus: optionalTextInput(24),
    permanentAddress: optionalTextInput(400),
    employmentStatus: z.enum(employmentStatuses, { error: "Choose what describes you." }),
    employerNameAddress: optionalTextInput(400),
    jobTitle: optionalTextInput(120),
    monthlyIncome: moneyInput(exponent).refine((minor) => minor >= 0n, { error: "Enter zero or more." }),
    otherIncome: moneyFromZeroInput(exponent),
    existingLoans: countInput(0, 100),
    monthlyEmi: moneyFromZeroInput(exponent),
    assetsOwned: optionalTextInput(400),
    bankAccountDetails: optionalTextInput(400),
  });
}

export const documentTypes = ["govt_id", "address_proof", "pan_card", "photo", "income_proof", "other"] as const;

export type DocumentType = (typeof documentTypes)[number];

/** What people read for each type. */
export const documentNames: Readonly<Record<DocumentType, string>> = {
  govt_id: "Government ID",
  address_proof: "Proof of address",
  pan_card: "PAN card",
  photo: "Photo",
  income_proof: "Proof of income",
  other: "Other document",
};

/** A product that wants verified documents wants these. */
export const requiredDocumentTypes = ["govt_id", "address_proof"] as const satisfies readonly DocumentType[];

export const uploadDocumentInput = z.object({
  type: z.enum(documentTypes, { error: "Choose what this document is." }),
  file: fileInput(DOCUMENT_BYTES_MAX, "Choose a file of at most 5 MB."),
});

export const reviewDocumentInput = z
  .object({ documentId: idInput, verdict: z.enum(["verified", "rejected"]), reason: optionalTextInput(400) })
  .refine((review) => review.verdict === "verified" || review.reason !== "", { path: ["reason"], error: "Say what is wrong, so that the person can mend it." });

export const documentInput = z.object({ documentId: idInput });

export const nothingInput = z.object({});
