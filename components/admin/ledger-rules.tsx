import { Check, CircleX } from "lucide-react";
import { SectionCard } from "@/components/layout/section-card";
import { StateBadge } from "@/components/layout/state-badge";
import { SimpleTable } from "@/components/tables/simple-table";
import { formatInstant, formatPlural } from "@/lib/format";
import type { TimedResult } from "@/lib/reports/invariants";
import classes from "./admin.module.css";

/** Every rule of the books with its outcome; broken ones first, with the rows that break them. */
export function LedgerRules({ results, provedAt, timeZone }: { results: readonly TimedResult[]; provedAt: Date; timeZone: string }) {
  const broken = results.filter(({ problems }) => problems.length > 0);
  const held = results.filter(({ problems }) => problems.length === 0);
  const milliseconds = results.reduce((sum, each) => sum + each.milliseconds, 0);
  return (
    <SectionCard
      title={broken.length === 0 ? "All rules hold" : `${formatPlural(broken.length, "rule")} of ${results.length} ${broken.length === 1 ? "is" : "are"} broken`}
      description={`${formatPlural(results.length, "rule")} proved on the whole ledger in ${milliseconds} ms, on ${formatInstant(provedAt, timeZone)}.`}
      flush
    >
      <SimpleTable
        caption="Rules of the books"
        columns={[{ header: "Rule", wrap: true }, { header: "Outcome" }, { header: "Time", align: "end" }]}
        rows={[...broken, ...held].map((result) => ({ key: result.name, cells: [<Rule key="rule" result={result} />, <Outcome key="outcome" holds={result.problems.length === 0} />, `${result.milliseconds} ms`] }))}
      />
    </SectionCard>
  );
}

function Rule({ result: { rule, name, problems } }: { result: TimedResult }) {
  return (
    <span className={classes.twoLines}>
      <span>{rule}</span>
      {problems.length > 0 && (
        <span>
          {problems.join("; ")}. Every row: <code>npm run doctor -- --show {name}</code>
        </span>
      )}
    </span>
  );
}

function Outcome({ holds }: { holds: boolean }) {
  return holds ? <StateBadge text="Holds" tone="good" icon={Check} /> : <StateBadge text="Broken" tone="bad" icon={CircleX} />;
}
