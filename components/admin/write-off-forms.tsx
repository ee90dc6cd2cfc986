"use client";

import { ConfirmAction } from "@/components/forms/confirm-action";
import { TextareaField, TextField } from "@/components/forms/fields";
import { MoneyField } from "@/components/forms/special-fields";
import { useMoneyFormat } from "@/components/layout/money-format";
import type { Money } from "@/lib/core/money";
import { formatDate, formatMoney } from "@/lib/format";
import type { Collection } from "@/lib/loans/collection-queries";
import { endCollectionInput, recordRecoveryInput, writeOffLoanInput } from "@/lib/loans/schemas";
import type { ServerAction } from "@/lib/platform/server-action";

/** Gives a loan up, after saying who bears what. */
export function WriteOff({ loanId, fundCover, funders, writeOff }: { loanId: number; fundCover: Money; funders: Money; writeOff: ServerAction<{ funders: Money }> }) {
  const format = useMoneyFormat();
  return (
    <ConfirmAction
      schema={writeOffLoanInput}
      action={writeOff}
      defaultValues={{ loanId, reason: "" }}
      label="Write off…"
      button={{ color: "red", variant: "light" }}
      title="Write this loan off?"
      confirm="Write off"
      confirmColor="red"
      done={(loss) => `The loan is written off. Its funders lose ${formatMoney(loss.funders, format)} for now.`}
    >
      <p>
        The provision fund pays {formatMoney(fundCover, format)}, the funders lose {formatMoney(funders, format)}. The borrower gets a letter with what is still owed. Payments are then recorded as
        recoveries. It cannot be taken back.
      </p>
      <TextareaField name="reason" label="Reason" description="Kept with the loan." rows={3} maxLength={400} />
    </ConfirmAction>
  );
}

/** Records money that came in, after saying where it goes. */
export function RecordRecovery({ loanId, collection, record }: { loanId: number; collection: Collection; record: ServerAction<{ owed: Money }> }) {
  const format = useMoneyFormat();
  const { advanced, fundersShort, closedForGood, owed } = collection;
  return (
    <ConfirmAction
      schema={recordRecoveryInput(format.exponent)}
      action={record}
      defaultValues={{ loanId, amount: "", note: "" }}
      label="Record a recovery…"
      button={{ size: "sm" }}
      title="Record a recovery"
      confirm="Record"
      done={(recovery) => `The recovery is recorded. ${recovery.owed === 0n ? "Nothing more is owed." : `${formatMoney(recovery.owed, format)} is still owed.`}`}
    >
      {advanced > 0n && <p>The first {formatMoney(advanced, format)} return to the platform what it bears of recoveries that were taken back. The rest:</p>}
      <p>{whereItGoes(closedForGood, fundersShort > 0n ? formatMoney(fundersShort, format) : null)}</p>
      <MoneyField name="amount" label="Amount" description={`At most ${formatMoney(owed.total, format)}.`} />
      <TextField name="note" label="Note" description="From whom, for example." optional maxLength={200} />
    </ConfirmAction>
  );
}

function whereItGoes(closedForGood: boolean, fundersShort: string | null): string {
  if (closedForGood) return "The loan is closed for good, so it goes to the provision fund.";
  if (fundersShort === null) return "The funders are whole, so it goes back to the provision fund, then as interest and fees.";
  return `It goes to the funders first, who are short of ${fundersShort}; then back to the provision fund, then as interest and fees.`;
}

/** Asks for the end of collection, or confirms what a colleague asked for. */
export function EndCollection({ loanId, collection, end }: { loanId: number; collection: Collection; end: ServerAction<{ state: "asked" | "ended" }> }) {
  const format = useMoneyFormat();
  const { ending, fundersShort } = collection;
  const isConfirming = ending.state === "asked";
  return (
    <ConfirmAction
      schema={endCollectionInput}
      action={end}
      defaultValues={{ loanId, step: isConfirming ? "confirm" : "ask" }}
      label={isConfirming ? "Confirm the end of collection…" : "End collection…"}
      button={{ size: "sm", variant: "default" }}
      title={isConfirming ? "Confirm that collection ends?" : "Ask for the end of collection?"}
      confirm={isConfirming ? "End collection" : "Ask for it"}
      confirmColor={isConfirming ? "red" : undefined}
      done={({ state }) => (state === "asked" ? "Asked for. Another member of staff must confirm it." : "Collection has ended. The loan is closed for good at the next close of business.")}
    >
      {ending.state === "asked" && <p>{`${ending.by ?? "A colleague"} asked for it on ${formatDate(ending.on)}.`}</p>}
      <p>
        The loan is then closed for good: the funders’ loss of {formatMoney(fundersShort, format)} is final, and money that still comes in later goes to the provision fund.
        {!isConfirming && " Nothing happens until another member of staff confirms it."}
      </p>
    </ConfirmAction>
  );
}
