import { env } from "@/lib/env";
import type { Limit } from "@/lib/platform/rate-limit";

/* Every number that guards a sign-in, in one place; each is a setting. */

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

export const CODE_MINUTES = env.limits.codeMinutes;
export const CODE_TRIES_MAX = env.limits.codeTriesMax;
export const CODE_COOL_DOWN_SECONDS = env.limits.codeCoolDownSeconds;
export const TICKET_SECONDS = 120;

/** Failed passwords per address or account; a success of whoever has proved the address wipes them. */
export const failedPasswordLimit: Limit = { countMax: env.limits.signInFailuresMax, windowSeconds: env.limits.signInWindowSeconds };

/** Wrong codes per account and purpose, over all codes: five tries a code would else be 7,200 guesses a day. */
export const wrongCodeLimit: Limit = { countMax: env.limits.wrongCodesPerDay, windowSeconds: DAY };

/** Codes sent again per account: nobody may fill a stranger's mailbox. */
export const resentCodeLimit: Limit = { countMax: env.limits.codesPerDay, windowSeconds: DAY };

/** Accounts opened from one network address: a partner's server opens many, a robot must not open thousands. */
export const signUpLimit: Limit = { countMax: env.limits.signUpsPerHour, windowSeconds: HOUR };
