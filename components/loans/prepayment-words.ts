import type { PrepaymentChoice } from "@/lib/core/prepayment";

/** What early money can do, as a choice. */
export const prepaymentOptions = [
  { value: "shorter_term", label: "Finish sooner, same instalments" },
  { value: "lower_instalment", label: "Same end, lower instalments" },
  { value: "next_instalments", label: "Pay the next instalments" },
] as const satisfies readonly { value: PrepaymentChoice; label: string }[];
