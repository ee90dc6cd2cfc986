import { requestWithdrawal } from "@/lib/deposits/operations/request-withdrawal";
import { methodNotAllowed, routeHandler } from "@/lib/platform/route-handler";

export const POST = routeHandler(requestWithdrawal, { status: 201 });
export const { GET, PUT, PATCH, DELETE } = methodNotAllowed("POST");
