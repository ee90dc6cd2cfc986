import type { BusinessDate } from "@/lib/core/business-date";
import { instalmentStateOn, paidOf, totalOf, type ServicedInstalment } from "@/lib/core/loan-account";

/** Where an instalment is on a date, as borrowers and staff read it: "Overdue, partly paid". */
export function instalmentStateInWords(each: ServicedInstalment, today: BusinessDate): string {
  if (totalOf(each) === 0n) return "Nothing to pay";
  const isPartlyPaid = paidOf(each) > 0n;
  switch (instalmentStateOn(each, today)) {
    case "paid":
      return "Paid";
    case "overdue":
      return isPartlyPaid ? "Overdue, partly paid" : "Overdue";
    case "due":
      return "Due today";
    case "upcoming":
      return isPartlyPaid ? "Partly paid" : "To come";
  }
}
