"use client";

import { Alert, Button } from "@mantine/core";
import { showNotification } from "@mantine/notifications";
import { ArrowRight, Users } from "lucide-react";
import Link from "next/link";
import { useEffect, useRef } from "react";
import { useFormContext } from "react-hook-form";
import { ConfirmAction } from "@/components/forms/confirm-action";
import { TextareaField } from "@/components/forms/fields";
import { Form, SubmitButton } from "@/components/forms/form";
import { useActionForm } from "@/components/forms/use-action-form";
import type { LoanState } from "@/lib/core/loan";
import { formatPlural } from "@/lib/format";
import { approveLoanInput, rejectLoanInput } from "@/lib/loans/schemas";
import type { ServerAction } from "@/lib/platform/server-action";
import classes from "./admin.module.css";
import { loanNumber } from "./loan-words";
import { rejectionReasons } from "./rejection-reasons";

type Decided = { loanId: number; state: LoanState };

type DecisionPanelProps = {
  loanId: number;
  borrowerName: string;
  state: LoanState;
  /** Why approving is not possible now; null when it is. */
  approvalBlocked: string | null;
  /** For so many days the money is held from the approval on; null: it is found when the loan is paid out. */
  reservationDays: number | null;
  /** The officer is the borrower's own person. */
  isOwn: boolean;
  /** The next application of the queue; null when no other waits. */
  nextId: number | null;
  waiting: number;
  approve: ServerAction<Decided>;
  reject: ServerAction<Decided>;
};

/** Yes or no to an application; afterwards the way to the next one, which has the focus, so that Enter goes on. */
export function DecisionPanel(props: DecisionPanelProps) {
  const { state, isOwn } = props;
  if (state !== "pending") return <AfterDecision {...props} />;
  if (isOwn) {
    return (
      <div className={classes.stack}>
        <Alert color="yellow" variant="light" icon={<Users size={18} aria-hidden />} title="Your own application">
          Somebody else must decide it: nobody decides a loan of their own person.
        </Alert>
        <NextLink {...props} />
      </div>
    );
  }
  return (
    <div className={classes.stack}>
      {props.approvalBlocked === null ? <ApproveForm {...props} /> : <Alert color="yellow" variant="light" title="It cannot be approved now">{props.approvalBlocked}</Alert>}
      <RejectButton {...props} />
      <NextLink {...props} />
    </div>
  );
}

function ApproveForm({ loanId, borrowerName, reservationDays, approve }: DecisionPanelProps) {
  const form = useActionForm({
    schema: approveLoanInput,
    action: approve,
    defaultValues: { loanId, note: "" },
    onDone: () => showNotification({ message: `Application ${loanNumber(loanId)} of ${borrowerName} is approved.` }),
  });
  return (
    <Form form={form} label="Approve">
      <p className={classes.dim}>
        Approving tells the borrower and puts the loan in line to be paid out. {moneyInWords(reservationDays)} The rules are checked once more as you approve.
      </p>
      <TextareaField name="note" label="Note" description="Kept with the decision." rows={2} maxLength={400} optional />
      <SubmitButton>Approve</SubmitButton>
    </Form>
  );
}

function moneyInWords(reservationDays: number | null): string {
  if (reservationDays === null) return "No money moves yet.";
  const days = formatPlural(reservationDays, "day");
  return `Its money is held from now on: of depositors and the bank, for ${days} at most; then the approval expires. If there is too little, nothing happens.`;
}

function RejectButton({ loanId, borrowerName, reject }: Pick<DecisionPanelProps, "loanId" | "borrowerName" | "reject">) {
  return (
    <ConfirmAction
      schema={rejectLoanInput}
      action={reject}
      defaultValues={{ loanId, reason: "" }}
      label="Reject…"
      button={{ variant: "default", size: "md" }}
      title={`Reject application ${loanNumber(loanId)}?`}
      confirm="Reject"
      confirmColor="red"
      done={() => `Application ${loanNumber(loanId)} of ${borrowerName} is rejected.`}
    >
      <p>The borrower reads this reason. It cannot be taken back; they may apply again.</p>
      <ReadyReasons />
      <TextareaField name="reason" label="Reason" rows={4} maxLength={400} />
    </ConfirmAction>
  );
}

/** Ready-made reasons fill the field, where they can be put into other words. */
function ReadyReasons() {
  const { setValue } = useFormContext<{ reason: string }>();
  return (
    <div className={classes.row} role="group" aria-label="Ready-made reasons">
      {rejectionReasons.map(({ label, text }) => (
        <Button key={label} variant="default" size="xs" onClick={() => setValue("reason", text, { shouldDirty: true, shouldValidate: true })}>
          {label}
        </Button>
      ))}
    </div>
  );
}

function AfterDecision({ state, loanId, nextId, waiting }: DecisionPanelProps) {
  return (
    <div className={classes.stack}>
      {state === "approved" && (
        <Button component={Link} href={`/admin/loans/${loanId}`} variant={nextId === null ? "filled" : "default"}>
          Go to paying out
        </Button>
      )}
      <NextLink nextId={nextId} waiting={waiting} decided />
      {nextId === null && <p className={classes.dim}>That was the last one: nobody else is waiting.</p>}
    </div>
  );
}

function NextLink({ nextId, waiting, decided = false }: Pick<DecisionPanelProps, "nextId" | "waiting"> & { decided?: boolean }) {
  const link = useRef<HTMLAnchorElement>(null);
  // It takes over the focus that the decision's form lost, so that the queue goes on with Enter.
  useEffect(() => {
    if (decided && document.activeElement === document.body) link.current?.focus();
  }, [decided]);
  if (nextId === null) return null;
  return (
    <Button
      ref={link}
      component={Link}
      href={`/admin/applications/${nextId}`}
      variant={decided ? "filled" : "subtle"}
      rightSection={<ArrowRight size={16} aria-hidden />}
    >
      {decided ? `Next in queue (${waiting} waiting)` : "Skip to the next"}
    </Button>
  );
}
