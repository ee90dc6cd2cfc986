import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { CardGrid, SectionCard } from "@/components/layout/section-card";
import { MosaicChart } from "@/components/charts/mosaic-chart";
import { SimpleTable } from "@/components/tables/simple-table";
import { formatDate, formatPlural } from "@/lib/format";
import type { FundingDecision, FundingReservation, FundingResult } from "@/lib/reports/loan-funding-queries";
import { capReasonWords, pathWords } from "./loan-words";

/** What the allocation did: the mosaic, its figures, and who was asked. */
export function FundingSection({ result }: { result: FundingResult }) {
  return (
    <>
      <CardGrid layout="main-aside">
        <SectionCard>
          <MosaicChart
            title="Who funded this loan?"
            hint={`${formatPlural(result.funders, "depositor")} ${result.bankTile > 0n ? "and the bank" : ""} share it; area is money.`}
            names={{ other: "Depositors", bank: "The bank’s tile" }}
            tiles={result.tiles.map(({ id, depositorId, name, amount }) => ({ id, label: name, minor: amount, tone: depositorId === null ? ("bank" as const) : ("other" as const) }))}
          />
        </SectionCard>
        <SectionCard title="What the allocation did" description={`${whenFunded(result)} ${pathWords[result.path].help}`}>
          <KeyValues
            entries={[
              ...decisionEntries(result, "Funded in all"),
              ...(result.givenBackOn ? [{ label: "Given back on", hint: "the payout came back", value: formatDate(result.givenBackOn) }] : []),
              { label: "Principal returned", hint: "to funders so far", value: <Money minor={result.principalReturned} /> },
              { label: "Interest passed on", hint: "less servicing fee and fund share", value: <Money minor={result.interestPassedOn} /> },
            ]}
          />
        </SectionCard>
      </CardGrid>
      <CandidatesCard result={result} />
    </>
  );
}

/** What is held for an approved loan, and who was asked for it. */
export function ReservationSection({ reservation }: { reservation: FundingReservation }) {
  return (
    <>
      <SectionCard title="What is held for it" description={`Since ${formatDate(reservation.reservedOn)}, until ${formatDate(reservation.expiresOn)}. ${pathWords[reservation.path].help}`}>
        <KeyValues entries={decisionEntries(reservation, "Held in all")} />
      </SectionCard>
      <CandidatesCard result={reservation} />
    </>
  );
}

function whenFunded({ fundedOn, reservedOn }: FundingResult): string {
  if (reservedOn === null) return `On ${formatDate(fundedOn)}.`;
  return `Held since the approval on ${formatDate(reservedOn)}, lent on ${formatDate(fundedOn)}.`;
}

function decisionEntries(decision: FundingDecision, total: string) {
  return [
    { label: total, value: <Money minor={decision.total} />, strong: true },
    { label: "By depositors", hint: "the pooled part", value: <Money minor={decision.pooled} /> },
    { label: "By the bank", hint: "its own share and top-up, one tile", value: <Money minor={decision.bankTile} /> },
    { label: "Funders", value: `${decision.funders} of ${decision.asked} asked` },
    { label: "Largest tile", value: <Money minor={decision.largest} /> },
    { label: "Smallest tile", value: <Money minor={decision.smallest} /> },
    { label: "Path", value: pathWords[decision.path].label },
  ];
}

function CandidatesCard({ result }: { result: FundingDecision }) {
  if (result.candidates.length === 0) return null;
  const write = (minor: bigint) => <Money minor={minor} />;
  return (
    <SectionCard
      title="Who was asked"
      description="In the order of the ring. The cap is the most that a depositor’s limits allowed for this loan; the last column says what kept them from giving more."
      flush
    >
      <SimpleTable
        caption="Depositors asked for this loan"
        maxHeight={420}
        columns={[{ header: "Turn", align: "end" }, { header: "Depositor" }, { header: "Cap", align: "end" }, { header: "Gave", align: "end" }, { header: "What held" }]}
        rows={result.candidates.map(({ depositorId, position, name, cap, given, heldBy }) => ({
          key: depositorId,
          muted: given === 0n,
          cells: [position + 1, name, write(cap), given === 0n ? "–" : write(given), capReasonWords[heldBy]],
        }))}
        footer={["", "In all", "", write(result.candidates.reduce((sum, { given }) => sum + given, 0n)), ""]}
      />
    </SectionCard>
  );
}
