import { KeyValues } from "@/components/layout/key-values";
import { LinkButton } from "@/components/layout/link-button";
import { Money } from "@/components/layout/money";
import { CardGrid, SectionCard, Sections } from "@/components/layout/section-card";
import { Stat, StatRow } from "@/components/layout/stat";
import type { FileNight, ProofFile } from "@/lib/core/position-proof-file";
import { positionOf } from "@/lib/core/position-proof-file";
import { positionSums } from "@/lib/core/position-proof";
import { formatDate, formatInstant, formatPlural } from "@/lib/format";
import { ProofCheck } from "./proof-check";
import classes from "./proof.module.css";

type KeptNight = FileNight & { id: number };

type ProofViewProps = {
  file: ProofFile;
  /** Who is reading: not taken from the file. */
  depositorId: number;
  /** The nights whose positions are kept, the newest first. */
  nights: readonly KeptNight[];
  timeZone: string;
};

/** The own position of a night, the root that covers it, and the means to check one against the other. */
export function ProofView({ file, depositorId, nights, timeZone }: ProofViewProps) {
  const sums = positionSums(positionOf(file));
  const [waiting = 0n, reserved = 0n, committed = 0n, due = 0n, working = 0n] = sums;
  const { night, position } = file;
  const address = `/api/depositors/proof?date=${night.date}`;
  return (
    <Sections>
      <StatRow>
        <Stat label="Working" value={<Money minor={working} />} hint={formatPlural(position.tiles.length, "tile")} lead />
        <Stat label="Waiting" value={<Money minor={waiting} />} />
        {committed > 0n && <Stat label="Held for loans" value={<Money minor={committed} />} />}
        {reserved > 0n && <Stat label="On its way out" value={<Money minor={reserved} />} />}
        {due > 0n && <Stat label="Due from you" value={<Money minor={due} />} />}
      </StatRow>
      <CardGrid layout="main-aside">
        <SectionCard
          title="Was it counted?"
          description="Your browser fetches the proof and works it out by itself. A bank that left you out, or counted you for less, could not make these steps come out right."
        >
          <div className={classes.stack}>
            <p className={classes.number}>
              You are depositor <strong>{depositorId}</strong>. The number is yours alone: nobody with whom you compare roots may have it too.
            </p>
            <ProofCheck addresses={{ proof: address, roots: `/api/proofs?date=${night.date}` }} reader={{ depositorId, shown: { date: night.date, root: night.root, sums: sums.map(String) } }} />
            <p className={classes.dim}>
              Keep the file: it proves your position of this night for ever, also without us. On any computer with this program:{" "}
              <code>npm run verify-proof -- file.json --depositor {depositorId}</code>
            </p>
            <a href={address} download={`position-proof-${night.date}.json`} className={classes.link}>
              Download the proof (JSON)
            </a>
          </div>
        </SectionCard>
        <SectionCard title="The root of this night" description="One fingerprint over everybody’s position. Compare it with another depositor: it must be the same, and your numbers must not.">
          <div className={classes.stack}>
            <code className={classes.root}>{night.root}</code>
            <KeyValues
              entries={[
                { label: "Taken", value: formatInstant(night.taken_at, timeZone) },
                { label: "Depositors counted", value: String(night.positions.leaf_count / 2) },
                { label: "All waiting money", value: <Money minor={night.positions.waiting} /> },
                { label: "All working money", value: <Money minor={night.positions.working} /> },
                { label: "Banks’ money in the loans", value: <Money minor={night.loans.banks_working} /> },
                { label: "Owed by borrowers", hint: "Principal of running loans", value: <Money minor={night.loans.outstanding} /> },
                { label: "Dust of rounding", hint: "Too small to divide before a loan ends", value: <Money minor={night.loans.dust} /> },
              ]}
            />
          </div>
        </SectionCard>
      </CardGrid>
      <SectionCard title="Nights" description="Positions are kept for the newest nights, roots for ever: GET /api/proofs lists them for everybody.">
        <nav aria-label="Nights" className={classes.nights}>
          {nights.map(({ id, date }) => (
            <LinkButton key={id} href={`/depositor/proof?date=${date}`} variant={date === night.date ? "light" : "default"} size="sm" aria-current={date === night.date ? "page" : undefined}>
              {formatDate(date)}
            </LinkButton>
          ))}
        </nav>
      </SectionCard>
    </Sections>
  );
}
