import { Alert } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import { formatMoney, formatPlural, type MoneyFormat } from "@/lib/format";
import type { WriteOffPreview } from "@/lib/loans/collection-queries";
import type { ServerAction } from "@/lib/platform/server-action";
import classes from "./admin.module.css";
import { WriteOff } from "./write-off-forms";

const problemWords = {
  own_loan: "This is a loan of your own. Another member of staff must write it off.",
  loan_not_npl: "A loan can be written off when it is 90 days past due.",
  repayment_on_its_way: "A payment is held at the rail. Settle that transfer first, so that it is known what is lost.",
} as const satisfies Record<NonNullable<WriteOffPreview["problem"]>, string>;

type WriteOffCardProps = { loanId: number; preview: WriteOffPreview; format: MoneyFormat; writeOff: ServerAction<{ funders: bigint }> };

/** What giving a loan up would mean, before anybody does. */
export function WriteOffCard({ loanId, preview, format, writeOff }: WriteOffCardProps) {
  const { problem, daysPastDue, outstanding, fundCover, funders, advance, fund, owed } = preview;
  return (
    <SectionCard title="Write off" description={`The loan is ${formatPlural(daysPastDue, "day")} past due. Nothing is changed yet.`}>
      <div className={classes.stack}>
        <KeyValues
          entries={[
            { label: "Owed to the funders", hint: "principal that they have not had back", value: <Money minor={outstanding} /> },
            { label: "The provision fund covers", hint: `it holds ${formatMoney(fund, format)}`, value: <Money minor={fundCover} /> },
            { label: "The funders lose", hint: "shared by their tiles; recoveries make it smaller", value: <Money minor={funders} />, strong: true },
            ...(advance > 0n ? [{ label: "The platform loses", hint: "advanced for payments that were reversed", value: <Money minor={advance} /> }] : []),
            { label: "The borrower goes on owing", hint: "principal, interest and fees of today; no interest and no fee is added later", value: <Money minor={owed.total} /> },
          ]}
        />
        {problem === null ? (
          <div>
            <WriteOff loanId={loanId} fundCover={fundCover} funders={funders} writeOff={writeOff} />
          </div>
        ) : (
          <Alert role="status" color="yellow" variant="light" icon={<CircleAlert size={18} aria-hidden />}>
            {problemWords[problem]}
          </Alert>
        )}
      </div>
    </SectionCard>
  );
}
