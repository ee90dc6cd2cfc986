"use client";

import { Alert, Button } from "@mantine/core";
import { Check, CircleX, ShieldCheck } from "lucide-react";
import { useState } from "react";
import type { ProofReader, ProofStep } from "@/lib/core/position-proof-check";
import { checkOnline, type Outcome, type ProofAddresses } from "./check-online";
import classes from "./proof.module.css";

type ProofCheckProps = { addresses: ProofAddresses; reader: ProofReader };

/** Checks the own proof in this browser, when asked to. */
export function ProofCheck({ addresses, reader }: ProofCheckProps) {
  const [outcome, setOutcome] = useState<Outcome>({ kind: "idle" });

  async function check() {
    setOutcome({ kind: "checking" });
    setOutcome(await checkOnline(addresses, reader));
  }

  return (
    <div className={classes.check}>
      <Button leftSection={<ShieldCheck size={18} aria-hidden />} onClick={() => void check()} loading={outcome.kind === "checking"}>
        Verify in this browser
      </Button>
      <div aria-live="polite">
        {outcome.kind === "unreachable" && (
          <Alert color="red" variant="light" icon={<CircleX size={18} aria-hidden />}>
            {outcome.message}
          </Alert>
        )}
        {outcome.kind === "checked" && <Steps steps={outcome.steps} />}
      </div>
    </div>
  );
}

function Steps({ steps }: { steps: readonly ProofStep[] }) {
  const holds = steps.every((step) => step.holds);
  return (
    <>
      <p className={classes.verdict} data-holds={holds}>
        {holds ? "Yes: your position was counted, to the last minor unit." : "No: this proof does not hold. Keep the file and ask the bank why."}
      </p>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <li key={step.rule}>
            {step.holds ? <Check size={18} aria-label="Holds:" className={classes.good} /> : <CircleX size={18} aria-label="Does not hold:" className={classes.bad} />}
            <span>{step.rule}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
