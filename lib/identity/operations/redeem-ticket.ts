import { refuse } from "@/lib/platform/errors";
import { defineOperation } from "@/lib/platform/operation";
import { hashTicket } from "../codes";
import { redeemTicketInput } from "../schemas";
import { lockTicket, openSession } from "../store";

/** Turns a sign-in's ticket into a session: once, within two minutes. */
export const redeemTicket = defineOperation({
  name: "identity.redeem-ticket",
  input: redeemTicketInput,
  keepsAnswer: false,
  async run({ tx }, { ticket }) {
    const session = await lockTicket(tx, hashTicket(ticket));
    if (!session) refuse("ticket_invalid");
    await openSession(tx, session.id);
    return { sessionId: session.id, userId: session.userId };
  },
});
