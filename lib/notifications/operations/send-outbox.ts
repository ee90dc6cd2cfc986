import { logger } from "@/lib/platform/logger";
import { defineOperation } from "@/lib/platform/operation";
import { channelTo } from "../channels";
import { sendOutboxInput } from "../schemas";
import { closeMail, lockDueMail, postponeMail } from "../store";

/**
 * Sends what is due in the outbox.
 *
 * The rows stay locked while their mail leaves, so two senders never take the same one. A crash after sending and
 * before the commit sends again under the same key, which the receiving service knows already.
 */
export const sendOutbox = defineOperation({
  name: "notifications.send",
  input: sendOutboxInput,
  keepsAnswer: false,
  async run({ tx }, { countMax }) {
    const counts = { sent: 0, failed: 0 };
    for (const mail of await lockDueMail(tx, countMax)) {
      const failure = await channelTo(mail.recipient).deliver({ ...mail, body: mail.body ?? "" }).catch((error: unknown) => error);
      if (failure === undefined) {
        await closeMail(tx, mail.id);
        counts.sent += 1;
        continue;
      }
      logger.warn({ err: failure, mailId: mail.id }, "a mail did not leave and will be tried again");
      await postponeMail(tx, mail, failure instanceof Error ? failure.message : String(failure));
      counts.failed += 1;
    }
    return counts;
  },
});
