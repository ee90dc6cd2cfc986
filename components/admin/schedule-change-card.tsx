import { Alert } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import { Change } from "@/components/layout/change";
import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { CardGrid, SectionCard } from "@/components/layout/section-card";
import { ScheduleTable } from "@/components/loans/schedule-table";
import { totalOf, unpaidOf } from "@/lib/core/loan-account";
import type { LoanOutlook } from "@/lib/core/loan-outlook";
import { formatDate, formatRate } from "@/lib/format";
import type { ChangePreview } from "@/lib/loans/change-preview-query";
import type { LoanFile } from "@/lib/loans/loan-file-queries";
import type { ServerAction } from "@/lib/platform/server-action";
import classes from "./admin.module.css";
import { ConfirmChange, HolidayForm, RestructureForm, type AskedChange } from "./change-forms";
import { changeProblemWords } from "./change-words";

type ScheduleChangeCardProps = {
  file: LoanFile;
  asked: AskedChange | null;
  preview: ChangePreview | null;
  holiday: ServerAction<object>;
  restructure: ServerAction<object>;
};

/** A payment holiday or a restructure: asked for, shown before and after, and only then made. */
export function ScheduleChangeCard({ file, asked, preview, holiday, restructure }: ScheduleChangeCardProps) {
  const { loan, instalments } = file;
  const isFlat = loan.method === "flat";
  const left = instalments.filter((each) => totalOf(unpaidOf(each)) > 0n).length;
  const key = JSON.stringify(asked);
  return (
    <>
      <CardGrid>
        <SectionCard title="Payment holiday" description="The next instalments are left out, and everything comes that much later.">
          <HolidayForm key={key} loanId={loan.id} asked={asked} isFlat={isFlat} />
        </SectionCard>
        <SectionCard title="Restructure" description={isFlat ? "Another number of instalments for the rest. Flat interest stays as agreed." : `Another number of instalments, another rate, for the rest.${loan.graceInstalments > 0 ? " Grace ends." : ""}`}>
          <RestructureForm key={key} loanId={loan.id} asked={asked} isFlat={isFlat} instalmentsLeft={left} rate={formatRate(loan.ratePpm).replace("%", "")} />
        </SectionCard>
      </CardGrid>
      {asked && preview && (
        <SectionCard title={asked.kind === "holiday" ? "What this holiday does" : "What this restructure does"} description="Nothing is changed yet.">
          {preview.ok ? (
            <div className={classes.stack}>
              <Effect preview={preview} />
              <ScheduleTable instalments={linesOf(preview)} maxHeight={320} />
              <div>
                <ConfirmChange loanId={loan.id} asked={asked} holiday={holiday} restructure={restructure} />
              </div>
            </div>
          ) : (
            <Alert role="status" color="yellow" variant="light" icon={<CircleAlert size={18} aria-hidden />}>
              {changeProblemWords[preview.problem]}
            </Alert>
          )}
        </SectionCard>
      )}
    </>
  );
}

type Shown = Extract<ChangePreview, { ok: true }>;

function Effect({ preview: { change, before, after, costs, ratePpmBefore } }: { preview: Shown }) {
  return (
    <KeyValues
      entries={[
        ...(change.kind === "restructure" && change.annualRatePpm !== ratePpmBefore ? [{ label: "Rate", value: <Change now={formatRate(ratePpmBefore)} then={formatRate(change.annualRatePpm)} /> }] : []),
        { label: "Instalments left", value: <Change now={before.instalmentsLeft} then={after.instalmentsLeft} /> },
        { label: "Next instalment", value: <Change now={amountOf(before)} then={amountOf(after)} /> },
        { label: "It is due", value: <Change now={dateOf(before.next?.dueOn ?? null)} then={dateOf(after.next?.dueOn ?? null)} /> },
        { label: "Last one due", value: <Change now={dateOf(before.lastDueOn)} then={dateOf(after.lastDueOn)} /> },
        { label: "Left to pay", value: <Change now={<Money minor={before.leftToPay} />} then={<Money minor={after.leftToPay} />} /> },
        { label: costs < 0n ? "The borrower saves" : "It costs the borrower", hint: "Interest to come", value: <Money minor={costs < 0n ? -costs : costs} />, strong: true },
      ]}
    />
  );
}

/** The instalments that will still ask for something, with what is left of each. */
function linesOf({ instalments }: Shown) {
  let balance = instalments.reduce((sum, each) => sum + each.principal - each.principalPaid, 0n);
  return instalments.flatMap(({ number, dueOn, ...each }) => {
    const [principal, interest] = [each.principal - each.principalPaid, each.interest - each.interestPaid];
    balance -= principal;
    return principal + interest > 0n ? [{ number, dueOn, principal, interest, total: principal + interest, balanceAfter: balance }] : [];
  });
}

function amountOf({ next }: LoanOutlook) {
  return next === null ? "–" : <Money minor={next.amount} />;
}

function dateOf(date: string | null): string {
  return date === null ? "–" : formatDate(date);
}
