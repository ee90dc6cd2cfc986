import { beforeAll, expect, test } from "vitest";
import { withTransaction } from "@/db/transaction";
import { anonymous } from "@/lib/core/permissions";
import { openInstallation, refusalOf } from "@/lib/platform/testing";
import { getBorrowerDetails } from "../queries";
import { lockBorrowerFacts } from "../steps";
import { signUp } from "../testing";
import { saveBorrowerDetails } from "./save-borrower-details";

beforeAll(() => openInstallation("2026-03-02"));

const details = {
  fullName: "Asha Rao",
  dateOfBirth: "1990-05-17",
  employmentStatus: "Employed",
  monthlyIncome: "85,000.50",
  otherIncome: "",
  existingLoans: "12,500",
  monthlyEmi: 4200,
};

test("200: what was saved is what a decision rests on, in minor units, and can be saved again", async () => {
  const own = await signUp("borrower", "a@example.com");
  await saveBorrowerDetails.execute(own, details);
  const facts = await withTransaction((tx) => lockBorrowerFacts(tx, own.id));
  expect(facts).toMatchObject({
    userId: own.id,
    email: "a@example.com",
    fullName: "Asha Rao",
    dateOfBirth: "1990-05-17",
    employmentStatus: "Employed",
    monthlyIncome: 8_500_050n,
    otherIncome: 0n,
    existingEmi: 420_000n,
  });
  await saveBorrowerDetails.execute(own, { ...details, employmentStatus: "Student", phone: "+91 22 5550100" });
  const { profile, employment } = await getBorrowerDetails.execute(own, {});
  expect([profile.phone, employment?.status]).toEqual(["+91225550100", "Student"]);
});

test("refused: a decision without details, or about a login that is no borrower", async () => {
  const own = await signUp("borrower", "b@example.com");
  const depositor = await signUp("depositor", "b@example.com");
  expect((await refusalOf(withTransaction((tx) => lockBorrowerFacts(tx, own.id)))).code).toBe("details_missing");
  expect((await refusalOf(withTransaction((tx) => lockBorrowerFacts(tx, depositor.id)))).code).toBe("not_found");
});

test.each([
  ["monthlyIncome", "-1"],
  ["monthlyIncome", "85.005"],
  ["monthlyIncome", 1e30],
  ["monthlyIncome", ""],
  ["otherIncome", "2500,00"],
  ["monthlyEmi", "abc"],
  ["existingLoans", "-1"],
  ["dateOfBirth", "1990-02-30"],
  ["dateOfBirth", "2026-03-02"],
  ["employmentStatus", "Retired"],
])("400: %s = %s is named and nothing is saved", async (field, value) => {
  const own = await signUp("borrower", `${field}-${String(value).length}-${Math.random()}@example.com`);
  const refusal = await refusalOf(saveBorrowerDetails.execute(own, { ...details, [field]: value }));
  expect(Object.keys(refusal.details.fields ?? {})).toEqual([field]);
  expect((await getBorrowerDetails.execute(own, {})).finance).toBeNull();
});

test("403 for a depositor, 401 for nobody", async () => {
  const depositor = await signUp("depositor", "d@example.com");
  expect((await refusalOf(saveBorrowerDetails.execute(depositor, details))).status).toBe(403);
  expect((await refusalOf(saveBorrowerDetails.execute(anonymous, details))).status).toBe(401);
});
