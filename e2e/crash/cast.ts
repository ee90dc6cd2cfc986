/** Somebody who is signed in. */
export type Login = { id: number; token: string };

/** Whoever takes part in the crash test. */
export type Cast = { productId: number; officer: Login; depositors: Login[]; borrowers: (Login & { loanId: number })[] };

/** What a client is going to ask for, written down before it is sent. */
export type Intent = { kind: "intent"; key: string; what: RequestKind; actorId: number; path: string; body: Record<string, unknown> };

/** What came of it, written down when it is known. `refused` may be asked again and then succeed; `done` must last. */
export type Outcome = { kind: "done" | "refused"; key: string; status: number; answer: string };

/** A repeat of a key that was answered: `same` or not. */
export type Repeat = { kind: "repeat"; key: string; same: boolean; answer: string };

export type LogLine = Intent | Outcome | Repeat;

/** The operation behind each request, by the name under which its key is kept. */
export const operations = {
  invest: "deposits.invest",
  withdraw: "deposits.request-withdrawal",
  repay: "loans.repay",
  apply: "loans.apply",
  disburse: "loans.disburse",
} as const;

export type RequestKind = keyof typeof operations;

/** The lines of a log. The last one may be cut short by the kill: then it was never written. */
export function parseLog(text: string): LogLine[] {
  const lines = text.split("\n");
  lines.pop();
  return lines.map((line) => JSON.parse(line) as LogLine);
}
