import { database } from "@/db/client";
import { system } from "@/lib/core/permissions";
import { webhookPayload } from "@/lib/loan-api/webhook-payload";
import { forgetCounts } from "@/lib/identity/operations/forget-counts";
import { sendOutbox } from "@/lib/notifications/operations/send-outbox";
import { hasDueMail } from "@/lib/notifications/queries";
import { logger } from "@/lib/platform/logger";
import { hasEndedCounts } from "@/lib/platform/rate-limit";
import { dispatchWebhooks, hasWebhookWork } from "@/lib/webhooks/dispatcher";
import { endOfDayJobs } from "./end-of-day";
import { runTurn, type Job } from "./job";

const hasTried = ({ sent, failed }: { sent: number; failed: number }) => sent + failed > 0;

const jobs: readonly Job[] = [
  { name: "send mail", everySeconds: 2, hasWork: hasDueMail, run: async () => hasTried(await sendOutbox.execute(system, {})) },
  { name: "send webhooks", everySeconds: 2, hasWork: hasWebhookWork, run: () => dispatchWebhooks(webhookPayload).then(() => true) },
  { name: "forget ended counts", everySeconds: 300, hasWork: () => hasEndedCounts(database()), run: async () => (await forgetCounts.execute(system, {})).forgotten > 0 },
  ...endOfDayJobs,
];

/**
 * Starts the jobs of this process. Several processes may run them: each takes its rows under locks, and finds nothing
 * where another was first. A job that fails is logged and tried again at its next turn.
 */
export function startBackgroundJobs(): void {
  for (const job of jobs) scheduleNext(job);
}

function scheduleNext(job: Job): void {
  const timer = setTimeout(() => {
    void runOnce(job).finally(() => scheduleNext(job));
  }, job.everySeconds * 1000);
  // A waiting job must not keep a process alive that wants to end.
  timer.unref();
}

async function runOnce(job: Job): Promise<void> {
  try {
    await runTurn(job);
  } catch (error) {
    logger.error({ err: error, job: job.name }, "a background job failed and will run again");
  }
}
