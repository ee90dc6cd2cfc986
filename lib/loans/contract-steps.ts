import { createHash } from "node:crypto";
import type { Tx } from "@/db/transaction";
import { agreeLoan } from "@/lib/core/agreed-loan";
import type { BusinessDate } from "@/lib/core/business-date";
import { canonicalText, contractFacts, readCanonicalText, type ContractFacts } from "@/lib/core/loan-contract";
import { env } from "@/lib/env";
import { loanTerms } from "./account-store";
import { insertContract, readContractParties, type StoredContract } from "./contract-store";

/** The contract of a loan as everybody is shown it. */
export type LoanContract = {
  loanId: number;
  number: string;
  /** SHA-256 of `terms`, 64 hexadecimal digits. */
  termsHash: string;
  /** The text that the hash is of: `facts` as they are stored. */
  terms: string;
  facts: ContractFacts;
  /** Null until the borrower has accepted it. */
  accepted: { on: BusinessDate; at: Date } | null;
};

/** Issues the contract of a locked loan that is approved in this transaction: once in the life of a loan. */
export async function issueContract(tx: Tx, loanId: number, today: BusinessDate): Promise<void> {
  const { loan, ...named } = await readContractParties(tx, loanId);
  const { ratePpm, originationFeePpm, preClosureFeePpm, lateFee, lateFeeGraceDays, lateFeeCapPpm } = loan;
  const fees = { originationFeePpm, preClosureFeePpm, lateFee, lateFeeGraceDays, lateFeeCapPpm };
  const parties = { loanId, issuedOn: today, lender: env.installationName, currency: env.currency, ...named, ratePpm, ...fees };
  // As it would be disbursed today: the same function books the schedule on the day when it is.
  const facts = contractFacts(parties, agreeLoan(loanTerms({ ...loan, disbursedOn: today }), originationFeePpm));
  const terms = canonicalText(facts);
  await insertContract(tx, { loanId, number: facts.number, template: facts.template, issuedOn: today, terms, termsHash: termsHashOf(terms) });
}

/** A stored contract as it is shown. */
export function contractOf({ loanId, number, terms, termsHash, acceptedOn, acceptedAt }: StoredContract): LoanContract {
  const accepted = acceptedOn === null || acceptedAt === null ? null : { on: acceptedOn, at: acceptedAt };
  return { loanId, number, termsHash, terms, facts: readCanonicalText(terms), accepted };
}

function termsHashOf(terms: string): string {
  return createHash("sha256").update(terms, "utf8").digest("hex");
}
