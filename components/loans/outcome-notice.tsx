import { LinkButton } from "@/components/layout/link-button";
import { SectionCard } from "@/components/layout/section-card";
import type { OwnLoan } from "@/lib/loans/own-loan-query";
import classes from "./borrower.module.css";

/** What the bank said about an application so far, and what comes next. */
export function OutcomeNotice({ own }: { own: OwnLoan }) {
  const { loan, product, bankName } = own;
  switch (loan.state) {
    case "pending":
      return (
        <SectionCard title={`An officer of ${bankName} looks at it`}>
          <p>You will get an e-mail as soon as it is decided. {product.requiresDocuments ? "Sending your documents now saves time later." : "There is nothing that you have to do."}</p>
        </SectionCard>
      );
    case "approved":
      return (
        <SectionCard title="Approved. The money comes next">
          <p>
            {product.requiresDocuments
              ? "It is paid out as soon as your documents below are verified. Please read your contract, and accept it."
              : "The bank prepares to pay it out; you will get an e-mail. Please read your contract below, and accept it."}
          </p>
          {loan.decisionReason && <p className={classes.quiet}>{loan.decisionReason}</p>}
        </SectionCard>
      );
    case "rejected":
      return (
        <SectionCard title="Not this time">
          <p>{loan.decisionReason ?? "The bank did not give a reason."}</p>
          <p className={classes.quiet}>You can apply again once this has changed, or see which other products you qualify for.</p>
          <LinkButton href="/borrower/loans/apply" variant="default" mt={16}>
            See other products
          </LinkButton>
        </SectionCard>
      );
    default:
      if (loan.closeReason === "disbursement_returned") return <ReturnedNotice own={own} />;
      return (
        <SectionCard title="Withdrawn">
          <p>You took this application back, and nothing was paid out. You can apply again at any time.</p>
          <LinkButton href="/borrower/loans/apply" variant="default" mt={16}>
            Apply again
          </LinkButton>
        </SectionCard>
      );
  }
}

/** The borrower's own bank sent the money back, so nothing is owed. */
function ReturnedNotice({ own: { loan, bankName } }: { own: OwnLoan }) {
  return (
    <SectionCard title="Your bank sent the money back">
      <p>{bankName} paid this loan out, and the money came back. The loan has ended: you owe nothing, and no fee was charged.</p>
      {loan.closeNote && <p className={classes.quiet}>{loan.closeNote}</p>}
      <LinkButton href="/borrower/loans/apply" variant="default" mt={16}>
        Apply again
      </LinkButton>
    </SectionCard>
  );
}
