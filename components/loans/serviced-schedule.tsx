import { Money } from "@/components/layout/money";
import { SimpleTable } from "@/components/tables/simple-table";
import { paidOf, totalOf, unpaidOf, type LoanAccount, type ServicedInstalment } from "@/lib/core/loan-account";
import { formatDate } from "@/lib/format";
import { instalmentStateInWords } from "./instalment-words";

const columns = [
  { header: "No." },
  { header: "Due" },
  { header: "Principal", align: "end" },
  { header: "Interest", align: "end" },
  { header: "Fees", align: "end" },
  { header: "Paid", align: "end" },
  { header: "To pay", align: "end" },
  { header: "State" },
] as const;

/** The schedule of a running loan: what each instalment asks for, and what is paid of it. */
export function ServicedSchedule({ account, today }: { account: LoanAccount; today: string }) {
  const { instalments } = account;
  const current = instalments.find((each) => totalOf(unpaidOf(each)) > 0n)?.number;
  const sum = (part: (each: ServicedInstalment) => bigint) => <Money minor={instalments.reduce((total, each) => total + part(each), 0n)} />;
  return (
    <SimpleTable
      caption="Repayment schedule with what is paid"
      maxHeight={640}
      columns={columns}
      rows={instalments.map((each) => ({
        key: each.number,
        muted: totalOf(unpaidOf(each)) === 0n,
        current: each.number === current,
        cells: [
          each.number,
          formatDate(each.dueOn),
          <Money key="principal" minor={each.principal} />,
          <Money key="interest" minor={each.interest} />,
          <Money key="fees" minor={chargesOf(each)} />,
          <Money key="paid" minor={paidOf(each)} />,
          <Money key="unpaid" minor={totalOf(unpaidOf(each))} />,
          instalmentStateInWords(each, today),
        ],
      }))}
      footer={[
        "",
        "In all",
        sum((each) => each.principal),
        sum((each) => each.interest),
        sum(chargesOf),
        sum(paidOf),
        sum((each) => totalOf(unpaidOf(each))),
        "",
      ]}
    />
  );
}

function chargesOf({ fee, penalty }: ServicedInstalment): bigint {
  return fee + penalty;
}
