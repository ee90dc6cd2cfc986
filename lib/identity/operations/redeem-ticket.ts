import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { readAccountSnapshot } from "../account-snapshot";
import { hashTicket } from "../codes";
import { redeemTicketInput } from "../schemas";
import { lockTicket, openSession } from "../store";

/** Turns a sign-in's ticket into a session: once, within two minutes. Answers whose it is, too. */
export const redeemTicket = defineOperation({
  name: "identity.redeem-ticket",
  input: redeemTicketInput,
  keepsAnswer: false,
  async run({ tx }, { ticket, kind }) {
    const session = await lockTicket(tx, hashTicket(ticket));
    if (!session) refuse("ticket_invalid");
    await openSession(tx, session.id, kind);
    return { sessionId: session.id, userId: session.userId, account: await readAccountSnapshot(tx, session.userId) };
  },
});
