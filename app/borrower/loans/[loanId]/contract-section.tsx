import { ContractCard } from "@/components/loans/contract-card";
import type { LoanState } from "@/lib/core/loan";
import type { Actor } from "@/lib/core/permissions";
import { getOwnContract } from "@/lib/loans/contract-queries";
import { acceptContractAction } from "./actions";

/** The contract of an own loan, from its approval on; nothing before. */
export async function ContractSection({ actor, loan }: { actor: Actor; loan: { id: number; state: LoanState } }) {
  const contract = await getOwnContract.execute(actor, { loanId: loan.id });
  const isOpen = loan.state === "approved" || loan.state === "active";
  return contract && <ContractCard contract={contract} accept={isOpen ? acceptContractAction : null} />;
}
