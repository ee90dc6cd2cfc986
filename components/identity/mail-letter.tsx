import { formatInstant } from "@/lib/format";
import { CopyCode } from "./copy-code";
import type { ShownMail } from "./mail-list";
import classes from "./mail.module.css";

/** One letter as it was written. */
export function MailLetter({ mail, timeZone }: { mail: ShownMail; timeZone: string }) {
  return (
    <article className={classes.letter}>
      <p className={classes.meta}>
        To {mail.recipient} · <time dateTime={mail.sentAt}>{formatInstant(mail.sentAt, timeZone)}</time>
      </p>
      <p className={classes.text}>{mail.body.trim()}</p>
      {mail.code && <CopyCode code={mail.code} />}
    </article>
  );
}
