import type { Endpoint } from "@/lib/platform/endpoint";
import { calculateAnnuityEndpoint, calculateSplitEndpoint } from "./calculator-amounts";
import { calculateDayCountEndpoint } from "./calculator-day-count";
import { calculateAprEndpoint, calculateIrrEndpoint, calculateXirrEndpoint } from "./calculator-rates";
import { calculateScheduleEndpoint } from "./calculator-schedule";
import { investEndpoint, withdrawEndpoint } from "./deposits";

/** Every endpoint of this dialect, in the order in which the document shows them. */
export const loanApiEndpoints: readonly Endpoint[] = [
  investEndpoint,
  withdrawEndpoint,
  calculateScheduleEndpoint,
  calculateAnnuityEndpoint,
  calculateAprEndpoint,
  calculateXirrEndpoint,
  calculateIrrEndpoint,
  calculateDayCountEndpoint,
  calculateSplitEndpoint,
];
