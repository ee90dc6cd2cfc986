import { MosaicChart } from "@/components/charts/mosaic-chart";
import type { TileTone } from "@/components/charts/mosaic-tiles";
import type { Spread } from "@/lib/core/diversification";
import type { Stake } from "@/lib/funding/stake-store";
import { formatPlural, formatShare } from "@/lib/format";

const tones = { on_time: "own", late: "late", lost: "lost" } as const satisfies Record<Stake["situation"], TileTone>;

/** All of a depositor's money as tiles: one for each loan it works in, and one for what waits. */
export function MoneyMosaic({ stakes, waiting, spread }: { stakes: readonly Stake[]; waiting: bigint; spread: Spread }) {
  const tiles = stakes.map(({ tileId, loanId, productName, minor, situation }) => ({
    id: tileId,
    label: `Loan ${loanId} · ${productName}`,
    minor,
    tone: tones[situation],
    href: `/depositor/portfolio/${tileId}`,
  }));
  const laid = waiting > 0n ? [...tiles, { id: "waiting", label: "Waiting for a loan", minor: waiting, tone: "waiting" as const }] : tiles;
  return <MosaicChart title="Where is your money?" hint={spreadInWords(spread)} tiles={laid} names={{ own: "Working", late: "Working in loans that are late" }} />;
}

/** How well the money is spread, in one line. */
export function spreadInWords({ loanCount, largestLoanId, largestSharePpm, effectiveLoansPpm }: Spread): string {
  if (loanCount === 0) return "No loan has taken a part of it yet.";
  const largest = formatShare(BigInt(largestSharePpm), 1_000_000n);
  if (loanCount === 1) return `All that works is in loan ${largestLoanId}.`;
  return `In ${formatPlural(loanCount, "loan")}. The largest, loan ${largestLoanId}, holds ${largest} of what works. That is spread as well as ${tenths(effectiveLoansPpm)} equal loans.`;
}

/** Millionths as a number with one decimal, cut off: 2_560_000 → "2.5". */
function tenths(millionths: number): string {
  const whole = Math.floor(millionths / 1_000_000);
  return `${whole}.${Math.floor((millionths % 1_000_000) / 100_000)}`;
}
