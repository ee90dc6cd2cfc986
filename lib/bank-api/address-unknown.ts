import { refusals } from "@/lib/platform/errors";
import { json } from "@/lib/platform/http-answer";
import { respond } from "@/lib/platform/route-handler";
import { wordsOf } from "./contract";

/** The answer, whatever the method, at a root address of this contract that the text does not know. */
export const addressUnknown = respond("bank_address_unknown", async (request, _params, requestId) => {
  const { status, message } = refusals.not_found;
  const { action } = wordsOf(new URL(request.url).pathname);
  return json({ status: "fail", action, error_message: message, code: "not_found", request_id: requestId }, { status });
});
