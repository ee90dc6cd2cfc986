import { createHash } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { GET as getAnyContract } from "@/app/api/admin/loans/[id]/contract/route";
import { POST as accept } from "@/app/api/loans/my-loans/[id]/contract/accept/route";
import { GET as getContract } from "@/app/api/loans/my-loans/[id]/contract/route";
import { GET as openPdf } from "@/app/documents/contracts/[loanId]/route";
import type { Actor } from "@/lib/core/permissions";
import { applyForLoan } from "@/lib/loans/operations/apply-for-loan";
import { approveLoan } from "@/lib/loans/operations/approve-loan";
import { borrowerNamed, openLoanBank } from "@/lib/loans/testing";
import { ask, tokenOf } from "./in-process/testing";

type Contract = { number: string; hash: string; canonical_terms: string; terms: object; costs: { paid_out: number; total_cost: number }; apr: number; schedule: object[]; accepted_at: string | null; pdf_url: string };

let bank: Awaited<ReturnType<typeof openLoanBank>>;
let asha: Actor;
let ravi: Actor;
let id: number;

beforeAll(async () => {
  bank = await openLoanBank();
  [asha, ravi] = [await borrowerNamed("Asha"), await borrowerNamed("Ravi")];
  ({ loanId: id } = await applyForLoan.execute(asha, { productId: bank.productId, amount: "20000", instalments: 6 }));
});

const contractOf = (body: Record<string, unknown>) => body.contract as Contract;

async function download(as?: Actor): Promise<Response> {
  const headers = new Headers(as ? { authorization: `Bearer ${await tokenOf(as)}` } : {});
  return openPdf(new Request(`http://localhost/documents/contracts/${id}`, { headers }), { params: Promise.resolve({ loanId: String(id) }) });
}

describe("the contract of a loan", () => {
  test("is not there before the approval", async () => {
    expect(await ask(getContract, { as: asha, params: { id } })).toMatchObject({ status: 404, body: { code: "contract_not_issued" } });
    expect((await download(asha)).status).toBe(404);
  });
  test("tells number, hash, terms, costs, schedule and where the document is", async () => {
    await approveLoan.execute(bank.admin, { loanId: id });
    const { status, body } = await ask(getContract, { as: asha, params: { id } });
    const contract = contractOf(body);
    expect(status).toBe(200);
    expect(contract).toMatchObject({ loan_id: id, number: `TB-2026-${String(id).padStart(6, "0")}`, issued_on: "2026-01-01", accepted_on: null, accepted_at: null, pdf_url: `/documents/contracts/${id}` });
    expect(contract.terms).toMatchObject({ loan_amount: 20000, interest_rate: 12, instalment_count: 6, borrower: { full_name: "Asha" } });
    expect(contract.costs).toMatchObject({ origination_fee: 200, paid_out: 19800, pre_closure_fee: 2, late_fee: 250, late_fee_grace_days: 3 });
    expect(contract.schedule).toHaveLength(6);
    expect(contract.schedule[0]).toMatchObject({ number: 1, due_date: "2026-02-01", interest: 200 });
    expect(createHash("sha256").update(contract.canonical_terms).digest("hex")).toBe(contract.hash);
  });
  test("is the borrower's and staff's alone, the document as well", async () => {
    for (const [who, expected] of [[undefined, 401], [ravi, 404], [bank.admin, 403]] as const) {
      expect((await ask(getContract, { as: who, params: { id } })).status).toBe(expected);
      expect((await ask(accept, { as: who, params: { id }, body: { hash: "0".repeat(64) } })).status).toBe(expected);
    }
    expect((await ask(getAnyContract, { as: bank.admin, params: { id } })).status).toBe(200);
    expect((await ask(getAnyContract, { as: asha, params: { id } })).status).toBe(403);
    expect((await ask(getAnyContract, { as: bank.admin, params: { id: 999_999 } })).body.code).toBe("not_found");
    expect([(await download()).status, (await download(ravi)).status, (await download(bank.admin)).status]).toEqual([401, 404, 200]);
  });
  test("is a PDF to download, named by its number", async () => {
    const response = await download(asha);
    const pdf = Buffer.from(await response.arrayBuffer());
    const { number, hash } = contractOf((await ask(getContract, { as: asha, params: { id } })).body);
    expect(response.headers.get("content-type")).toBe("application/pdf");
    expect(response.headers.get("content-disposition")).toContain(`attachment; filename="${number}.pdf"`);
    expect(response.headers.get("content-length")).toBe(String(pdf.length));
    expect(pdf.subarray(0, 5).toString("latin1")).toBe("%PDF-");
    expect(pdf.toString("latin1")).toContain(`(${number} sha256:${hash})`);
  });
  test("is accepted by its hash: another is refused, a second time changes nothing", async () => {
    const { hash } = contractOf((await ask(getContract, { as: asha, params: { id } })).body);
    expect(await ask(accept, { as: asha, params: { id }, body: {} })).toMatchObject({ status: 400, body: { code: "input_invalid", fields: { hash: expect.any(String) } } });
    expect(await ask(accept, { as: asha, params: { id }, body: { hash: "short" } })).toMatchObject({ status: 400, body: { code: "input_invalid", fields: { hash: expect.any(String) } } });
    expect(await ask(accept, { as: asha, params: { id }, body: { hash: "0".repeat(64) } })).toMatchObject({ status: 409, body: { code: "contract_changed" } });

    const accepted = await ask(accept, { as: asha, params: { id }, body: { hash }, key: "accept-1" });
    expect(accepted).toMatchObject({ status: 200, body: { contract: { accepted_on: "2026-01-01", hash } } });
    const replayed = await ask(accept, { as: asha, params: { id }, body: { hash }, key: "accept-1" });
    expect([replayed.headers.get("idempotent-replayed"), contractOf(replayed.body)]).toEqual(["true", contractOf(accepted.body)]);
    expect(contractOf((await ask(accept, { as: asha, params: { id }, body: { hash } })).body)).toEqual(contractOf(accepted.body));
    expect(contractOf((await ask(getAnyContract, { as: bank.admin, params: { id } })).body).accepted_at).toBe(contractOf(accepted.body).accepted_at);
  });
});
