import type { Endpoint } from "@/lib/platform/endpoint";
import { investEndpoint, withdrawEndpoint } from "./deposits";

/** Every endpoint of this dialect, in the order in which the document shows them. */
export const loanApiEndpoints: readonly Endpoint[] = [investEndpoint, withdrawEndpoint];
