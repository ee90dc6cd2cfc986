import type { Limit } from "@/lib/platform/rate-limit";

/* Every number that guards a sign-in, in one place. */

export const CODE_MINUTES = 10;
export const CODE_TRIES_MAX = 5;
export const CODE_COOL_DOWN_SECONDS = 60;
export const TICKET_SECONDS = 120;

const MINUTE = 60;
const DAY = 24 * 60 * MINUTE;

/** Failed passwords per address or account; a success wipes them. */
export const failedPasswordLimit: Limit = { countMax: 10, windowSeconds: 15 * MINUTE };

/** Wrong codes per account and purpose, over all codes: five tries a code would else be 7,200 guesses a day. */
export const wrongCodeLimit: Limit = { countMax: 20, windowSeconds: DAY };

/** Codes sent again per account: nobody may fill a stranger's mailbox. */
export const resentCodeLimit: Limit = { countMax: 20, windowSeconds: DAY };
