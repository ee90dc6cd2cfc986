import type { Tx } from "@/db/transaction";
import { insertMail } from "./store";
import { writeCodeMessage } from "./text-messages";
import { writeLetter, type LetterKind, type LetterParams } from "./templates";

export type Recipient = { userId: number; email: string; fullName?: string };

/** One mail to one person, told by its kind. */
export type Notice<Kind extends LetterKind = LetterKind> = { kind: Kind; recipient: Recipient; params: LetterParams[Kind] };

/** Writes a mail into the outbox. It leaves only if the transaction that caused it commits. */
export async function notify<Kind extends LetterKind>(tx: Tx, { kind, recipient, params }: Notice<Kind>): Promise<void> {
  const letter = writeLetter(kind, params, recipient.fullName);
  await insertMail(tx, { kind, userId: recipient.userId, recipient: recipient.email, ...letter });
}

/** Writes a text message with a code to a phone into the outbox; `minutes` is how long the code is valid. */
export async function textCode(tx: Tx, { userId, phone }: { userId: number; phone: string }, code: { code: string; minutes: number }): Promise<void> {
  await insertMail(tx, { kind: "phone_code", userId, recipient: phone, ...writeCodeMessage(code) });
}
