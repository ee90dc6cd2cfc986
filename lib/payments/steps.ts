import type { ResultSetHeader } from "mysql2";
import type { Tx } from "@/db/transaction";
import { instantNow } from "@/lib/platform/clock";
import { sandboxRail, type PaymentRail, type RailOutcome, type TransferOrder } from "./rail";

export type TransferPurpose = "deposit" | "withdrawal" | "repayment" | "disbursement";

/** The rail of this installation. A real one is chosen here, by configuration. */
function paymentRail(): PaymentRail {
  return sandboxRail;
}

/** Begins a transfer and keeps its row; what to post depends on the outcome. */
export async function beginTransfer(
  tx: Tx,
  purpose: TransferPurpose,
  order: TransferOrder,
): Promise<{ transferId: number; outcome: RailOutcome }> {
  const rail = paymentRail();
  const outcome = rail.begin(order);
  const [result] = await tx.$client.query<ResultSetHeader>(
    "INSERT INTO rail_transfers (rail, direction, purpose, method, amount, state, settled_at) VALUES (?, ?, ?, ?, ?, ?, ?)",
    [rail.name, order.direction, purpose, order.method, order.amountMinor, outcome, outcome === "held" ? null : instantNow()],
  );
  return { transferId: Number(result.insertId), outcome };
}

/** Notes what the rail finally said about a transfer. */
export async function settleTransfer(tx: Tx, transferId: number, outcome: "confirmed" | "bounced"): Promise<void> {
  await tx.$client.query("UPDATE rail_transfers SET state = ?, settled_at = ? WHERE id = ?", [outcome, instantNow(), transferId]);
}
