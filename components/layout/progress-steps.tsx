import { Check } from "lucide-react";
import type { ReactNode } from "react";
import classes from "./progress-steps.module.css";

export type ProgressStep = { label: string; detail?: ReactNode; state: "done" | "now" | "next" };

/** Where something stands on its way: an application, a registration. In words for screen readers as well. */
export function ProgressSteps({ label, steps }: { label: string; steps: readonly ProgressStep[] }) {
  return (
    <ol className={classes.steps} aria-label={label}>
      {steps.map((step, index) => (
        <li key={step.label} className={classes.step} data-state={step.state} aria-current={step.state === "now" ? "step" : undefined}>
          <span className={classes.mark} aria-hidden>
            {step.state === "done" ? <Check size={14} strokeWidth={3} /> : index + 1}
          </span>
          <span className={classes.words}>
            <span className={classes.label}>
              {step.label}
              {step.state === "done" && <span className={classes.spoken}> (done)</span>}
            </span>
            {step.detail && <span className={classes.detail}>{step.detail}</span>}
          </span>
        </li>
      ))}
    </ol>
  );
}
