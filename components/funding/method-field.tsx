"use client";

import { SelectField } from "@/components/forms/fields";

const OWN_ACCOUNT = "own-account";

/** The account at the person's own bank. Only the demo asks: its rail can be told to hold a transfer or to send it back. */
export function MethodField({ direction }: { direction: "in" | "out" }) {
  return (
    <SelectField
      name="method"
      label="How the transfer goes"
      description="Only in the demo: the invented bank does what you choose."
      options={[
        { value: OWN_ACCOUNT, label: "It arrives at once" },
        { value: "sandbox-hold", label: direction === "in" ? "My bank holds it for now" : "The receiving bank holds it for now" },
        { value: "sandbox-bounce", label: direction === "in" ? "My bank refuses it" : "The receiving bank refuses it" },
      ]}
    />
  );
}
