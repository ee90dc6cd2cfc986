import { beforeAll, describe, expect, test } from "vitest";
import { GET as listProducts, POST as wrongMethod } from "@/app/api/loans/products/route";
import { GET as getProduct } from "@/app/api/loans/products/[id]/route";
import { createProduct } from "@/lib/catalog/operations/create-product";
import { system } from "@/lib/core/permissions";
import { openLoanBank } from "@/lib/loans/testing";
import { ask } from "./in-process/testing";

let bank: Awaited<ReturnType<typeof openLoanBank>>;

const list = (query = "") => ask(listProducts, { query });
const idsOf = ({ body }: { body: Record<string, unknown> }) => (body.loan_products as { loan_product_id: number }[]).map((each) => each.loan_product_id);

beforeAll(async () => {
  bank = await openLoanBank();
});

describe("GET /api/loans/products", () => {
  test("anybody sees the listed monthly products by id, with every field of the contract", async () => {
    const answer = await list();
    expect(answer.status).toBe(200);
    expect(idsOf(answer)).toEqual([bank.productId, bank.automatic]);
    expect(answer.body).toMatchObject({ has_more: false });
    expect((answer.body.loan_products as unknown[])[0]).toMatchObject({
      ...{ bank_id: bank.bankId, bank_name: "Partner Bank", product_name: "Personal Loan", description: "For anything." },
      ...{ min_amount: 1000, max_amount: 1000000, interest_rate: 12, tenure_range: "3-24 months", min_tenure_months: 3, max_tenure_months: 24 },
      ...{ origination_fee_rate: 1, pre_closure_fee_rate: 2, late_fee: 250, rate_basis: "year", interest_method: "declining", is_listed: true },
      eligibility_criteria: expect.stringContaining("Your total income is at least ₹20,000 a month."),
      created_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
      updated_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
    });
  });

  test("how a loan is funded is nobody's business out here", async () => {
    const text = JSON.stringify((await list()).body);
    for (const secret of ["tile", "servicing", "fund_share", "bank_share"]) expect(text).not.toContain(secret);
  });

  test.each([
    ["?min_amount=5000", ["productId", "automatic"]],
    ["?min_amount=5000.01", ["productId"]],
    ["?min_amount=1000000.01", []],
    ["?max_amount=999.99", ["automatic"]],
    ["?max_amount=1000", ["productId", "automatic"]],
    ["?max_amount=0", []],
    ["?min_amount=100000&max_amount=2000", ["productId"]],
    ["?bank_id=999999", []],
    ["?bank_id=&min_amount=&max_amount=", ["productId", "automatic"]],
    ["?colour=blue", ["productId", "automatic"]],
  ] as const)("%s leaves %j", async (query, left) => {
    expect(idsOf(await list(query))).toEqual(left.map((name) => bank[name]));
  });

  test("a bank's own products", async () => {
    expect(idsOf(await list(`?bank_id=${bank.bankId}`))).toEqual([bank.productId, bank.automatic]);
  });

  test.each([
    ["?min_amount=lots", "min_amount"],
    ["?max_amount=-1", "max_amount"],
    ["?min_amount=1.005", "min_amount"],
    ["?bank_id=abc", "bank_id"],
    ["?bank_id=1%20OR%201=1", "bank_id"],
    ["?limit=0", "limit"],
    ["?limit=1001", "limit"],
    ["?after=x", "after"],
  ])("%s is refused, and the field is named", async (query, field) => {
    expect(await list(query)).toMatchObject({ status: 400, body: { code: "input_invalid", fields: { [field]: expect.any(String) } } });
  });

  test("pages walk the list once", async () => {
    const first = await list("?limit=1");
    expect([idsOf(first), first.body.has_more]).toEqual([[bank.productId], true]);
    const second = await list(`?limit=1&after=${bank.productId}`);
    expect([idsOf(second), second.body.has_more]).toEqual([[bank.automatic], false]);
  });

  test("who has the current answer is told so without it", async () => {
    const etag = (await list()).headers.get("etag") ?? "";
    const again = await listProducts(new Request("http://localhost/api/loans/products", { headers: { "if-none-match": etag } }), { params: Promise.resolve({}) });
    expect([again.status, await again.text()]).toEqual([304, ""]);
  });

  test("another method is refused in the words of machines", async () => {
    expect(await ask(wrongMethod)).toMatchObject({ status: 405, body: { code: "method_not_allowed" } });
  });
});

describe("GET /api/loans/products/{id}", () => {
  const get = (id: string | number) => ask(getProduct, { params: { id } });

  test("one product has the fields of the list", async () => {
    const { body } = await get(bank.automatic);
    expect(body.loan_product).toEqual(((await list()).body.loan_products as unknown[])[1]);
    expect(body).toMatchObject({ loan_product: { product_name: "Quick Loan", approves_automatically: true, eligibility_criteria: "There are no rules besides the amount and the term." } });
  });

  test.each(["weekly", "hidden"] as const)("a product that is %s is not there", async (name) => {
    expect(await get(bank[name])).toMatchObject({ status: 404, body: { code: "not_found" } });
  });

  test.each(["999999", "0", "-1", "abc", "1 OR 1=1", "1e3"])("nothing is at %j", async (id) => {
    expect(await get(id)).toMatchObject({ status: 404, body: { code: "not_found" } });
  });
});

describe("the kind of loan", () => {
  test("a product says what kind of loan it is, in figures and in words", async () => {
    const kind = { method: "equal_principal", dayCount: "actual/actual", graceInstalments: 2, graceOf: "both", graceInterest: "waived", roundInstalmentTo: 100_00n, roundInstalment: "nearest", lateFeeCapPpm: 200_000 };
    const plain = { bankId: bank.bankId, description: "Test", amountMin: 1_000_00n, amountMax: 999_000_00n, ratePpm: 120_000, instalmentsMin: 3, instalmentsMax: 24, smallestTile: 10_00n };
    const { productId } = await createProduct.execute(system, { ...plain, ...kind, name: "Falling" });
    const { productId: bullet } = await createProduct.execute(system, { ...plain, name: "Bullet", method: "bullet" });
    const answered = async (id: number) => (await ask(getProduct, { params: { id: String(id) } })).body.loan_product;
    expect(await answered(productId)).toMatchObject({
      ...{ interest_method: "equal_principal", day_count: "actual/actual", grace: { instalments: 2, of: "both", interest: "waived" }, instalment_rounding: { multiple: 100, to: "nearest" }, late_fee_cap: 20 },
      repaid: expect.stringContaining("The first 2 instalments ask for nothing, and no interest is charged for that time."),
    });
    // Interest of a month on the middling loan of 500,000.00 at 12 %.
    expect(await answered(bullet)).toMatchObject({ interest_method: "bullet", grace: null, instalment_rounding: null, example: { monthly_emi: 5000 } });
  });
});
