/**
 * The one vocabulary of refusals: code → HTTP status and what a person reads when nobody said more.
 * A message says what to do, not only what is wrong.
 */
export const refusals = {
  // What was sent cannot be read.
  input_invalid: { status: 400, message: "Please check the marked fields." },
  body_malformed: { status: 400, message: "The request body is not valid JSON." },
  body_too_large: { status: 413, message: "The request body is too large." },
  media_type_unsupported: { status: 415, message: "Send the body as application/json." },
  idempotency_key_invalid: { status: 400, message: "An idempotency key has 1 to 128 printable characters." },
  // Who asks.
  authentication_required: { status: 401, message: "Please sign in first." },
  session_ended: { status: 401, message: "Your session has ended. Please sign in again." },
  credentials_wrong: { status: 401, message: "The e-mail address or the password is not right." },
  ticket_invalid: { status: 401, message: "This sign-in has expired. Please sign in again." },
  permission_denied: { status: 403, message: "Your account is not allowed to do this." },
  account_unverified: { status: 403, message: "Please confirm your e-mail address with the code that we sent first." },
  account_blocked: { status: 403, message: "This account is blocked. Please contact the bank." },
  // Where.
  not_found: { status: 404, message: "There is nothing here, or it is not yours to see." },
  method_not_allowed: { status: 405, message: "This address does not answer this method." },
  // The same again.
  idempotency_key_reused: { status: 409, message: "This idempotency key was used with other data. Use a new key for a new request." },
  idempotency_in_progress: { status: 409, message: "The first request with this key is still running. Try again in a second." },
  rate_limited: { status: 429, message: "Too many tries. Please wait a little and try again." },
  proof_not_found: { status: 404, message: "There is no proof of your position for that night: proofs are kept for the newest nights, and begin with your first deposit." },
  // Identity.
  email_taken: { status: 409, message: "There is already an account with this e-mail address. Sign in, or use another address." },
  username_taken: { status: 409, message: "There is already an account with this username. Choose another one." },
  email_unproved: { status: 403, message: "Your e-mail address is not proved yet. Enter the code that was sent to it, then sign in again." },
  code_wrong: { status: 400, message: "This code is not right. Check the newest message that we sent." },
  code_expired: { status: 400, message: "This code is no longer valid. Ask for a new one." },
  code_refused: { status: 400, message: "This code is not right or no longer valid. Check the newest message, or ask for a new one." },
  code_resend_too_soon: { status: 429, message: "A code was just sent. Please wait a minute before asking for another." },
  phone_missing: { status: 400, message: "There is no phone number in this account. Add one to your profile first." },
  password_wrong: { status: 400, message: "The current password is not right." },
  details_missing: { status: 400, message: "Please fill in your date of birth and your financial and employment details first." },
  details_exist: { status: 400, message: "These details are saved already. Change them instead (PUT)." },
  details_not_saved: { status: 404, message: "These details are not saved yet." },
  document_type_refused: { status: 400, message: "Please upload a PDF, PNG or JPEG file." },
  document_too_large: { status: 400, message: "Please upload a file of at most 5 MB." },
  document_not_reviewable: { status: 400, message: "This document was already reviewed." },
  // Money.
  insufficient_waiting_money: { status: 400, message: "You can take out at most the money that is waiting." },
  money_due: { status: 400, message: "A deposit of yours came back after it was lent, so part of it is due from you. Money can leave again once that is covered." },
  deposit_refused_by_bank: { status: 400, message: "Your bank refused this payment. Nothing was taken. Try another account." },
  withdrawal_refused_by_bank: { status: 400, message: "The receiving bank refused this payment. Your money is still waiting here." },
  repayment_refused_by_bank: { status: 400, message: "Your bank refused this payment. Nothing was paid. Try another account." },
  disbursement_refused_by_bank: { status: 400, message: "The receiving bank did not take this payment. The loan stays approved; nothing was moved." },
  tile_not_for_sale: { status: 400, message: "This tile cannot be sold now." },
  tile_offered_already: { status: 400, message: "This tile is on offer already." },
  offer_not_open: { status: 400, message: "This offer has ended already. Look at the list of your offers." },
  transfer_not_pending: { status: 400, message: "This transfer was already settled." },
  // Loans.
  product_not_available: { status: 404, message: "This product is not offered." },
  amount_outside_product: { status: 400, message: "The amount is outside this product's limits." },
  term_outside_product: { status: 400, message: "The number of instalments is outside this product's limits." },
  loan_not_eligible: { status: 400, message: "The application does not meet the rules of this product." },
  loan_no_longer_eligible: { status: 400, message: "With today's facts this application no longer meets the rules of the product. Reject it with the reason." },
  application_pending: { status: 400, message: "You already have an application for this product that waits for a decision." },
  loan_not_pending: { status: 400, message: "Only an application that waits for a decision can be decided." },
  loan_not_approved: { status: 400, message: "Only an approved loan can be disbursed." },
  approval_expired: { status: 400, message: "The money was held for this loan until a day that is over, and its approval ends with it. The borrower can apply again." },
  loan_not_active: { status: 400, message: "This loan is not active." },
  loan_written_off: { status: 400, message: "This loan was written off, so nothing is paid on its schedule any more. What still comes in is recorded as a recovery." },
  loan_not_npl: { status: 400, message: "Only a loan that is 90 days past due can be written off." },
  repayment_on_its_way: { status: 400, message: "A payment of this loan is on its way. Settle that transfer first, so that it is known what is lost." },
  loan_not_written_off: { status: 400, message: "This is possible for a loan that was written off only." },
  recovery_exceeds_owed: { status: 400, message: "This is more than is still owed of this loan." },
  recovery_not_reversible: { status: 400, message: "This recovery was taken back already." },
  nothing_to_recover: { status: 400, message: "Everything that was owed of this loan has come back. Return this money to its sender." },
  collection_end_asked: { status: 409, message: "Somebody has asked for the end of collection already. Another member of staff can confirm it." },
  collection_end_not_asked: { status: 400, message: "Nobody has asked for the end of collection yet. Ask for it; another member of staff then confirms." },
  collection_ended: { status: 400, message: "Collection of this loan has ended." },
  second_person_required: { status: 403, message: "You have asked for this yourself. Another member of staff must confirm it." },
  insufficient_bank_capital: { status: 400, message: "The bank has less capital of its own free than this. Enter a smaller amount, or pay in capital first." },
  loan_not_withdrawable: { status: 400, message: "Only an application that is not yet disbursed can be withdrawn." },
  loan_not_closable: { status: 400, message: "Only an approved loan or a running one can be closed early." },
  contract_not_issued: { status: 404, message: "There is no contract yet. It is issued when the loan is approved." },
  contract_not_acceptable: { status: 400, message: "Only the contract of an approved or a running loan can be accepted." },
  contract_changed: { status: 409, message: "This is not the contract that was issued. Please read the contract of this loan and accept that one." },
  active_credit_exists: { status: 400, message: "There is an active credit already. Repay it before you take another." },
  written_off_debt_unpaid: { status: 400, message: "A loan that was written off is not paid back. Nothing more is lent to its borrower until it is." },
  client_kind_wrong: { status: 400, message: "This kind of client cannot do this." },
  documents_missing: { status: 400, message: "This product needs verified documents before the loan is paid out." },
  own_application: { status: 403, message: "Somebody else must decide an application of your own." },
  allocation_not_possible: { status: 400, message: "credit allocation is not possible" },
  repayment_exceeds_payoff: { status: 400, message: "This is more than is owed. Pay at most the payoff amount." },
  repayment_closes_loan: { status: 400, message: "This would close the loan early. Use \"Close early\", which shows the pre-closure fee." },
  own_loan: { status: 403, message: "Somebody else must service a loan of your own." },
  loan_has_payments: { status: 400, message: "Something was paid on this loan, so its payout stays. If the money came back all the same, record it as a payment." },
  repayment_not_reversible: { status: 400, message: "Only a payment that was posted can be reversed, and only once." },
  value_date_outside_loan: { status: 400, message: "Choose a day from the disbursement until today." },
  later_payment_exceeds_payoff: { status: 400, message: "With this, a later payment would be more than was owed on its day. Reverse that payment first." },
  quote_date_out_of_reach: { status: 400, message: "A payoff can be quoted from today up to 30 days ahead." },
  nothing_to_put_off: { status: 400, message: "No instalment is to come that could be put off." },
  flat_rate_fixed: { status: 400, message: "The interest of a flat loan is agreed for the whole term. Its rate cannot be changed, only its instalments." },
  payoff_changed: { status: 409, message: "The payoff amount has changed. Please look at the new amount and confirm it." },
  // Integrations.
  webhook_switched_off: { status: 400, message: "This webhook is switched off. Switch it on first." },
  // The installation.
  unavailable: { status: 503, message: "The bank cannot answer at this moment. Please try again with the same idempotency key in a few seconds: whatever became of this request, money moves once at most." },
  demo_only: { status: 403, message: "This is possible in a demo installation only." },
} as const satisfies Record<string, { status: number; message: string }>;

export type RefusalCode = keyof typeof refusals;

export type RefusalDetails = {
  /** Instead of the table's message, when more is known here. */
  message?: string;
  /** Field name → what to do about it. */
  fields?: Record<string, string>;
  /** Seconds after which another try makes sense. */
  retryAfterSeconds?: number;
  /** Structured reasons, e.g. every failed rule of eligibility. */
  reasons?: readonly unknown[];
  /** What else a machine is told, under names of its contract. */
  extra?: Readonly<Record<string, unknown>>;
};

/** The user or a rule says no. Only the two doors catch it. */
export class AppError extends Error {
  readonly code: RefusalCode;
  readonly details: RefusalDetails;

  constructor(code: RefusalCode, details: RefusalDetails = {}) {
    super(details.message ?? refusals[code].message);
    this.name = "AppError";
    this.code = code;
    this.details = details;
  }

  get status(): number {
    return refusals[this.code].status;
  }
}

/** Says no and rolls back. */
export function refuse(code: RefusalCode, details?: RefusalDetails): never {
  throw new AppError(code, details);
}

/** A refusal whose traces must stay (a wrong code counts as a try): returned, so that the transaction commits. */
export class Refused {
  constructor(readonly error: AppError) {}
}

/** Says no, but keeps what was written. */
export function refused(code: RefusalCode, details?: RefusalDetails): Refused {
  return new Refused(new AppError(code, details));
}
