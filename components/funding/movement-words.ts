import type { EntryKind } from "@/lib/core/ledger";
import type { Movement } from "@/lib/deposits/movement-store";
import { formatMoney, type MoneyFormat } from "@/lib/format";

type Told = Pick<Movement, "kind" | "loanId" | "amount" | "dueChange" | "price">;

const words: Partial<Record<EntryKind, string>> = {
  deposit_invested: "Deposit",
  deposit_bounced: "Deposit returned by your bank",
  withdrawal_requested: "Withdrawal",
  withdrawal_refused: "Withdrawal refused, money back",
  withdrawal_bounced: "Withdrawal returned by the receiving bank",
  loan_reserved: "Set aside",
  loan_reservation_released: "No longer set aside",
  loan_disbursed: "Tile taken",
  disbursement_undone: "Tile given back",
  tile_sold: "Tile sold",
  settlement: "Returned from your loans",
  rounding_at_closing: "Rounding at closing",
  repayment: "Instalment paid from waiting money",
  reversal: "Correction",
};

/** What a movement is called for the depositor whose money moved. */
export function movementTitle({ kind, loanId, amount }: Told): string {
  if (kind === "settlement" && loanId !== null) return `Returned from loan ${loanId}`;
  // One entry for both sides of a sale: a buyer's money leaves, a seller's never does.
  const isPurchase = kind === "tile_sold" && amount < 0n;
  const title = isPurchase ? "Tile bought" : (words[kind] ?? "Booking");
  if (loanId === null) return title;
  const isReservation = kind === "loan_reserved" || kind === "loan_reservation_released";
  return `${title} ${isReservation ? "for" : "in"} loan ${loanId}`;
}

/** What money due has to do with it, or what the price of a tile was for; else null. */
export function movementNote({ dueChange, price }: Told, format: MoneyFormat): string | null {
  if (dueChange > 0n) return `${formatMoney(dueChange, format)} was lent already and is due from you`;
  if (dueChange < 0n) return `${formatMoney(-dueChange, format)} more was kept for what was due from you`;
  if (price) return `${formatMoney(price.principal, format)} principal and ${formatMoney(price.interest, format)} accrued interest`;
  return null;
}
