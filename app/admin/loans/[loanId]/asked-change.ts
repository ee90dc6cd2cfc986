import type { AskedChange } from "@/components/admin/change-forms";
import type { Actor } from "@/lib/core/permissions";
import { previewChange, type ChangePreview } from "@/lib/loans/change-preview-query";
import { previewChangeInput } from "@/lib/loans/schemas";

/** The change of the schedule that staff want to look at before making it, with what it would do. What cannot be read is as if it were not there. */
export async function readAskedChange(
  actor: Actor,
  loanId: number,
  params: Record<string, string | string[] | undefined>,
): Promise<{ asked: AskedChange | null; preview: ChangePreview | null }> {
  const sent = { kind: params.change, loanId, instalments: params.instalments, interest: params.interest, rate: params.rate };
  const change = previewChangeInput.safeParse(sent);
  if (!change.success) return { asked: null, preview: null };
  const instalments = String(change.data.instalments);
  const asked: AskedChange =
    change.data.kind === "holiday" ? { kind: "holiday", instalments, interest: change.data.interest } : { kind: "restructure", instalments, rate: String(sent.rate) };
  return { asked, preview: await previewChange.execute(actor, sent) };
}
