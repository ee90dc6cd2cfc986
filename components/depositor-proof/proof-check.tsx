"use client";

import { Alert, Button } from "@mantine/core";
import { Check, CircleX, ShieldCheck } from "lucide-react";
import { useState } from "react";
import { checkProof, type ProofStep } from "@/lib/core/position-proof-check";
import type { ProofFile } from "@/lib/core/position-proof-file";
import { proofFileSchema } from "@/lib/reports/schemas";
import classes from "./proof.module.css";
import { hasBrowserHash, withBrowserHash } from "./web-hash";

type Outcome = { kind: "idle" } | { kind: "checking" } | { kind: "unreachable"; message: string } | { kind: "checked"; steps: readonly ProofStep[] };

const FORM = "The file has the form of a proof: every figure is there, written in the one way it can be.";
const PUBLISHED = "The root that the bank publishes to everybody for this night is the one in your file.";

type ProofCheckProps = {
  /** Where the file and the published roots are. */
  proofAddress: string;
  rootsAddress: string;
};

/** Fetches the own proof and the published roots, and checks them here: with the browser's hash, and nothing that the bank says about it. */
export function ProofCheck({ proofAddress, rootsAddress }: ProofCheckProps) {
  const [outcome, setOutcome] = useState<Outcome>({ kind: "idle" });

  async function check() {
    setOutcome({ kind: "checking" });
    setOutcome(await checked(proofAddress, rootsAddress).catch(() => unreachable("The bank could not be reached. Check your connection and try again.")));
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

async function checked(proofAddress: string, rootsAddress: string): Promise<Outcome> {
  if (!hasBrowserHash()) return unreachable("This browser lends its cryptography to https addresses only. Download the file and check it with npm run verify-proof.");
  const [proof, roots] = await Promise.all([fetch(proofAddress), fetch(rootsAddress)]);
  if (!proof.ok) return unreachable("The proof could not be fetched. Sign in again and try once more.");
  const file = proofFileSchema.safeParse(await proof.json());
  if (!file.success) return { kind: "checked", steps: [{ rule: FORM, holds: false }] };
  const steps = await withBrowserHash(checkProof(file.data));
  return { kind: "checked", steps: [{ rule: FORM, holds: true }, ...steps, { rule: PUBLISHED, holds: isPublished(file.data, roots.ok ? await roots.json() : null) }] };
}

function isPublished(file: ProofFile, answer: unknown): boolean {
  const { proofs = [] } = (answer ?? {}) as { proofs?: { night: { date: string; root: string } }[] };
  return proofs.some(({ night }) => night.date === file.night.date && night.root === file.night.root);
}

function unreachable(message: string): Outcome {
  return { kind: "unreachable", message };
}
