/**
 * Money, rates and dates → text, and the only place where money becomes a JS number (for drawing).
 * Everything here is pure and exact: digits are grouped by Intl from a bigint, never from a float.
 */
import { formatDecimal } from "@/lib/core/money";

/** How this installation writes money: ISO 4217 code, digits after the point, BCP 47 locale. */
export type MoneyFormat = { currency: string; exponent: number; locale: string };

/** Minor units as a bigint, or as the decimal digits of one ("12345") where a value came through JSON or a URL. */
export type MinorUnits = bigint | string;

/** The pieces of a written amount, so that a component can set them in different weights. */
export type MoneyParts = { sign: "" | "−" | "+"; prefix: string; whole: string; fraction: string; suffix: string };

export type MoneyTextOptions = {
  /** "always" writes 12.00; "auto" leaves the fraction away when it is zero (limits, tiles, headlines). */
  fraction?: "always" | "auto";
  /** Writes a plus before a positive amount (a movement, not a balance). */
  signed?: boolean;
};

const MINUS = "−";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"] as const;

/** Minor units of either kind as a bigint. Throws SyntaxError on anything but an optional minus and digits. */
export function toMinor(minor: MinorUnits): bigint {
  return typeof minor === "bigint" ? minor : BigInt(minor);
}

/** Takes an amount apart for display: sign, symbol before or after, grouped whole part, fraction with its separator. */
export function moneyParts(minor: MinorUnits, format: MoneyFormat, options: MoneyTextOptions = {}): MoneyParts {
  const amount = toMinor(minor);
  const magnitude = amount < 0n ? -amount : amount;
  const scale = 10n ** BigInt(format.exponent);
  const rest = magnitude % scale;
  const layout = layoutOf(format);
  const withFraction = format.exponent > 0 && (options.fraction !== "auto" || rest !== 0n);
  return {
    sign: amount < 0n ? MINUS : options.signed && amount > 0n ? "+" : "",
    prefix: layout.prefix,
    whole: layout.grouping.format(magnitude / scale),
    fraction: withFraction ? layout.decimal + rest.toString().padStart(format.exponent, "0") : "",
    suffix: layout.suffix,
  };
}

/** An amount as text, e.g. 12345678n → "₹1,23,456.78" for INR in en-IN. */
export function formatMoney(minor: MinorUnits, format: MoneyFormat, options: MoneyTextOptions = {}): string {
  const parts = moneyParts(minor, format, options);
  return parts.sign + parts.prefix + parts.whole + parts.fraction + parts.suffix;
}

/** The currency's own sign in this locale, e.g. "₹". */
export function currencySymbol(format: MoneyFormat): string {
  const layout = layoutOf(format);
  return (layout.prefix + layout.suffix).trim();
}

/** For drawing and for JSON numbers of a published contract only: major units as a JS number. Never calculate on with it. */
export function toMajorNumber(minor: MinorUnits, exponent: number): number {
  return Number(formatDecimal(toMinor(minor), exponent));
}

/** A tick of a chart's axis, short: 150000 → "₹1.5L" in en-IN. */
export function formatTick(major: number, format: MoneyFormat): string {
  const options = { style: "currency", currency: format.currency, currencyDisplay: "narrowSymbol" } as const;
  return new Intl.NumberFormat(format.locale, { ...options, notation: "compact", maximumFractionDigits: 1 }).format(major);
}

/** A rate in parts per million as a percentage without needless zeros: 94_822 → "9.4822%", 120_000 → "12%". */
export function formatRate(ppm: number): string {
  const digits = Math.abs(Math.trunc(ppm)).toString().padStart(5, "0");
  const fraction = digits.slice(-4).replace(/0+$/, "");
  return (ppm < 0 ? MINUS : "") + digits.slice(0, -4) + (fraction === "" ? "" : "." + fraction) + "%";
}

/** One amount as a share of another, to a tenth of a percent, cut off and never rounded up to a false 100: (1n, 3n) → "33.3%". */
export function formatShare(part: MinorUnits, whole: MinorUnits): string {
  const denominator = toMinor(whole);
  if (denominator === 0n) return "0%";
  const numerator = toMinor(part);
  const tenths = (numerator * 1000n) / denominator;
  if (tenths === 0n && numerator > 0n) return "<0.1%";
  return tenths % 10n === 0n ? `${tenths / 10n}%` : `${tenths / 10n}.${tenths % 10n}%`;
}

/** A whole number with the locale's grouping. */
export function formatCount(count: number | bigint, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }).format(count);
}

/**
 * A business date as text: "2026-03-31" → "31 Mar 2026".
 * Written by hand, because Intl's month names differ between the server's and the browser's ICU ("Sep", "Sept").
 */
export function formatDate(date: string): string {
  const [year, month, day] = date.split("-");
  return `${Number(day)} ${MONTHS[Number(month) - 1] ?? month} ${year}`;
}

/** The instant at which something was recorded, in the bank's time zone: "31 Mar 2026, 14:05". */
export function formatInstant(instant: Date | string, timeZone: string): string {
  const options = { timeZone, hourCycle: "h23", year: "numeric", month: "2-digit", day: "2-digit", hour: "2-digit", minute: "2-digit" } as const;
  const parts = new Intl.DateTimeFormat("en-GB", options).formatToParts(new Date(instant));
  const read = (type: Intl.DateTimeFormatPartTypes) => parts.find((part) => part.type === type)?.value ?? "";
  return `${formatDate(`${read("year")}-${read("month")}-${read("day")}`)}, ${read("hour")}:${read("minute")}`;
}

/** "1 instalment", "12 instalments". */
export function formatPlural(count: number, singular: string, plural = `${singular}s`): string {
  return `${count} ${count === 1 ? singular : plural}`;
}

type MoneyLayout = { prefix: string; suffix: string; decimal: string; grouping: Intl.NumberFormat };

const layouts = new Map<string, MoneyLayout>();

// Building an Intl formatter costs far more than using it, and a table writes hundreds of amounts.
function layoutOf({ currency, locale }: MoneyFormat): MoneyLayout {
  const key = `${locale}/${currency}`;
  const known = layouts.get(key);
  if (known) return known;
  const parts = new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol", minimumFractionDigits: 1 }).formatToParts(1);
  const digitsAt = parts.findIndex((part) => part.type === "integer");
  const fractionAt = parts.findIndex((part) => part.type === "fraction");
  const textOf = (slice: Intl.NumberFormatPart[]) => slice.map((part) => part.value).join("");
  const made = {
    prefix: textOf(parts.slice(0, digitsAt)),
    suffix: textOf(parts.slice(fractionAt + 1)),
    decimal: parts.find((part) => part.type === "decimal")?.value ?? ".",
    grouping: new Intl.NumberFormat(locale, { maximumFractionDigits: 0 }),
  };
  layouts.set(key, made);
  return made;
}
