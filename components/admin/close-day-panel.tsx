"use client";

import { Alert, Button, Modal, Progress } from "@mantine/core";
import { showNotification } from "@mantine/notifications";
import { CircleAlert } from "lucide-react";
import { useRouter } from "next/navigation";
import { useRef, useState } from "react";
import { addDays, type BusinessDate } from "@/lib/core/business-date";
import { formatDate, formatPlural } from "@/lib/format";
import type { ServerAction } from "@/lib/platform/server-action";
import classes from "./admin.module.css";

type Closed = { businessDate: BusinessDate; lateFees: number };
type Running = { done: number; of: number; date: BusinessDate };

type CloseDayPanelProps = {
  today: BusinessDate;
  /** In a demo many days may be closed in a row. */
  demo: boolean;
  close: ServerAction<Closed>;
};

const demoRuns = [1, 7, 30];

/** Ends the business date. Several days run one action a day, so that the page shows each day as it ends. */
export function CloseDayPanel({ today, demo, close }: CloseDayPanelProps) {
  const { running, problem, run } = useCloseDays(today, close);
  const [asked, setAsked] = useState<number | null>(null);
  const busy = running !== null;
  const confirm = (days: number) => {
    setAsked(null);
    void run(days);
  };
  return (
    <div className={classes.stack}>
      <p className={classes.dim}>
        Closing the day passes its due dates and charges late fees where the grace has run out. Days past due are counted from the new date. It cannot be undone.
      </p>
      {problem && (
        <Alert role="alert" color="red" variant="light" icon={<CircleAlert size={18} aria-hidden />}>
          {problem}
        </Alert>
      )}
      <div className={classes.row}>
        {(demo ? demoRuns : [1]).map((days) => (
          <Button key={days} variant="default" onClick={() => setAsked(days)} disabled={busy} loading={days === 1 && running?.of === 1} aria-haspopup="dialog">
            {runInWords(days)}
          </Button>
        ))}
      </div>
      {running && running.of > 1 && (
        <div className={classes.progress}>
          <Progress value={(running.done * 100) / running.of} aria-label="Days closed" />
          <p className={classes.small} aria-live="polite">
            {running.done} of {running.of} days closed, now {formatDate(running.date)}
          </p>
        </div>
      )}
      <Modal opened={asked !== null} onClose={() => setAsked(null)} title={`${runInWords(asked ?? 1)}?`}>
        <div className={classes.stack}>
          <p>
            The business date goes from {formatDate(today)} to {formatDate(addDays(today, asked ?? 1))}, day by day. It never goes back.
          </p>
          <div className={classes.row}>
            <Button size="md" data-autofocus onClick={() => confirm(asked ?? 1)}>
              {runInWords(asked ?? 1)}
            </Button>
            <Button size="md" variant="default" onClick={() => setAsked(null)}>
              Cancel
            </Button>
          </div>
        </div>
      </Modal>
    </div>
  );
}

function runInWords(days: number): string {
  return days === 1 ? "Close the day" : `Close ${days} days`;
}

/** Not a form: there is nothing to fill in, and one press may mean many actions after one another. */
function useCloseDays(today: BusinessDate, close: ServerAction<Closed>) {
  const router = useRouter();
  const [running, setRunning] = useState<Running | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  // The key of a day that was asked for but not answered: asking again must not close two days.
  const unanswered = useRef<string | null>(null);

  async function closeOne(): Promise<Closed> {
    unanswered.current ??= crypto.randomUUID();
    const answer = await close({ days: 1 }, unanswered.current);
    unanswered.current = null;
    if (!answer.ok) throw new Error(answer.error.message);
    return answer.data;
  }

  async function run(days: number) {
    setProblem(null);
    let lateFees = 0;
    let date = today;
    try {
      for (let done = 0; done < days; done += 1) {
        setRunning({ done, of: days, date });
        const closed = await closeOne();
        lateFees += closed.lateFees;
        date = closed.businessDate;
      }
      showNotification({ message: `It is ${formatDate(date)} now. ${lateFees === 0 ? "No late fees were charged." : `${formatPlural(lateFees, "late fee")} charged.`}` });
    } catch (error) {
      setProblem(error instanceof Error && unanswered.current === null ? error.message : "The bank did not answer. Try again: no day is closed twice.");
    } finally {
      setRunning(null);
      router.refresh();
    }
  }

  return { running, problem, run };
}
