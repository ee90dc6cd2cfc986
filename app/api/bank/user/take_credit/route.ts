import { takeCreditByPutEndpoint, takeCreditEndpoint } from "@/lib/bank-api/borrowing";
import { route } from "@/lib/platform/route-handler";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = route(takeCreditByPutEndpoint, takeCreditEndpoint);
