import { Alert } from "@mantine/core";
import { TriangleAlert } from "lucide-react";
import { Money } from "@/components/layout/money";
import { formatDate, formatPlural } from "@/lib/format";
import type { OwnLoan, Servicing } from "@/lib/loans/own-loan-query";
import { lateFeeInWords } from "./product-rules";

/** Said plainly and kindly: what is overdue, what that costs, and what to do. Nothing when nothing is overdue. */
export function OverdueNotice({ servicing: { toPay, daysPastDue }, loan }: { servicing: Servicing; loan: OwnLoan["loan"] }) {
  if (toPay.kind !== "overdue") return null;
  return (
    <Alert
      role="status"
      color="yellow"
      variant="light"
      icon={<TriangleAlert size={20} aria-hidden />}
      title={
        <>
          <Money minor={toPay.amount} /> is waiting, the oldest part for {formatPlural(daysPastDue, "day")}
        </>
      }
    >
      <p>
        The instalment of {formatDate(toPay.oldestDueOn)} is not paid yet.{" "}
        {loan.lateFee > 0n && (
          <>
            There is a fee of <Money minor={loan.lateFee} fraction="auto" /> {lateFeeInWords(loan)}.{" "}
          </>
        )}
        Paying a part of it helps already: the oldest instalment is filled first. If you cannot pay now, talk to the bank. The sooner you do, the more can be done.
      </p>
    </Alert>
  );
}
