import { createBank } from "@/lib/catalog/operations/create-bank";
import { createProduct } from "@/lib/catalog/operations/create-product";
import type { EligibilityCriteria } from "@/lib/core/eligibility";
import type { Money } from "@/lib/core/money";
import { system } from "@/lib/core/permissions";
import type { Random } from "./random";

const BANKS = 2;
const PRODUCTS = 5;

/** Of the rules at most the one about written-off debt, but a score and a grade: depositors' strategies ask for one. */
const scoredOnly: EligibilityCriteria = {
  ...{ ageMin: null, refusesUnemployed: false, studentIncomeMinMajor: null, incomeMinMajor: null },
  ...{ emiShareMaxPpm: null, activeLoansBelow: null },
};

/** Two banks, and products with terms drawn at random. */
export async function openCatalogue(random: Random, scale: Money) {
  const bankIds: number[] = [];
  for (let index = 0; index < BANKS; index += 1) bankIds.push((await createBank.execute(system, { name: `Bank ${index}` })).bankId);
  const products = [];
  for (let index = 0; index < PRODUCTS; index += 1) {
    const terms = { ...drawLimits(random, scale), ...drawSchedule(random), ...drawFees(random, scale), ...drawFunding(random, scale) };
    const { productId } = await createProduct.execute(system, { ...terms, bankId: random.pick(bankIds), name: `Product ${index}`, description: "Drawn at random." });
    const { amountMax, instalmentsMin, instalmentsMax } = terms;
    products.push({ productId, amountMax, instalmentsMin, instalmentsMax });
  }
  return { bankIds, products };
}

function drawLimits(random: Random, scale: Money) {
  return {
    ...{ amountMin: 1n, amountMax: scale * 4_000n, criteria: random.percent(60) ? { ...scoredOnly, lendsDespiteUnpaidDebt: random.percent(50) } : null },
    approvesAutomatically: random.percent(35),
  };
}

/** Every kind of schedule that a product can have. */
function drawSchedule(random: Random) {
  const method = random.pick(["declining", "declining", "flat", "equal_principal", "bullet"] as const);
  const instalmentsMin = random.between(1, 4);
  const monthly = random.percent(60);
  return {
    method,
    ...{ instalmentsMin, instalmentsMax: instalmentsMin + random.between(0, 14) },
    dayCount: random.pick(["30/360", "actual/365", "actual/364", "actual/360", "actual/actual", "actual/actual-isda"] as const),
    intervalUnit: monthly ? ("month" as const) : ("day" as const),
    intervalCount: monthly ? random.pick([1, 1, 1, 2]) : random.pick([1, 7, 10, 14, 30]),
    ratePpm: random.pick([35_000, 99_000, 120_000, 187_500, 360_000, 360_000, 1, 0]),
    ...(method !== "bullet" && random.percent(25) ? { roundInstalmentTo: random.pick([1n, 5n, 100n]), roundInstalment: random.pick(["up", "nearest"] as const) } : {}),
    ...(method !== "flat" && instalmentsMin > 1 && random.percent(40) ? drawGrace(random, { method, instalmentsMin }) : {}),
  };
}

function drawGrace(random: Random, { method, instalmentsMin }: { method: string; instalmentsMin: number }) {
  return {
    graceInstalments: random.between(1, instalmentsMin - 1),
    graceOf: method === "bullet" ? ("both" as const) : random.pick(["principal", "both"] as const),
    graceInterest: random.pick(["charged", "waived"] as const),
  };
}

function drawFees(random: Random, scale: Money) {
  return {
    originationFeePpm: random.pick([0, 0, 10_000, 33_333]),
    preClosureFeePpm: random.pick([0, 0, 20_000, 500_000]),
    lateFee: random.percent(60) ? random.money(1n, scale) : 0n,
    lateFeeGraceDays: random.between(0, 6),
    lateFeeCapPpm: random.pick([1_000_000, 100_000, 1]),
    servicingFeePpm: random.pick([100_000, 100_000, 77_777, 333_333, 0, 1_000_000]),
    fundSharePpm: random.pick([50_000, 100_000, 333_333, 333_333, 0, 1_000_000]),
  };
}

function drawFunding(random: Random, scale: Money) {
  return {
    bankSharePpm: random.pick([0, 0, 100_000, 100_000, 333_333, 1_000_000]),
    bankTopsUp: random.percent(40),
    smallestTile: random.percent(60) ? 1n : random.money(1n, scale * 4n),
    tileCountMax: random.percent(30) ? random.between(1, 6) : null,
    reservationDays: random.percent(40) ? random.between(1, 45) : null,
  };
}
