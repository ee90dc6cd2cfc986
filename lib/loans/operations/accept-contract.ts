import { invariant } from "@/lib/core/invariant";
import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { contractOf, type LoanContract } from "../contract-steps";
import { readContract, setAccepted } from "../contract-store";
import { acceptContractInput } from "../schemas";
import { lockLoan } from "../store";

/**
 * A borrower accepts the contract that was read, named by its hash: another one is `contract_changed`. Whoever accepts
 * again is told of the first time. Paying out does not wait for it: see docs/decisions/015-the-loan-contract.md.
 */
export const acceptContract = defineOperation({
  name: "loans.accept-contract",
  input: acceptContractInput,
  async run({ tx, actor, today }, { loanId, termsHash }): Promise<{ contract: LoanContract }> {
    const loan = (await lockLoan(tx, loanId, actor.id)) ?? refuse("not_found");
    const contract = (await readContract(tx, loanId)) ?? refuse("contract_not_issued");
    if (contract.termsHash !== termsHash) refuse("contract_changed");
    if (contract.acceptedAt !== null) return { contract: contractOf(contract) };
    if (loan.state !== "approved" && loan.state !== "active") refuse("contract_not_acceptable");

    await setAccepted(tx, loanId, { on: today, by: actor.id });
    const accepted = await readContract(tx, loanId);
    invariant(accepted !== null, "contract: what was accepted is still there");
    return { contract: contractOf(accepted) };
  },
});
