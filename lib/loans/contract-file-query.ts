import { can } from "@/lib/core/permissions";
import { refuse } from "@/lib/platform/errors";
import type { SentDocument } from "@/lib/platform/file-handler";
import { moneyFormat } from "@/lib/platform/money-format";
import { defineQuery } from "@/lib/platform/operation";
import { contractPdf } from "./contract-pdf";
import { contractOf } from "./contract-steps";
import { readContract } from "./contract-store";
import { loanIdInput } from "./schemas";

/** The contract as a document to download: the borrower's own, or any for whoever may see every loan. Otherwise `not_found`. */
export const openContract = defineQuery({
  name: "loans.open-contract",
  input: loanIdInput,
  async run({ db, actor }, { loanId }): Promise<SentDocument> {
    const borrowerId = can(actor, "loans.get-any") ? undefined : actor.id;
    const contract = (await readContract(db, loanId, borrowerId)) ?? refuse("not_found");
    const pdf = await contractPdf(contractOf(contract), moneyFormat);
    return { fileName: `${contract.number}.pdf`, contentType: "application/pdf", sizeBytes: pdf.length, content: new Blob([new Uint8Array(pdf)]).stream() };
  },
});
