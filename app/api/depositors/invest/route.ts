import { invest } from "@/lib/deposits/operations/invest";
import { methodNotAllowed, routeHandler } from "@/lib/platform/route-handler";

export const POST = routeHandler(invest, { status: 201 });
export const { GET, PUT, PATCH, DELETE } = methodNotAllowed("POST");
