import type { RefusalCode } from "@/lib/platform/errors";

/**
 * What the published text says of an address besides its fields: the `action` that every answer repeats, and the
 * failures that it documents. Those are answered with status 200, because clients of this contract read `status`;
 * what the text does not know has the status of the one table of refusals.
 */
type Words = { action: string; failures: Partial<Record<RefusalCode, string>> };

/** Addresses as clients see them. The spelling of the messages is the published one, mistakes included. */
const words: Readonly<Record<string, Words>> = {
  "/": { action: "main", failures: {} },
  "/login": { action: "login", failures: { credentials_wrong: "wrong username or password" } },
  "/register": { action: "register", failures: { username_taken: "username already exists" } },
  "/user/get_info": { action: "get_user_data", failures: { not_found: "user not found" } },
  "/user/update_info": { action: "update_user_data", failures: { not_found: "user not found", username_taken: "username already exists" } },
  "/user/get_credits": { action: "get_credits", failures: { not_found: "user not found", client_kind_wrong: "User is a deposit client" } },
  "/user/get_repayment_schedule": { action: "get_repayment_schedule", failures: { not_found: "credit not found", client_kind_wrong: "credit not found" } },
  "/user/invest": { action: "invest", failures: { not_found: "account is not exist", client_kind_wrong: "account is not exist" } },
  "/user/take_credit": {
    action: "take_credit",
    failures: {
      not_found: "user not found",
      client_kind_wrong: "user is not a credit client",
      active_credit_exists: "user already has active credit",
      allocation_not_possible: "credit allocation is not possible",
    },
  },
  "/user/pay_credit": {
    action: "pay_credit",
    failures: { not_found: "credit not found", client_kind_wrong: "user is not a credit client", loan_not_active: "credit already closed", loan_written_off: "credit already closed" },
  },
};

/** The words of an address; one that the text does not know has none of its own. */
export function wordsOf(path: string): Words {
  return words[path] ?? { action: "unknown", failures: {} };
}

/** The refusals that an address documents. */
export function failureCodesOf(path: string): RefusalCode[] {
  return Object.keys(wordsOf(path).failures) as RefusalCode[];
}
