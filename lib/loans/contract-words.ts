import { describeStage, instalmentStages } from "@/lib/core/instalment-stages";
import { describeKind } from "@/lib/core/kind-words";
import type { ContractFacts } from "@/lib/core/loan-contract";
import { isLevel } from "@/lib/core/loan-terms";
import type { Money } from "@/lib/core/money";
import { formatDate, formatMoney, formatPlural, formatRate, type MoneyFormat } from "@/lib/format";

/* What a contract says, in words. A change of these is a new CONTRACT_TEMPLATE. */

/** A section of facts: each a name and what is agreed of it. */
export type ContractSection = { title: string; lines: readonly { label: string; value: string }[] };

/** Who agrees, what is lent, what it costs. */
export function contractSections(facts: ContractFacts, format: MoneyFormat): ContractSection[] {
  const write = (minor: Money) => formatMoney(minor, format);
  return [
    {
      title: "Who agrees",
      lines: [
        { label: "Lender", value: `${facts.bankName}, through ${facts.lender}` },
        { label: "Borrower", value: `${facts.borrower.fullName} (account ${facts.borrower.id})` },
        ...(facts.borrower.address === null ? [] : [{ label: "Address", value: facts.borrower.address }]),
        { label: "Loan", value: `${facts.loanId}, ${facts.productName}` },
        { label: "Day of the contract", value: formatDate(facts.issuedOn) },
      ],
    },
    {
      title: "What is lent",
      lines: [
        { label: "Principal", value: write(facts.principal) },
        { label: "Paid out to the borrower", value: write(facts.paidOut) },
        { label: "Interest rate", value: rateWords(facts) },
        { label: "Day count", value: facts.dayCount },
        { label: "Instalments", value: `${facts.instalmentCount}, ${oftenWords(facts.interval)}` },
        ...stageLines(facts, write),
      ],
    },
    { title: "What it costs", lines: costLines(facts, write) },
  ];
}

/** Equal instalments are one figure; others are told by what is asked for at first and then. */
function stageLines(facts: ContractFacts, write: (minor: Money) => string): ContractSection["lines"] {
  const { method, schedule, instalmentAmount } = facts;
  const grace = facts.grace ?? undefined;
  if (grace === undefined && isLevel(method)) return [{ label: "Equal instalment", value: write(instalmentAmount) }];
  return instalmentStages({ method, grace }, { instalments: schedule, instalmentAmount }).map((stage) => {
    const { which, what, amount } = describeStage(stage, write);
    return { label: `${which}: ${what.toLowerCase()}`, value: amount };
  });
}

function costLines(facts: ContractFacts, write: (minor: Money) => string): ContractSection["lines"] {
  const lateFee = `${write(facts.lateFee)} for an instalment more than ${formatPlural(facts.lateFeeGraceDays, "day")} late, at most ${formatRate(facts.lateFeeCapPpm)} of what is overdue of it`;
  return [
    { label: "Interest", value: write(facts.totalInterest) },
    { label: "Origination fee, withheld when the loan is paid out", value: facts.originationFee === 0n ? "None" : `${write(facts.originationFee)} (${formatRate(facts.originationFeePpm)})` },
    { label: "Total cost of the loan", value: write(facts.totalCost) },
    { label: "Paid back in all", value: write(facts.totalPayable) },
    { label: "Annual percentage rate (APR) of interest and origination fee", value: facts.aprPpm === null ? "No rate describes it" : formatRate(facts.aprPpm) },
    { label: "Fee for closing early", value: facts.preClosureFeePpm === 0 ? "None" : `${formatRate(facts.preClosureFeePpm)} of the principal that is not due yet` },
    { label: "Late fee", value: facts.lateFee === 0n ? "None" : lateFee },
  ];
}

/** What both sides are held to, a paragraph each. */
export function contractRules(facts: ContractFacts, format: MoneyFormat): string[] {
  const fee = facts.originationFee === 0n ? "No fee is withheld." : "The origination fee is withheld from it.";
  const first = laterWords(facts.interval);
  return [
    `The lender pays out the principal after the approval, as soon as it is funded. ${fee} Until then the borrower may withdraw at no cost.`,
    `The schedule on the following pages is that of a loan paid out on ${formatDate(facts.issuedOn)}. If it is paid out on another day, the first instalment is due ${first} that day and the others follow at the same distance; principal, rate, number of instalments and fees stay as they are agreed here, and the amounts follow from the same calculation.`,
    `${methodRule(facts, format)} rounded once for each instalment, half to the even unit. The last instalment takes what rounding has left.`,
    `A payment settles what is due first, the oldest instalment first: penalty, fee, interest, then principal. ${prepaymentRule(facts)}`,
    "The loan can be closed early on any day by paying what is owed on that day; interest of days to come is not owed where it is counted on what is still owed.",
    "The hash below is the SHA-256 of this contract's terms and schedule. The borrower accepts the contract by naming it.",
  ];
}

function methodRule(facts: ContractFacts, format: MoneyFormat): string {
  const { method, rateBasis, template } = facts;
  if (template >= 2) return `${describeKind(facts, (minor) => formatMoney(minor, format)).join(" ")} Interest is`;
  if (method === "flat") return `Interest is counted on the whole principal ${rateBasis === "term" ? "once, for the whole term" : "until the end of the term"}. It is`;
  return "Interest is counted on the principal that is still owed. It is";
}

const mayPayMore = "The borrower may pay more at any time";

// A contract of the first template keeps its words.
function prepaymentRule({ method, template }: ContractFacts): string {
  if (template >= 2 && method === "flat") return `${mayPayMore}: it pays the next instalments in order.`;
  if (method === "bullet") return `${mayPayMore} and chooses what it changes: the amount at the end with the interest of it, or the next instalments.`;
  return `${mayPayMore} and chooses what it changes: the number of instalments, their amount, or the next ones.`;
}

function rateWords({ ratePpm, rateBasis, method }: ContractFacts): string {
  const rate = formatRate(ratePpm);
  if (rateBasis === "term") return `${rate} of the principal, for the whole term`;
  return method === "flat" ? `${rate} a year of the whole principal` : `${rate} a year of what is still owed`;
}

function oftenWords({ unit, count }: ContractFacts["interval"]): string {
  return count === 1 ? `one each ${unit}` : `one every ${count} ${unit}s`;
}

function laterWords({ unit, count }: ContractFacts["interval"]): string {
  return `${formatPlural(count, unit)} after`;
}
