import { LinkButton } from "@/components/layout/link-button";
import classes from "./home.module.css";

const doors = [
  {
    title: "Borrow",
    lead: "One loan, on terms you see in full before you sign.",
    points: ["The whole cost up front: instalment, fees, yearly cost.", "A yes or a no with its reasons, and what would help.", "Pay early when you can. The loan gets shorter."],
    href: "/sign-up?as=borrower",
    action: "Apply for a loan",
  },
  {
    title: "Invest",
    lead: "Idle money at work in many loans, never in one borrower’s hands.",
    points: ["Every tile you own, in which loan, paid back when.", "Waiting money can be taken out at once.", "Losses are shown as plainly as earnings."],
    href: "/sign-up?as=depositor",
    action: "Start investing",
  },
] as const;

/** The two ways in. */
export function Doors() {
  return (
    <section className={classes.doors} aria-label="Ways to begin">
      {doors.map((door) => (
        <div key={door.title} className={classes.door}>
          <h2 className={classes.doorTitle}>{door.title}</h2>
          <p className={classes.doorLead}>{door.lead}</p>
          <ul className={classes.doorPoints}>
            {door.points.map((point) => (
              <li key={point}>{point}</li>
            ))}
          </ul>
          <LinkButton href={door.href} size="md" variant={door.title === "Borrow" ? "filled" : "default"} className={classes.doorAction}>
            {door.action}
          </LinkButton>
        </div>
      ))}
    </section>
  );
}
