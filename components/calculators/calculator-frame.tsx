"use client";

import { VisuallyHidden } from "@mantine/core";
import type { ReactNode } from "react";
import { Disclosure } from "@/components/layout/disclosure";
import { EmptyState } from "@/components/layout/empty-state";
import { SectionCard, Sections } from "@/components/layout/section-card";
import { EnteredProvider } from "./calculator-fields";
import classes from "./calculators.module.css";
import { SharePanel } from "./share-panel";
import type { Calculator, Problems } from "./use-calculator";

type CalculatorFrameProps<Name extends string> = {
  calculator: Calculator<Name>;
  problems: Problems;
  fields: ReactNode;
  /** The answer in a sentence, for who cannot see it change. */
  said: string;
  /** Figures beside the fields; null while there is none. */
  answer: ReactNode;
  /** Pictures and tables below. */
  children?: ReactNode;
  /** The same question as a call of the API. */
  call: { path: string; body: unknown } | null;
};

/** The frame of every calculator: what is asked, what follows from it, and ways to take it along. */
export function CalculatorFrame<Name extends string>({ calculator, problems, fields, said, answer, children, call }: CalculatorFrameProps<Name>) {
  const isAnswered = answer !== null;
  return (
    <Sections>
      <div className={classes.layout}>
        <SectionCard title="The question">
          <EnteredProvider texts={calculator.texts} problems={problems} set={calculator.set}>
            <div className={classes.fields}>{fields}</div>
          </EnteredProvider>
        </SectionCard>
        <div className={classes.answers}>
          <SectionCard title="The answer">
            <VisuallyHidden role="status">{isAnswered ? said : "No answer yet. See the messages beside the fields."}</VisuallyHidden>
            <div className={classes.answer}>{isAnswered ? answer : <NoAnswer />}</div>
            <SharePanel query={calculator.query} call={isAnswered ? call : null} />
          </SectionCard>
          {isAnswered && children}
        </div>
      </div>
    </Sections>
  );
}

function NoAnswer() {
  return (
    <EmptyState title="No answer yet" compact>
      A field needs another look: the message beside it says what to write. The answer comes as soon as it is right.
    </EmptyState>
  );
}

/** Fields that few people need, folded away; open at once where an address fills one of them. */
export function MoreOptions({ open, children }: { open: boolean; children: ReactNode }) {
  return (
    <Disclosure summary="More options" open={open}>
      <div className={classes.fields}>{children}</div>
    </Disclosure>
  );
}

/** Two short fields side by side. */
export function FieldPair({ children }: { children: ReactNode }) {
  return <div className={classes.pair}>{children}</div>;
}
