import type { RowDataPacket } from "mysql2";
import type { Tx } from "@/db/transaction";
import { invariant } from "@/lib/core/invariant";
import type { Recipient } from "@/lib/notifications/steps";
import type { Loan } from "./store";

/** Where mail about a loan goes, and what the borrower knows the loan by. One statement, because it is part of every payment. */
export async function readAddressee(tx: Tx, loan: Pick<Loan, "borrowerId" | "productId">): Promise<{ recipient: Recipient; productName: string }> {
  const [rows] = await tx.$client.query<RowDataPacket[]>(
    "SELECT u.email, u.full_name, p.name FROM users u JOIN products p ON p.id = ? WHERE u.id = ?",
    [loan.productId, loan.borrowerId],
  );
  const row = rows[0];
  invariant(row !== undefined, "loan: its borrower and its product are there as long as it is");
  return { recipient: { userId: loan.borrowerId, email: String(row.email), fullName: String(row.full_name) }, productName: String(row.name) };
}
