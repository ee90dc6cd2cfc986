/**
 * The digits of a phone number and its leading plus, without the signs that only make it easier to read; null for what
 * is no number. One number written in two ways is the same one.
 */
export function phoneNumberIn(written: string | null): string | null {
  const plain = (written ?? "").replace(/[\s().-]/g, "");
  return /^\+?\d{6,15}$/.test(plain) ? plain : null;
}

/** Are these two ways to write one number, or the same text? */
export function isSamePhone(one: string | null, other: string | null): boolean {
  const number = phoneNumberIn(one);
  return one === other || (number !== null && number === phoneNumberIn(other));
}
