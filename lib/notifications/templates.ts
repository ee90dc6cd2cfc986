import { env } from "@/lib/env";

/** A mail as it leaves: plain text, no secret in the subject, because the subject is kept. */
export type Letter = { subject: string; body: string };

type Code = { code: string; minutes: number };
type AboutLoan = { productName: string; amount: string; loanId: number };
type AboutAmount = { amount: string };

/** What each kind of mail needs to know. Amounts and dates come already formatted for reading. */
export type LetterParams = {
  verification_code: Code;
  sign_in_code: Code;
  reset_code: Code & { roleName: string };
  password_changed: Record<never, never>;
  email_changed: Record<never, never>;
  account_blocked: Record<never, never>;
  document_rejected: { documentName: string; reason: string };
  application_received: AboutLoan;
  application_withdrawn: AboutLoan;
  approval_expired: AboutLoan;
  loan_approved: AboutLoan;
  loan_rejected: AboutLoan & { reason: string };
  loan_disbursed: AboutLoan & { firstDueDate: string; firstInstalment: string };
  disbursement_returned: AboutLoan & { reason: string };
  repayment_received: AboutLoan;
  repayment_bounced: AboutLoan;
  repayment_reversed: AboutLoan & { paidOn: string; reason: string };
  schedule_changed: Omit<AboutLoan, "amount"> & { what: string; nextAmount: string; nextDueDate: string; lastDueDate: string };
  loan_closed: Pick<AboutLoan, "productName" | "loanId">;
  loan_written_off: Omit<AboutLoan, "amount"> & { owed: string };
  recovery_recorded: AboutLoan & { owed: string };
  debt_raised: AboutLoan & { paidOn: string; reason: string; owed: string };
  tile_sold: AboutAmount & { loanId: number; isWhole: boolean };
  tile_offer_lapsed: { loanId: number; reason: string };
  deposit_confirmed: AboutAmount;
  deposit_bounced: AboutAmount;
  withdrawal_paid: AboutAmount;
  withdrawal_bounced: AboutAmount;
};

export type LetterKind = keyof LetterParams;

type Templates = { readonly [Kind in LetterKind]: (params: LetterParams[Kind]) => { subject: string; lines: readonly string[] } };

const ignoreUnasked = "If you did not ask for this, you can ignore this message: without the code nothing happens.";

const templates: Templates = {
  verification_code: ({ code, minutes }) => ({
    subject: "Confirm your e-mail address",
    lines: [`Your code is ${code}`, `It is valid for ${minutes} minutes and confirms that this address is yours.`, ignoreUnasked],
  }),
  sign_in_code: ({ code, minutes }) => ({
    subject: "Your sign-in code",
    lines: [
      `Your code is ${code}`,
      `It is valid for ${minutes} minutes and can be used once.`,
      "If you are not signing in right now, somebody knows your password: please change it.",
    ],
  }),
  reset_code: ({ code, minutes, roleName }) => ({
    subject: "Choose a new password",
    lines: [`Your code is ${code}`, `It is valid for ${minutes} minutes and lets you choose a new password for your ${roleName} account.`, ignoreUnasked],
  }),
  password_changed: () => ({
    subject: "Your password was changed",
    lines: [
      "The password of your account was just changed, and every other sign-in was ended.",
      "If this was not you, choose a new password with \"Forgot password\" now, and tell us.",
    ],
  }),
  email_changed: () => ({
    subject: "Your e-mail address was changed",
    lines: [
      "The e-mail address of your account was just changed. Our mail goes to the new one from now on; this is the last to this address.",
      "If this was not you, somebody is using your account: please tell us at once.",
    ],
  }),
  account_blocked: () => ({
    subject: "Your account was blocked",
    lines: ["Your account was blocked by the bank and you were signed out.", "Please contact us; your money and your loans stay exactly as they are."],
  }),
  document_rejected: ({ documentName, reason }) => ({
    subject: "Please upload a document again",
    lines: [`We could not accept your document "${documentName}".`, `The reason: ${reason}`, "Please upload it again under Documents."],
  }),
  application_received: ({ productName, amount, loanId }) => ({
    subject: `Application ${loanId} received`,
    lines: [`We received your application for ${amount} (${productName}).`, "We will write to you as soon as it is decided."],
  }),
  application_withdrawn: ({ productName, amount, loanId }) => ({
    subject: `Application ${loanId} withdrawn`,
    lines: [`Your application for ${amount} (${productName}) was withdrawn. Nothing was paid out and nothing is owed.`],
  }),
  approval_expired: ({ productName, amount, loanId }) => ({
    subject: `The approval of loan ${loanId} has expired`,
    lines: [
      `Your loan of ${amount} (${productName}) was approved, but it was not paid out in the time for which the money was held.`,
      "It is withdrawn now: nothing was paid out and nothing is owed. You are welcome to apply again.",
    ],
  }),
  loan_approved: ({ productName, amount, loanId }) => ({
    subject: `Loan ${loanId} approved`,
    lines: [`Your loan of ${amount} (${productName}) is approved.`, "Your contract is on your loan's page: please read it and accept it there.", "The next step is ours: we pay it out and write to you again."],
  }),
  loan_rejected: ({ productName, amount, loanId, reason }) => ({
    subject: `Application ${loanId} declined`,
    lines: [`We cannot offer you the loan of ${amount} (${productName}).`, `The reason: ${reason}`, "You are welcome to apply again when this has changed."],
  }),
  loan_disbursed: ({ productName, amount, loanId, firstDueDate, firstInstalment }) => ({
    subject: `Loan ${loanId} paid out`,
    lines: [`${amount} of your loan (${productName}) was paid out.`, `Your first instalment is ${firstInstalment}, due on ${firstDueDate}. The whole schedule is on your loan's page.`],
  }),
  repayment_received: ({ productName, amount, loanId }) => ({
    subject: `Payment received for loan ${loanId}`,
    lines: [`Thank you: your payment of ${amount} arrived and was booked to your loan (${productName}).`],
  }),
  repayment_bounced: ({ productName, amount, loanId }) => ({
    subject: `Payment for loan ${loanId} came back`,
    lines: [`Your payment of ${amount} for your loan (${productName}) was returned by your bank and is not booked.`, "Please check your account and pay again."],
  }),
  disbursement_returned: ({ productName, amount, loanId, reason }) => ({
    subject: `The payout of loan ${loanId} came back`,
    lines: [
      `We paid out your loan (${productName}) of ${amount}, and your bank sent the money back.`,
      `The reason: ${reason}`,
      "The loan has ended and you owe nothing, no fee either. Check your account and apply again if you still need the money.",
    ],
  }),
  repayment_reversed: ({ productName, amount, loanId, paidOn, reason }) => ({
    subject: `A payment for loan ${loanId} was taken back`,
    lines: [
      `Your payment of ${amount} of ${paidOn} for your loan (${productName}) does not count any more.`,
      `The reason: ${reason}`,
      "Your loan stands as if it had not been made, and what it had paid is owed again. What is due now is on your loan's page.",
    ],
  }),
  schedule_changed: ({ productName, loanId, what, nextAmount, nextDueDate, lastDueDate }) => ({
    subject: `The schedule of loan ${loanId} was changed`,
    lines: [
      `${what} (${productName}).`,
      `Your next instalment is ${nextAmount}, due on ${nextDueDate}. The last one is due on ${lastDueDate}. The whole schedule is on your loan's page.`,
    ],
  }),
  loan_closed: ({ productName, loanId }) => ({
    subject: `Loan ${loanId} is paid back`,
    lines: [`Your loan (${productName}) is paid back completely and closed. Nothing more is owed.`],
  }),
  loan_written_off: ({ productName, loanId, owed }) => ({
    subject: `Loan ${loanId} was written off`,
    lines: [
      `Your loan (${productName}) has not been paid for 90 days or more. We have written it off in our books and closed its schedule.`,
      `You still owe ${owed}. No interest and no fee is added to it from now on.`,
      "Please answer this message, or call us, and we will agree with you how it is paid.",
    ],
  }),
  recovery_recorded: ({ productName, amount, loanId, owed }) => ({
    subject: `Payment received for loan ${loanId}`,
    lines: [`${amount} arrived for your loan (${productName}), which was written off.`, `You still owe ${owed}.`],
  }),
  debt_raised: ({ productName, amount, loanId, paidOn, reason, owed }) => ({
    subject: `A payment for loan ${loanId} was taken back`,
    lines: [
      `Your payment of ${amount} of ${paidOn} for your loan (${productName}), which was written off, does not count any more.`,
      `The reason: ${reason}`,
      `You owe it again: ${owed} in all. Nothing else is added to it.`,
    ],
  }),
  tile_sold: ({ amount, loanId, isWhole }) => ({
    subject: isWhole ? `Your tile of loan ${loanId} is sold` : `A part of your tile of loan ${loanId} is sold`,
    lines: [
      `Other depositors bought ${isWhole ? "your tile" : "a part of your tile"} of loan ${loanId}. ${amount} was added to your waiting money.`,
      isWhole ? "The sale is in your movements." : "What is left of it stays on offer until it is sold or you take it back.",
    ],
  }),
  tile_offer_lapsed: ({ loanId, reason }) => ({
    subject: `Your tile of loan ${loanId} is no longer on offer`,
    lines: [`Your tile of loan ${loanId} was not sold and is no longer on offer.`, reason, "It stays yours, with everything that it brings."],
  }),
  deposit_confirmed: ({ amount }) => ({
    subject: "Your deposit arrived",
    lines: [`${amount} arrived. It is waiting now and will start working as loans need it.`],
  }),
  deposit_bounced: ({ amount }) => ({
    subject: "Your deposit came back",
    lines: [`Your deposit of ${amount} was returned by your bank, so it is not in your account with us.`],
  }),
  withdrawal_paid: ({ amount }) => ({
    subject: "Your withdrawal was paid",
    lines: [`${amount} is on its way to your bank account.`],
  }),
  withdrawal_bounced: ({ amount }) => ({
    subject: "Your withdrawal came back",
    lines: [`Your bank did not accept ${amount}. The money is waiting in your account with us again.`],
  }),
};

/** Writes one mail. `fullName` is greeted when it is known. */
export function writeLetter<Kind extends LetterKind>(kind: Kind, params: LetterParams[Kind], fullName: string | undefined): Letter {
  const { subject, lines } = templates[kind](params);
  const greeting = fullName ? `Hello ${fullName},` : "Hello,";
  return { subject: oneLine(subject), body: [greeting, ...lines, env.installationName].join("\n\n") + "\n" };
}

// A product's name or a reason may hold a line break; a subject is one header line.
function oneLine(text: string): string {
  return text.replace(/\s+/g, " ").slice(0, 200);
}
