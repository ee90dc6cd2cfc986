import { join } from "node:path";
import { Document, Font, Page, renderToBuffer, StyleSheet, Text, View } from "@react-pdf/renderer";
import type { Instalment } from "@/lib/core/schedule";
import { formatDate, formatMoney, type MoneyFormat } from "@/lib/format";
import type { LoanContract } from "./contract-steps";
import { contractRules, contractSections, type ContractSection } from "./contract-words";

// The fonts of the pages, from the package that brings them: nothing is fetched, and the sign of every currency is in them.
const packages = join(process.cwd(), "node_modules");
const fonts = join(packages, "geist", "dist", "fonts");
Font.register({
  family: "Geist",
  fonts: [
    { src: join(fonts, "geist-sans", "Geist-Regular.ttf"), fontWeight: 400 },
    { src: join(fonts, "geist-sans", "Geist-SemiBold.ttf"), fontWeight: 600 },
  ],
});
Font.register({ family: "Geist Mono", src: join(fonts, "geist-mono", "GeistMono-Regular.ttf") });
// People's names are written in more letters than the pages' own font has: what it lacks is taken from these.
const otherScripts = ["devanagari", "greek"];
for (const script of otherScripts) {
  const file = (fontWeight: number) => join(packages, "@fontsource", "noto-sans", "files", `noto-sans-${script}-${fontWeight}-normal.woff`);
  Font.register({ family: script, fonts: [400, 600].map((fontWeight) => ({ src: file(fontWeight), fontWeight })) });
}
// A name or an amount is never broken with a hyphen.
Font.registerHyphenationCallback((word) => [word]);

/** Lines of the schedule on one page. Pages are cut here, because to measure hundreds of lines again and again takes seconds. */
const LINES_PER_PAGE = 40;

const ink = "#1c2430";
const dim = "#5c6675";
const line = "#d5dae1";

const styles = StyleSheet.create({
  page: { fontFamily: ["Geist", ...otherScripts], fontSize: 9, color: ink, paddingTop: 48, paddingBottom: 64, paddingHorizontal: 48, lineHeight: 1.4 },
  head: { flexDirection: "row", justifyContent: "space-between", marginBottom: 14 },
  title: { fontSize: 18, fontWeight: 600, lineHeight: 1.2 },
  dim: { color: dim },
  section: { marginBottom: 10 },
  subtitle: { fontSize: 10.5, fontWeight: 600, marginBottom: 3 },
  fact: { flexDirection: "row", borderBottomWidth: 0.5, borderBottomColor: line, paddingVertical: 2 },
  label: { width: "45%", color: dim, paddingRight: 8 },
  value: { width: "55%" },
  rule: { flexDirection: "row", marginBottom: 3 },
  ruleNumber: { width: 16, color: dim },
  ruleText: { flex: 1 },
  hash: { fontFamily: "Geist Mono", fontSize: 8 },
  columns: { flexDirection: "row" },
  columnTitle: { fontWeight: 600, borderBottomWidth: 0.5, borderBottomColor: line, paddingBottom: 3, marginBottom: 4 },
  // A line height counts by the font size that stands beside it, not by an inherited one.
  columnText: { fontSize: 9, lineHeight: 1.7 },
  strong: { fontWeight: 600 },
  number: { width: "8%" },
  date: { width: "20%" },
  amount: { width: "18%", textAlign: "right", fontFeatureSettings: { tnum: 1 } },
  foot: { position: "absolute", left: 48, right: 48, top: 800, color: dim, fontSize: 8, textAlign: "right" },
});

/** A contract as an A4 document. The same contract gives the same bytes: its dates are those of the contract, not of the machine. */
export function contractPdf(contract: LoanContract, format: MoneyFormat): Promise<Buffer> {
  return renderToBuffer(<ContractDocument contract={contract} format={format} />);
}

function ContractDocument({ contract, format }: { contract: LoanContract; format: MoneyFormat }) {
  const { facts, number, termsHash } = contract;
  const issuedAt = new Date(`${facts.issuedOn}T00:00:00Z`);
  return (
    <Document
      title={`Loan contract ${number}`}
      author={facts.lender}
      subject={`Loan ${facts.loanId}, ${facts.productName}`}
      keywords={`${number} sha256:${termsHash}`}
      creator={facts.lender}
      producer={facts.lender}
      creationDate={issuedAt}
      modificationDate={issuedAt}
      language="en"
    >
      <TermsPage contract={contract} format={format} />
      {pagesOf(facts.schedule).map((lines) => (
        <SchedulePage key={lines[0]?.number} contract={contract} lines={lines} format={format} />
      ))}
    </Document>
  );
}

function TermsPage({ contract, format }: { contract: LoanContract; format: MoneyFormat }) {
  const { facts, number, termsHash, accepted } = contract;
  return (
    <Page size="A4" style={styles.page}>
      <View style={styles.head}>
        <View>
          <Text style={styles.title}>Loan contract</Text>
          <Text style={styles.dim}>{facts.lender}</Text>
        </View>
        <Text style={styles.strong}>{number}</Text>
      </View>
      {contractSections(facts, format).map((section) => (
        <Facts key={section.title} section={section} />
      ))}
      <View style={styles.section}>
        <Text style={styles.subtitle}>What both sides are held to</Text>
        {contractRules(facts, format).map((rule, index) => (
          <View key={rule} style={styles.rule} wrap={false}>
            <Text style={styles.ruleNumber}>{index + 1}.</Text>
            <Text style={styles.ruleText}>{rule}</Text>
          </View>
        ))}
      </View>
      <View style={styles.section} wrap={false}>
        <Text style={styles.subtitle}>Hash of the terms (SHA-256)</Text>
        <Text style={styles.hash}>{termsHash}</Text>
      </View>
      <View wrap={false}>
        <Text style={styles.subtitle}>Acceptance</Text>
        <Text>{accepted ? `Accepted by ${facts.borrower.fullName} on ${formatDate(accepted.on)}, recorded at ${accepted.at.toISOString()}.` : "Not accepted yet."}</Text>
      </View>
      <Foot number={number} />
    </Page>
  );
}

function Facts({ section }: { section: ContractSection }) {
  return (
    <View style={styles.section}>
      <Text style={styles.subtitle}>{section.title}</Text>
      {section.lines.map(({ label, value }) => (
        <View key={label} style={styles.fact} wrap={false}>
          <Text style={styles.label}>{label}</Text>
          <Text style={styles.value}>{value}</Text>
        </View>
      ))}
    </View>
  );
}

function SchedulePage({ contract: { facts, number }, lines, format }: { contract: LoanContract; lines: readonly Instalment[]; format: MoneyFormat }) {
  const write = (minor: bigint) => formatMoney(minor, format);
  const isLast = lines.at(-1)?.number === facts.schedule.length;
  const sum = (text: string) => (isLast ? [text] : []);
  return (
    <Page size="A4" style={styles.page}>
      <Text style={styles.subtitle}>Schedule, paid out on {formatDate(facts.issuedOn)}</Text>
      <View style={styles.columns}>
        <Column style={styles.number} title="No." texts={lines.map((each) => String(each.number))} />
        <Column style={styles.date} title="Due on" texts={[...lines.map((each) => formatDate(each.dueOn)), ...sum("In all")]} />
        <Column style={styles.amount} title="Principal" texts={[...lines.map((each) => write(each.principal)), ...sum(write(facts.principal))]} />
        <Column style={styles.amount} title="Interest" texts={[...lines.map((each) => write(each.interest)), ...sum(write(facts.totalInterest))]} />
        <Column style={styles.amount} title="Instalment" texts={[...lines.map((each) => write(each.total)), ...sum(write(facts.totalPayable))]} />
        <Column style={styles.amount} title="Balance" texts={lines.map((each) => write(each.balanceAfter))} />
      </View>
      <Foot number={number} />
    </Page>
  );
}

// A column is one text of many lines: six texts a page are laid out at once, two hundred cells take seconds.
function Column({ style, title, texts }: { style: (typeof styles)["amount"] | (typeof styles)["date"]; title: string; texts: readonly string[] }) {
  return (
    <View style={style}>
      <Text style={styles.columnTitle}>{title}</Text>
      <Text style={styles.columnText}>{texts.join("\n")}</Text>
    </View>
  );
}

function Foot({ number }: { number: string }) {
  return <Text style={styles.foot} render={({ pageNumber, totalPages }) => `${number}, page ${pageNumber} of ${totalPages}`} fixed />;
}

function pagesOf(schedule: readonly Instalment[]): Instalment[][] {
  return Array.from({ length: Math.ceil(schedule.length / LINES_PER_PAGE) }, (_, page) => schedule.slice(page * LINES_PER_PAGE, (page + 1) * LINES_PER_PAGE));
}
