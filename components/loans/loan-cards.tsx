import Link from "next/link";
import { Money } from "@/components/layout/money";
import { LoanStateBadge } from "@/components/layout/state-badge";
import { formatDate, formatPlural } from "@/lib/format";
import type { LoanProgress, OwnLoanRow } from "@/lib/loans/queries";
import classes from "./loan-cards.module.css";
import { LatenessBadge } from "./lateness-badge";

/** Running loans with how far each is. */
export function ActiveLoans({ loans }: { loans: readonly OwnLoanRow[] }) {
  return (
    <ul className={classes.cards}>
      {loans.map((loan) => (
        <li key={loan.id} className={classes.card}>
          <div className={classes.cardHead}>
            <div>
              <h3 className={classes.cardTitle}>
                <Link href={`/borrower/loans/${loan.id}`} className={classes.cover}>
                  {loan.productName}
                </Link>
              </h3>
              <p className={classes.quiet}>{loan.bankName}</p>
            </div>
            <p className={classes.cardAmount}>
              <Money minor={loan.principal} fraction="auto" />
            </p>
          </div>
          {loan.progress && <Progress loan={loan} progress={loan.progress} />}
        </li>
      ))}
    </ul>
  );
}

function Progress({ loan, progress }: { loan: OwnLoanRow; progress: LoanProgress }) {
  const { instalmentsPaid, instalmentsTotal, principalPaid, overdue, next, daysPastDue } = progress;
  return (
    <>
      <InstalmentBar paid={instalmentsPaid} total={instalmentsTotal} label={`Instalments paid of ${loan.productName}`} />
      <p className={classes.cardFacts}>
        <span>
          {instalmentsPaid} of {formatPlural(instalmentsTotal, "instalment")} paid
        </span>
        <span>
          <Money minor={loan.principal - principalPaid} /> of principal left
        </span>
      </p>
      <p className={classes.cardFacts}>
        <LatenessBadge daysPastDue={daysPastDue} />
        <span>
          {overdue > 0n ? (
            <>
              <Money minor={overdue} /> overdue
            </>
          ) : (
            next && (
              <>
                Next <Money minor={next.amount} /> on {formatDate(next.dueOn)}
              </>
            )
          )}
        </span>
      </p>
    </>
  );
}

/** Instalments as a row of tiles, laid one by one. */
export function InstalmentBar({ paid, total, label }: { paid: number; total: number; label: string }) {
  return (
    <div className={classes.bar} role="progressbar" aria-label={label} aria-valuemin={0} aria-valuemax={total} aria-valuenow={paid} data-dense={total > 60 || undefined}>
      {Array.from({ length: total }, (_, index) => (
        <span key={index} data-laid={index < paid || undefined} />
      ))}
    </div>
  );
}

const nextOf = {
  pending: "An officer looks at it. You will get an e-mail.",
  approved: "The bank prepares to pay it out.",
} as const;

/** Applications that are not paid out yet, with what happens next. */
export function OpenApplications({ loans }: { loans: readonly OwnLoanRow[] }) {
  return (
    <ul className={classes.cards}>
      {loans.map((loan) => (
        <li key={loan.id} className={classes.card}>
          <div className={classes.cardHead}>
            <div>
              <h3 className={classes.cardTitle}>
                <Link href={`/borrower/loans/${loan.id}`} className={classes.cover}>
                  {loan.productName}
                </Link>
              </h3>
              <p className={classes.quiet}>
                <Money minor={loan.principal} fraction="auto" /> over {formatPlural(loan.instalmentCount, "instalment")}, asked for on {formatDate(loan.appliedOn)}
              </p>
            </div>
            <LoanStateBadge state={loan.state} />
          </div>
          <p>{loan.state === "approved" ? nextOf.approved : nextOf.pending}</p>
        </li>
      ))}
    </ul>
  );
}
