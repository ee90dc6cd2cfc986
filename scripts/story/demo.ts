import { closeDay } from "@/lib/closing/operations/close-day";
import { addDays, type BusinessDate } from "@/lib/core/business-date";
import { system, type Actor } from "@/lib/core/permissions";
import { invest } from "@/lib/deposits/operations/invest";
import { requestWithdrawal } from "@/lib/deposits/operations/request-withdrawal";
import { finishEndOfDay } from "@/lib/jobs/end-of-day";
import { createAdmin } from "@/lib/identity/operations/create-admin";
import { DEMO_PASSWORD, borrowerNames, depositSizes, depositorNames, detailsOf, loanStories, type LoanStory } from "./cast";
import { collectWhatIsLost } from "./collection";
import { leaveEarly } from "./exits";
import { openCatalogue, type ProductKey } from "./catalogue";
import { beginLoan, payWhatIsDue, type RunningLoan } from "./lives";
import { fillInDetails, registerPerson } from "./people";

/** The story covers a year and ends on the day it is told. */
export const STORY_DAYS = 365;

export type DemoLogin = { role: string; email: string; password: string };

const addressOf = (name: string) => `${name.toLowerCase().replace(/[^a-z]+/g, ".")}@tessera.example`;

/** The logins that the start prints; every person of the story has the same password. */
export const demoLogins: readonly DemoLogin[] = [
  { role: "borrower", email: addressOf(borrowerNames[0]), password: DEMO_PASSWORD },
  { role: "depositor", email: addressOf(depositorNames[0]), password: DEMO_PASSWORD },
  { role: "admin", email: "admin@tessera.example", password: DEMO_PASSWORD },
];

/**
 * Tells a year in the life of the bank by calling its operations on a moving business date: nothing is written that a
 * person could not have done. The installation stands on `firstDay`.
 * @param tell is told how far the story is, for whoever waits
 */
export async function tellDemoStory(firstDay: BusinessDate, tell: (progress: string) => void): Promise<void> {
  const products = await openCatalogue();
  const { userId } = await createAdmin.execute(system, { email: "admin@tessera.example", password: DEMO_PASSWORD, fullName: "Ira Admin" });
  const admin: Actor = { id: userId, role: "admin", sessionId: null };
  tell("people are signing up");
  const borrowers = await register("borrower", borrowerNames);
  for (const [index, borrower] of borrowers.entries()) await fillInDetails(borrower, borrowerNames[index] ?? "", detailsOf(index));
  const depositors = await register("depositor", depositorNames);
  await firstDeposits(depositors);

  const running: RunningLoan[] = [];
  for (let day = 0; day < STORY_DAYS; day += 1) {
    if (day % 30 === 0) tell(`day ${day} of ${STORY_DAYS}`);
    await liveOneDay({ day, today: addDays(firstDay, day), admin, borrowers, depositors, products, running });
    await closeDay.execute(system, { days: 1 });
  }
  await liveOneDay({ day: STORY_DAYS, today: addDays(firstDay, STORY_DAYS), admin, borrowers, depositors, products, running });
}

type Day = {
  day: number;
  today: BusinessDate;
  admin: Actor;
  borrowers: readonly Actor[];
  depositors: readonly Actor[];
  products: Record<ProductKey, number>;
  running: RunningLoan[];
};

async function liveOneDay({ day, today, admin, borrowers, depositors, products, running }: Day): Promise<void> {
  for (const loan of running) await payWhatIsDue(loan, today);
  await collectWhatIsLost(running, { admin, today });
  for (const story of loanStories.filter((each) => each.day === day)) {
    const borrower = borrowerOf(borrowers, story);
    const loan = await beginLoan(story, { borrower, admin, productId: products[story.product] });
    if (loan) running.push(loan);
  }
  await moveDeposits(day, depositors);
  await leaveEarly(day, depositors);
  await finishEndOfDay();
}

function borrowerOf(borrowers: readonly Actor[], { borrower }: LoanStory): Actor {
  const actor = borrowers[borrower];
  if (!actor) throw new Error(`the story has no borrower ${borrower}`);
  return actor;
}

async function register(role: "borrower" | "depositor", names: readonly string[]): Promise<Actor[]> {
  const actors: Actor[] = [];
  for (const fullName of names) actors.push(await registerPerson({ role, fullName, email: addressOf(fullName), password: DEMO_PASSWORD }));
  return actors;
}

async function firstDeposits(depositors: readonly Actor[]): Promise<void> {
  // Two in five come on the first day, the others over the months.
  for (const [index, depositor] of depositors.entries()) {
    if (arrivalDay(index) === 0) await invest.execute(depositor, { amount: String(depositSizes[index] ?? 20_000) });
  }
}

const arrivalDay = (index: number) => (index === 0 || index % 5 < 2 ? 0 : (index * 37) % 240);

async function moveDeposits(day: number, depositors: readonly Actor[]): Promise<void> {
  for (const [index, depositor] of depositors.entries()) {
    if (day > 0 && arrivalDay(index) === day) await invest.execute(depositor, { amount: String(depositSizes[index] ?? 20_000) });
    // Now and then somebody adds a little, as people with a salary do.
    if (day > 60 && (day + index * 11) % 97 === 0) await invest.execute(depositor, { amount: String(2_500 + (index % 9) * 1_250) });
  }
  const [demoDepositor] = depositors;
  if (day === 210 && demoDepositor) await requestWithdrawal.execute(demoDepositor, { amount: "10000" });
}
