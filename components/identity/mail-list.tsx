import Link from "next/link";
import { formatInstant } from "@/lib/format";
import type { LocalMail } from "@/lib/notifications/queries";
import { CopyCode } from "./copy-code";
import classes from "./mail.module.css";

/** A letter with the code it carries, if it carries one. */
export type ShownMail = LocalMail & { code: string | null };

/** The local mailbox: whom, what, when, and the code ready to copy. */
export function MailList({ mails, timeZone }: { mails: readonly ShownMail[]; timeZone: string }) {
  return (
    <ul className={classes.list}>
      {mails.map((mail) => (
        <li key={mail.id} className={classes.row}>
          <div className={classes.words}>
            <Link href={`/mailbox/${mail.id}`} className={classes.subject}>
              {mail.subject}
            </Link>
            <p className={classes.meta}>
              {mail.recipient} · <time dateTime={mail.sentAt}>{formatInstant(mail.sentAt, timeZone)}</time>
            </p>
          </div>
          {mail.code && <CopyCode code={mail.code} />}
        </li>
      ))}
    </ul>
  );
}
