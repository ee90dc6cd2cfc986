import { database } from "@/db/client";
import { sessions } from "@/db/schema";
import { createBank } from "@/lib/catalog/operations/create-bank";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { payInCapital } from "@/lib/catalog/operations/pay-in-capital";
import { defaultCriteria } from "@/lib/core/eligibility";
import { system, type Actor } from "@/lib/core/permissions";
import { hireAdmin, signUp } from "@/lib/identity/testing";
import { install } from "@/scripts/story/install";
import { fillInDetails } from "@/scripts/story/people";

/* What integration tests of borrowing begin with. Everybody made here is signed in. */

/** A monthly product at 12 % with every fee, from 1,000 to 1,000,000 over 3 to 24 months; the bank tops up what depositors lack. */
const personalLoan = {
  ...{ name: "Personal Loan", description: "For anything.", amountMin: 1_000_00n, amountMax: 1_000_000_00n, ratePpm: 120_000, method: "declining" },
  ...{ instalmentsMin: 3, instalmentsMax: 24, originationFeePpm: 10_000, preClosureFeePpm: 20_000, lateFee: 250_00n, lateFeeGraceDays: 3 },
  ...{ servicingFeePpm: 100_000, fundSharePpm: 50_000, criteria: defaultCriteria, smallestTile: 10_00n, bankTopsUp: true },
} as const;

/** A bank with capital on 1 January 2026. Two of its products are offered to clients that count in months: the first, and one that approves automatically. */
export async function openLoanBank() {
  await install("2026-01-01", { demo: false });
  const admin = await signedIn(await hireAdmin("officer@example.com"));
  const { bankId } = await createBank.execute(system, { name: "Partner Bank" });
  await payInCapital.execute(system, { bankId, amount: "1000000" });
  const product = async (change: object) => (await createProduct.execute(system, { bankId, ...personalLoan, ...change })).productId;
  return {
    admin,
    bankId,
    productId: await product({}),
    automatic: await product({ name: "Quick Loan", amountMin: 500_00n, amountMax: 5_000_00n, approvesAutomatically: true, criteria: null }),
    weekly: await product({ name: "Weekly", intervalUnit: "day", intervalCount: 7 }),
    hidden: await product({ name: "Hidden", listed: false }),
  };
}

/** The same actor with a session, as over HTTP. */
export async function signedIn(actor: Actor): Promise<Actor> {
  const expiresAt = new Date(Date.now() + 3_600_000);
  const [session] = await database().insert(sessions).values({ userId: actor.id, kind: "bearer", expiresAt }).$returningId();
  return { ...actor, sessionId: session?.id ?? null };
}

/** A borrower whose details are saved, with 90,000 a month. */
export async function borrowerNamed(name: string, change: { monthlyEmi?: string; monthlyIncome?: string } = {}): Promise<Actor> {
  const borrower = await signUp("borrower", `${name.toLowerCase()}@example.com`, name);
  const details = { dateOfBirth: "1990-05-01", employmentStatus: "Employed", monthlyIncome: "90000", jobTitle: "Engineer", employer: "Works" } as const;
  await fillInDetails(borrower, name, { ...details, ...change });
  return borrower;
}
