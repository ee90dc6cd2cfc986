import { createBank } from "@/lib/catalog/operations/create-bank";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { payInCapital } from "@/lib/catalog/operations/pay-in-capital";
import { defaultCriteria, type EligibilityCriteria } from "@/lib/core/eligibility";
import { system } from "@/lib/core/permissions";

/** The demo's six products by a short name that the story uses. */
export type ProductKey = "personal" | "home" | "trader" | "harvest" | "laptop" | "bridge";

const youngCriteria: EligibilityCriteria = { ...defaultCriteria, ageMin: 18, studentIncomeMinMajor: 6_000, incomeMinMajor: 12_000 };

const banks = {
  sahyadri: { name: "Sahyadri Bank", description: "A regional bank for salaried families.", capital: "25000000" },
  konkan: { name: "Konkan Credit Union", description: "Owned by its members along the coast.", capital: "12000000" },
  deccan: { name: "Deccan Finance", description: "Small loans, decided the same minute.", capital: "8000000" },
} as const;

const major = (rupees: number) => BigInt(rupees) * 100n;

const products = {
  personal: {
    bank: "sahyadri",
    name: "Personal Loan",
    description: "For a wedding, a move or a medical bill. Equal instalments on what is still owed.",
    amountMin: major(50_000),
    amountMax: major(500_000),
    ratePpm: 135_000,
    method: "declining",
    dayCount: "30/360",
    instalmentsMin: 12,
    instalmentsMax: 48,
    originationFeePpm: 10_000,
    preClosureFeePpm: 20_000,
    lateFee: major(500),
    servicingFeePpm: 100_000,
    fundSharePpm: 50_000,
    criteria: defaultCriteria,
    bankSharePpm: 100_000,
    bankTopsUp: true,
    smallestTile: major(500),
  },
  home: {
    bank: "sahyadri",
    name: "Home Improvement",
    description: "A new roof or a second floor, at our lowest rate, with instalments that fall as you pay. Needs a verified identity and address.",
    amountMin: major(100_000),
    amountMax: major(1_500_000),
    ratePpm: 112_000,
    method: "equal_principal",
    dayCount: "actual/365",
    instalmentsMin: 24,
    instalmentsMax: 84,
    originationFeePpm: 5_000,
    preClosureFeePpm: 15_000,
    lateFee: major(750),
    servicingFeePpm: 90_000,
    fundSharePpm: 40_000,
    criteria: defaultCriteria,
    requiresDocuments: true,
    bankSharePpm: 200_000,
    smallestTile: major(500),
    // While the documents are looked at, the money waits for the borrower.
    reservationDays: 21,
  },
  trader: {
    bank: "konkan",
    name: "Trader's Stock Loan",
    description: "Fill the shelves before the season. Interest is fixed on day one and never moves.",
    amountMin: major(25_000),
    amountMax: major(300_000),
    ratePpm: 90_000,
    method: "flat",
    dayCount: "30/360",
    instalmentsMin: 6,
    instalmentsMax: 24,
    lateFee: major(300),
    servicingFeePpm: 100_000,
    fundSharePpm: 60_000,
    criteria: defaultCriteria,
    bankSharePpm: 50_000,
    bankTopsUp: true,
    smallestTile: major(250),
  },
  harvest: {
    bank: "konkan",
    name: "Harvest Loan",
    description: "Seed and equipment. Only interest for ninety days; you pay back every thirty days once the crop sells.",
    amountMin: major(20_000),
    amountMax: major(250_000),
    ratePpm: 142_500,
    method: "declining",
    dayCount: "actual/365",
    intervalUnit: "day",
    intervalCount: 30,
    graceInstalments: 3,
    instalmentsMin: 6,
    instalmentsMax: 18,
    originationFeePpm: 7_500,
    lateFee: major(250),
    servicingFeePpm: 110_000,
    fundSharePpm: 60_000,
    criteria: defaultCriteria,
    bankSharePpm: 100_000,
    bankTopsUp: true,
    smallestTile: major(250),
  },
  laptop: {
    bank: "deccan",
    name: "Student Laptop",
    description: "For students and first jobs. Whole-rupee instalments, decided at once.",
    amountMin: major(20_000),
    amountMax: major(120_000),
    ratePpm: 99_000,
    method: "declining",
    dayCount: "30/360",
    instalmentsMin: 6,
    instalmentsMax: 24,
    roundInstalmentTo: major(1),
    lateFee: major(150),
    servicingFeePpm: 80_000,
    fundSharePpm: 80_000,
    criteria: youngCriteria,
    approvesAutomatically: true,
    bankSharePpm: 50_000,
    bankTopsUp: true,
    smallestTile: major(200),
  },
  bridge: {
    bank: "deccan",
    name: "Salary Bridge",
    description: "Small and short: repaid every two weeks, straight after payday.",
    amountMin: major(10_000),
    amountMax: major(100_000),
    ratePpm: 180_000,
    method: "declining",
    dayCount: "actual/365",
    intervalUnit: "day",
    intervalCount: 14,
    instalmentsMin: 6,
    instalmentsMax: 26,
    originationFeePpm: 15_000,
    lateFee: major(200),
    servicingFeePpm: 120_000,
    fundSharePpm: 100_000,
    criteria: { ...defaultCriteria, emiShareMaxPpm: 500_000 },
    approvesAutomatically: true,
    bankSharePpm: 100_000,
    bankTopsUp: true,
    smallestTile: major(200),
  },
} as const;

/** Opens the demo's banks, pays in their capital and adds their products. */
export async function openCatalogue(): Promise<Record<ProductKey, number>> {
  const bankIds = new Map<string, number>();
  for (const [key, { name, description, capital }] of Object.entries(banks)) {
    const { bankId } = await createBank.execute(system, { name, description });
    await payInCapital.execute(system, { bankId, amount: capital });
    bankIds.set(key, bankId);
  }
  const productIds: Partial<Record<ProductKey, number>> = {};
  for (const [key, { bank, ...product }] of Object.entries(products) as [ProductKey, (typeof products)[ProductKey]][]) {
    const { productId } = await createProduct.execute(system, { ...product, bankId: bankIds.get(bank) });
    productIds[key] = productId;
  }
  return productIds as Record<ProductKey, number>;
}
