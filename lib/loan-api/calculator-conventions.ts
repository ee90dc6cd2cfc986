import { z } from "zod";
import type { Convention } from "@/lib/core/day-count";
import type { DayCount, Interval } from "@/lib/core/rate";

/* Day counts and units by every name that they go by. */

/** Spellings as `plainName` leaves them. What a schedule calls 30/360 knows the lengths of its own months. */
const scheduleNames: Readonly<Record<DayCount, readonly string[]>> = {
  "30/360": ["30/360", "30e/360", "30u/360", "30/360isda", "30e/360isda", "bondbasis", "360"],
  "actual/365": ["act/365", "act/365f", "act/365fixed", "english", "365"],
  "actual/364": ["act/364", "364"],
  "actual/360": ["act/360", "french"],
  "actual/actual": ["act/act", "act"],
  "actual/actual-isda": ["act/actisda", "act/act-isda"],
};

const conventionNames: Readonly<Record<Convention, readonly string[]>> = {
  "act/act isda": ["act/actisda", "act/act", "act/act365", "act/acthistorical", "isda"],
  "act/act icma": ["act/acticma", "act/actisma", "act/actbond", "isma", "icma"],
  "act/act afb": ["act/actafb", "act/acteuro", "afb"],
  "act/365f": ["act/365f", "act/365", "act/365fixed", "english", "365"],
  "act/365.25": ["act/365.25"],
  "act/366": ["act/366"],
  "act/365l": ["act/365l", "act/365leap"],
  "act/364": ["act/364", "364"],
  "act/360": ["act/360", "french"],
  "nl/365": ["nl/365", "nl365", "act/365nl", "act/365noleap"],
  "nl/360": ["nl/360", "nl360"],
  "30/360 isda": ["30/360isda", "30/360", "bondbasis", "30/360bondbasis", "360"],
  "30u/360": ["30u/360", "30us/360", "30/360us", "30/360sia", "30/360usa"],
  "30e/360": ["30e/360", "30/360isma", "30/360icma", "30/360european", "eurobondbasis", "30/360eurobondbasis"],
  "30e+/360": ["30e+/360"],
  "30e/360 isda": ["30e/360isda", "30e/360german", "30/360german", "german"],
};

/** The day count of a schedule: "ACT/ACT" splits a period at 31 December, "ACT/ACT ISDA" at 1 January. */
export const dayCountSent = nameSent(scheduleNames, "30/360, ACT/365, ACT/364, ACT/360, ACT/ACT or ACT/ACT ISDA");

/** The convention between two dates: plain "ACT/ACT" is ISDA's, plain "30/360" the bond basis, plain "ACT/365" fixed. */
export const conventionSent = nameSent(conventionNames, "ACT/ACT ISDA, ACT/ACT ICMA, ACT/ACT AFB, ACT/365F, ACT/360, ACT/364, NL/365, 30/360, 30E/360 or 30E/360 ISDA");

function nameSent<Name extends string>(names: Readonly<Record<Name, readonly string[]>>, choices: string) {
  const spellings = new Map(Object.entries<readonly string[]>(names).flatMap(([name, others]) => others.map((each) => [each, name as Name])));
  const message = `Send a day count: ${choices}.`;
  return z.string({ error: message }).transform((sent, context) => {
    const name = spellings.get(plainName(sent));
    if (name !== undefined) return name;
    context.addIssue({ code: "custom", message });
    return z.NEVER;
  });
}

/** "Actual/365 (Fixed)" → "act/365fixed", "ACT_360" → "act/360"; words after a semicolon explain. */
function plainName(sent: string): string {
  return sent
    .slice(0, 200)
    .toLowerCase()
    .replace(/;.*$/s, "")
    .replace(/actual/g, "act")
    .replace(/thirty/g, "30")
    .replace(/\(\d{4}\)/g, "")
    .replace(/[()\s]/g, "")
    .replace(/^(act|30[eu]?|nl)[-_]/, "$1/")
    .replace(/_/g, "");
}

const units: Readonly<Record<string, Interval>> = {
  day: { unit: "day", count: 1 },
  week: { unit: "day", count: 7 },
  fortnight: { unit: "day", count: 14 },
  month: { unit: "month", count: 1 },
  quarter: { unit: "month", count: 3 },
  year: { unit: "month", count: 12 },
};

/** DAYS, WEEKS, MONTHS, QUARTERS, YEARS, in any case, of one or several. */
export const unitSent = z.string({ error: "Send DAYS, WEEKS, MONTHS or YEARS." }).transform((sent, context): Interval => {
  const unit = units[sent.trim().toLowerCase().replace(/s$/, "")];
  if (unit !== undefined) return unit;
  context.addIssue({ code: "custom", message: "Send DAYS, WEEKS, MONTHS or YEARS." });
  return z.NEVER;
});
