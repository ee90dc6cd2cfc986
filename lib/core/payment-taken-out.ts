import { invariant } from "./invariant";
import { totalOf, type Components, type ServicedInstalment } from "./loan-account";
import { minMoney, type Money } from "./money";

/**
 * The instalments of a loan that was given up, without a payment that bounced since: what it had paid is unpaid again in
 * the newest instalments, as if the others alone had filled the oldest ones. Nothing is planned or charged anew, because
 * no interest and no fee is added to the debt any more.
 * @param paid what the payment had paid, which instalments have at least; minor units
 */
export function withoutPaid(instalments: readonly ServicedInstalment[], paid: Components): ServicedInstalment[] {
  const left = { ...paid };
  const take = (part: keyof Components, most: Money): Money => {
    const taken = minMoney(left[part], most);
    left[part] -= taken;
    return most - taken;
  };
  const newestFirst = instalments.toReversed().map((each) => ({
    ...each,
    ...{ principalPaid: take("principal", each.principalPaid), interestPaid: take("interest", each.interestPaid) },
    ...{ feePaid: take("fee", each.feePaid), penaltyPaid: take("penalty", each.penaltyPaid) },
  }));
  invariant(totalOf(left) === 0n, "repayment: instalments have all that a payment paid");
  return newestFirst.toReversed();
}
