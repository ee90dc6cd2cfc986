import { getPortfolio } from "@/lib/funding/queries";
import { methodNotAllowed, queryHandler } from "@/lib/platform/route-handler";

export const GET = queryHandler(getPortfolio);
export const { POST, PUT, PATCH, DELETE } = methodNotAllowed("GET");
