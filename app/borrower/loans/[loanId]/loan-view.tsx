import { EmptyState } from "@/components/layout/empty-state";
import { CardGrid, SectionCard, Sections } from "@/components/layout/section-card";
import { DebtNotice } from "@/components/loans/debt-notice";
import { FundedBy } from "@/components/loans/funded-by";
import { LoanHistory } from "@/components/loans/loan-history";
import { OverdueNotice } from "@/components/loans/overdue-notice";
import { PayPanel } from "@/components/loans/pay-panel";
import { PaymentsTable } from "@/components/loans/payments-table";
import { ServicedSchedule } from "@/components/loans/serviced-schedule";
import { ServicingStats } from "@/components/loans/servicing-stats";
import { TermFacts } from "@/components/loans/term-facts";
import { env } from "@/lib/env";
import type { OwnLoan, Servicing } from "@/lib/loans/own-loan-query";
import { moneyFormat } from "@/lib/platform/money-format";
import { payOffLoanAction, repayLoanAction } from "./actions";
import type { AskedPayment } from "./asked";

/** A loan that was paid out: what is due, how to pay, what was paid. */
export function LoanView({ own, servicing, asked }: { own: OwnLoan; servicing: Servicing; asked: AskedPayment }) {
  const { loan, bankName, payments, debt, funding } = own;
  const isActive = loan.state === "active";
  return (
    <Sections>
      {isActive && <OverdueNotice servicing={servicing} loan={loan} />}
      {debt ? <DebtNotice debt={debt} bankName={bankName} /> : <ServicingStats own={own} servicing={servicing} />}
      <SectionCard title="Where it stands">
        <LoanHistory dates={{ ...loan, closedOn: debt?.writtenOffOn ?? loan.closedOn }} />
      </SectionCard>
      <CardGrid layout="main-aside">
        <Sections>
          {isActive && <PayPanel loan={loan} servicing={servicing} demo={env.demo} format={moneyFormat} asked={asked} today={own.today} repay={repayLoanAction} payOff={payOffLoanAction} />}
          {funding && <FundedBy funding={funding} bankName={bankName} />}
        </Sections>
        <SectionCard title="Terms">
          <TermFacts own={own} format={moneyFormat} />
        </SectionCard>
      </CardGrid>
      <SectionCard title="Schedule" description="What each instalment asks for, and what is paid of it." flush>
        <ServicedSchedule account={servicing.account} today={own.today} />
      </SectionCard>
      <SectionCard title="Payments" flush={payments.length > 0}>
        {payments.length > 0 ? (
          <PaymentsTable payments={payments} />
        ) : (
          <EmptyState title="No payments yet" compact>
            Each payment will stand here with what it went to.
          </EmptyState>
        )}
      </SectionCard>
    </Sections>
  );
}
