import { CircleAlert, CircleCheck } from "lucide-react";
import type { ReactNode } from "react";
import { Money } from "@/components/layout/money";
import { SectionCard } from "@/components/layout/section-card";
import type { ApplicationFile } from "@/lib/loans/application-queries";
import classes from "./admin.module.css";
import { scoreAttributeWords } from "./loan-words";

/** The product's rules with today's facts, and every reason against. */
export function RulesCard({ file }: { file: ApplicationFile }) {
  const { assessment, product } = file;
  return (
    <SectionCard title="Rules of the product" description="Checked again with what is known today.">
      <Rules assessment={assessment} hasRules={product.criteria !== null} />
    </SectionCard>
  );
}

function Rules({ assessment, hasRules }: { assessment: ApplicationFile["assessment"]; hasRules: boolean }) {
  if (assessment.kind === "incomplete") {
    return <Check met="no" title="The borrower’s details are not complete" text="Date of birth, income and employment must be there before anything can be assessed." />;
  }
  if (assessment.eligible) {
    return (
      <Check
        met="yes"
        title={hasRules ? "Every rule is met" : "The product has no rules but its limits, and they are met"}
        text={
          <>
            The most that this income carries over this term is <Money minor={assessment.maximumEligible} fraction="auto" />.
          </>
        }
      />
    );
  }
  return (
    <ul className={classes.lines}>
      {assessment.reasons.map(({ code, message, help }) => (
        <li key={code}>
          <Check met="no" title={message} text={`To the borrower: ${help}`} />
        </li>
      ))}
    </ul>
  );
}

type CheckProps = { met: "yes" | "partly" | "no"; title: string; text?: ReactNode };

/** One line of a check list: met, in part, or not. The sign repeats what the words say. */
export function Check({ met, title, text }: CheckProps) {
  const Sign = met === "yes" ? CircleCheck : CircleAlert;
  return (
    <div className={classes.check} data-met={met}>
      <Sign size={20} aria-hidden />
      <div>
        <p>{title}</p>
        {text && <p className={classes.checkText}>{text}</p>}
      </div>
    </div>
  );
}

/** The score with its points and reasons, as of today. It decides nothing by itself. */
export function ScoreCard({ file }: { file: ApplicationFile }) {
  const { assessment, loan } = file;
  if (assessment.kind === "incomplete" || assessment.score === null) {
    return (
      <SectionCard title="Score">
        <p className={classes.dim}>{assessment.kind === "incomplete" ? "Not known without the borrower’s details." : "This product lends without a score."}</p>
      </SectionCard>
    );
  }
  const changed = loan.assessment.score !== null && loan.assessment.score !== assessment.score;
  return (
    <SectionCard
      title={`Score ${assessment.score}, grade ${assessment.grade ?? "none"}`}
      description={
        changed
          ? `It was ${loan.assessment.score} (${loan.assessment.grade ?? "no grade"}) when they applied; depositors are asked by that grade.`
          : "From 300 to 900. It advises and never overrides a rule."
      }
    >
      <ul className={classes.points}>
        {assessment.points.map(({ attribute, points, pointsMax, reason }) => (
          <li key={attribute} className={classes.point}>
            <span>
              {scoreAttributeWords[attribute]} <span className={classes.small}>{reason}</span>
            </span>
            <span className="tabular">
              {points} of {pointsMax}
            </span>
            <span className={classes.pointBar} aria-hidden>
              <span style={{ width: `${pointsMax === 0 ? 0 : Math.round((points * 100) / pointsMax)}%` }} />
            </span>
          </li>
        ))}
      </ul>
    </SectionCard>
  );
}
