import { z } from "zod";
import { employmentStatuses } from "@/lib/core/eligibility";
import { scopeNames } from "@/lib/core/permissions";
import {
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
const phoneInput = z
  .string()
  .transform((text) => text.replace(/[\s()-]/g, ""))
  .refine((text) => /^(?:\+?\d{6,15})?$/.test(text), { error: "Enter a phone number such as +91 98765 43210." });
const optionalPhoneInput = phoneInput.default("");

/** A date, or an empty text for none. */
const optionalDateInput = z.union([z.literal("").transform(() => undefined), dateInput], { error: "Enter a date that exists, as YYYY-MM-DD." }).optional();

const genderInput = optionalTextInput(24);
const nationalityInput = optionalTextInput(64);
const maritalStatusInput = optionalTextInput(24);
const addressInput = optionalTextInput(400);

const fullNameInput = textInput(120, "Enter your full name.");
const personRole = z.enum(["borrower", "depositor"], { error: "Choose whether you want to borrow or to invest." });

export const registerInput = z.object({
  role: personRole,
  fullName: fullNameInput,
  email: emailInput,
  phone: optionalPhoneInput,
  password: newPasswordInput,
  dateOfBirth: optionalDateInput,
  gender: genderInput,
  nationality: nationalityInput,
  maritalStatus: maritalStatusInput,
  permanentAddress: addressInput,
});

const usernameInput = textInput(64, "Enter a username.");

/** A phone number as its owner writes it: kept so, and only the signs that numbers are written with. */
const writtenPhoneInput = optionalTextInput(20).unwrap().regex(/^[\d\s+().-]*$/, { error: "Enter a phone number such as +91 98765 43210." });

/** A client that signs in with a username instead of an address. */
export const openClientInput = z.object({
  role: personRole,
  username: usernameInput,
  fullName: fullNameInput,
  email: emailInput,
  phone: writtenPhoneInput.default(""),
  permanentAddress: addressInput,
  password: newPasswordInput,
});

/** A change of a client: what is not sent stays. The role is repeated, because it never changes. */
export const updateClientInput = z.object({
  role: personRole,
  username: usernameInput.optional(),
  fullName: fullNameInput.optional(),
  email: emailInput.optional(),
  phone: writtenPhoneInput.optional(),
  permanentAddress: addressInput.unwrap().optional(),
});

export const clientInput = z.object({ userId: idInput });

export const signInWithUsernameInput = z.object({ username: usernameInput, password: passwordInput });

export const verifyCodeInput = z.object({ userId: idInput, code: codeInput });

/** The way by which a code comes. */
const channelInput = z.enum(["email", "phone"], { error: "Choose email or phone." }).default("email");

export const enterCodeInput = z.object({ userId: idInput, code: codeInput, channel: channelInput });

export const resendCodeInput = z.object({ userId: idInput, channel: channelInput });

export const signInInput = z.object({
  email: emailInput,
  password: passwordInput,
  /** Which login is meant, where one address has several with the same password. */
  role: z.enum(["borrower", "depositor", "admin"]).optional(),
});

export const confirmSignInInput = z.object({ userId: idInput, code: codeInput });

export const redeemTicketInput = z.object({ ticket: z.string().min(1).max(128), kind: z.enum(["web", "bearer"]).default("web") });

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

/** A change of one's own profile: what is not sent stays, an empty text clears. */
export const saveProfileInput = z.object({
  fullName: fullNameInput.optional(),
  phone: phoneInput.optional(),
  dateOfBirth: optionalDateInput,
  gender: genderInput.unwrap().optional(),
  nationality: nationalityInput.unwrap().optional(),
  maritalStatus: maritalStatusInput.unwrap().optional(),
  permanentAddress: addressInput.unwrap().optional(),
});

const employmentStatusInput = z.enum(employmentStatuses, { error: `Choose what describes you: ${employmentStatuses.join(", ")}.` });

/* Amounts are checked by the decimals of the installation's currency: `exponent`. */

function zeroOrMore(exponent: number) {
  return moneyInput(exponent).refine((minor) => minor >= 0n, { error: "Enter zero or more." });
}

/** A borrower's finances; amounts that are not sent are zero. */
export function financialDetailsInput(exponent: number) {
  return z.object({
    existingLoans: moneyFromZeroInput(exponent),
    monthlyEmi: moneyFromZeroInput(exponent),
    assetsOwned: optionalTextInput(400),
    bankAccountDetails: optionalTextInput(400),
  });
}

/** A change of finances: what is not sent stays. */
export function updateFinancialDetailsInput(exponent: number) {
  return z.object({
    existingLoans: zeroOrMore(exponent).optional(),
    monthlyEmi: zeroOrMore(exponent).optional(),
    assetsOwned: optionalTextInput(400).unwrap().optional(),
    bankAccountDetails: optionalTextInput(400).unwrap().optional(),
  });
}

/** A borrower's work. */
export function employmentDetailsInput(exponent: number) {
  return z.object({
    employmentStatus: employmentStatusInput,
    employerNameAddress: optionalTextInput(400),
    jobTitle: optionalTextInput(120),
    monthlyIncome: zeroOrMore(exponent),
    otherIncome: moneyFromZeroInput(exponent),
  });
}

/** A change of work: what is not sent stays. */
export function updateEmploymentDetailsInput(exponent: number) {
  return z.object({
    employmentStatus: employmentStatusInput.optional(),
    employerNameAddress: optionalTextInput(400).unwrap().optional(),
    jobTitle: optionalTextInput(120).unwrap().optional(),
    monthlyIncome: zeroOrMore(exponent).optional(),
    otherIncome: zeroOrMore(exponent).optional(),
  });
}

/** A borrower's profile, financial and employment details in one form. */
export function saveBorrowerDetailsInput(exponent: number) {
  return z.object({
    fullName: fullNameInput,
    phone: optionalPhoneInput,
    dateOfBirth: dateInput,
    gender: genderInput,
    nationality: nationalityInput,
    maritalStatus: maritalStatusInput,
    permanentAddress: addressInput,
    ...employmentDetailsInput(exponent).shape,
    ...financialDetailsInput(exponent).shape,
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

/** A partner system's key: what it is for, and how far it reaches. */
export const createApiKeyInput = z.object({
  name: textInput(80, "Say which system this key is for."),
  scopes: z
    .array(z.enum(scopeNames, { error: `A scope is one of: ${scopeNames.join(", ")}.` }), { error: "Choose what this key may do." })
    .min(1, { error: "Choose what this key may do." })
    .max(100, { error: "Name each scope once." }),
});

export const apiKeyInput = z.object({ apiKeyId: idInput });

export const nothingInput = z.object({});
