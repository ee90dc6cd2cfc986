import { closeDatabase } from "@/db/client";
import { system } from "@/lib/core/permissions";
import { closeDay } from "@/lib/closing/operations/close-day";
import { finishEndOfDay } from "@/lib/jobs/end-of-day";

// npm run close-day [-- <days>]: ends the business date, or several in a row.
const days = Number(process.argv[2] ?? 1);
if (!Number.isInteger(days) || days < 1 || days > 3660) {
  console.error("Say how many days to close, for example: npm run close-day -- 7");
  process.exit(1);
}
for (let closed = 1; closed <= days; closed += 1) {
  const result = await closeDay.execute(system, { days: 1 });
  await finishEndOfDay();
  const fees = result.lateFees === 0 ? "" : `, ${result.lateFees} late fees charged`;
  console.log(`${result.closedFrom} is closed; the business date is ${result.businessDate}${fees}.`);
}
await closeDatabase();
