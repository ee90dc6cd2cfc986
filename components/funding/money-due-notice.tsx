import { Alert } from "@mantine/core";
import { CircleAlert } from "lucide-react";
import { Money } from "@/components/layout/money";

/** Why something is due from a depositor, and what happens until it is paid. */
export function MoneyDueNotice({ due }: { due: bigint }) {
  if (due === 0n) return null;
  return (
    <Alert color="yellow" variant="light" icon={<CircleAlert size={18} aria-hidden />} title={<><Money minor={due} /> is due from you</>}>
      Your bank took back a deposit after a part of it was lent. What your loans return is kept for it first. Until it is covered, your waiting money is not
      lent and cannot be taken out.
    </Alert>
  );
}
