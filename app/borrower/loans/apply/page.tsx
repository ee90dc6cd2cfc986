import type { Metadata } from "next";
import { PageHeader } from "@/components/layout/page-header";
import { ProgressSteps, type ProgressStep } from "@/components/layout/progress-steps";
import { SectionCard, Sections } from "@/components/layout/section-card";
import { areDetailsComplete, detailsValues } from "@/components/loans/details-values";
import { BorrowerDetailsForm } from "@/components/loans/borrower-details-form";
import { env } from "@/lib/env";
import { getAccount, getBorrowerDetails } from "@/lib/identity/queries";
import { requireActor } from "@/lib/platform/page-session";
import { saveBorrowerDetailsAction } from "./actions";
import { addressOf, readAsk, type Ask } from "./ask";
import { LoanStep } from "./loan-step";
import { ReviewStep } from "./review-step";

export const metadata: Metadata = { title: "Apply for a loan" };

/** The application in three steps; the address holds them, so that going back and reloading lose nothing. */
export default async function ApplyPage({ searchParams }: PageProps<"/borrower/loans/apply">) {
  const actor = await requireActor("borrower");
  const [details, { today }] = await Promise.all([getBorrowerDetails.execute(actor, {}), getAccount.execute(actor, {})]);
  const wanted = readAsk(await searchParams);
  const ask: Ask = areDetailsComplete(details) ? wanted : { ...wanted, step: "details" };
  return (
    <>
      <PageHeader title="Apply for a loan" lead="Three steps. Nothing is sent before you say so at the end." />
      <Sections>
        <ProgressSteps label="Steps of the application" steps={stepsAt(ask.step)} />
        {ask.step === "details" && (
          <SectionCard>
            <BorrowerDetailsForm
              values={detailsValues(details, env.currencyExponent)}
              action={saveBorrowerDetailsAction}
              today={today}
              submitLabel="Save and continue"
              doneHref={addressOf({ ...wanted, step: "loan" })}
            />
          </SectionCard>
        )}
        {ask.step === "loan" && <LoanStep actor={actor} ask={ask} today={today} />}
        {ask.step === "review" && <ReviewStep actor={actor} ask={ask} />}
      </Sections>
    </>
  );
}

const steps = [
  { step: "details", label: "Your details" },
  { step: "loan", label: "Product and amount" },
  { step: "review", label: "Review and apply" },
] as const;

function stepsAt(now: Ask["step"]): ProgressStep[] {
  const reached = steps.findIndex(({ step }) => step === now);
  return steps.map(({ label }, index) => ({ label, state: index < reached ? "done" : index === reached ? "now" : "next" }));
}
