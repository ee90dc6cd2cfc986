import { refuse } from "@/lib/platform/errors";
import { defineQuery } from "@/lib/platform/operation";
import { contractOf, type LoanContract } from "./contract-steps";
import { readContract } from "./contract-store";
import { readOwnLoan } from "./own-loan-query";
import { loanIdInput } from "./schemas";
import { readLoan } from "./store";

/** The contract of an own loan; null while there is none. `not_found` for a stranger's loan. */
export const getOwnContract = defineQuery({
  name: "loans.get-own",
  input: loanIdInput,
  async run({ db, actor }, { loanId }): Promise<LoanContract | null> {
    if ((await readOwnLoan(db, loanId, actor.id)) === null) refuse("not_found");
    const contract = await readContract(db, loanId);
    return contract && contractOf(contract);
  },
});

/** The contract of any loan, for staff; null while there is none. `not_found` where there is no loan. */
export const getContract = defineQuery({
  name: "loans.get-any",
  input: loanIdInput,
  async run({ db }, { loanId }): Promise<LoanContract | null> {
    if ((await readLoan(db, loanId)) === null) refuse("not_found");
    const contract = await readContract(db, loanId);
    return contract && contractOf(contract);
  },
});
