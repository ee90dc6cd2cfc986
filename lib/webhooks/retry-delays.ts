/* Five seconds, half a minute, two, ten, then hours: a receiver that restarts misses nothing, nor does one that is down for a day. */
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const delays = [5, 30, 2 * MINUTE, 10 * MINUTE, HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, 24 * HOUR] as const;

/** Seconds to wait after so many attempts have failed; null when it is given up. */
export function retryDelaySeconds(failedAttempts: number): number | null {
  return delays[failedAttempts - 1] ?? null;
}
