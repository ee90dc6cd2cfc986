import type { Endpoint } from "@/lib/platform/endpoint";
import { loginEndpoint, registerEndpoint } from "./access";
import { payCreditByPutEndpoint, payCreditEndpoint, takeCreditByPutEndpoint, takeCreditEndpoint } from "./borrowing";
import { getInfoEndpoint, updateInfoByPostEndpoint, updateInfoEndpoint } from "./clients";
import { getCreditsEndpoint, getRepaymentScheduleEndpoint } from "./credits";
import { investByPutEndpoint, investEndpoint } from "./deposits";
import { mainEndpoint } from "./main";

/** Every endpoint of this dialect, in the order in which the document shows them. Its paths are those that clients see. */
export const bankApiEndpoints: readonly Endpoint[] = [
  mainEndpoint,
  registerEndpoint,
  loginEndpoint,
  ...[getInfoEndpoint, updateInfoEndpoint, updateInfoByPostEndpoint],
  ...[investEndpoint, investByPutEndpoint],
  ...[takeCreditEndpoint, takeCreditByPutEndpoint],
  ...[getCreditsEndpoint, getRepaymentScheduleEndpoint],
  ...[payCreditEndpoint, payCreditByPutEndpoint],
];
