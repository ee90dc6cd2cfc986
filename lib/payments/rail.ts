/** What a rail says about a transfer: done, not yet known, or it will not happen. */
export type RailOutcome = "confirmed" | "held" | "bounced";

/** An order to move money over the border of the bank. `method` names the person's account at their own bank. */
export type TransferOrder = { direction: "in" | "out"; method: string; amountMinor: bigint };

/**
 * The road on which money enters and leaves. An adapter for a real one answers "held" here, sends its order from
 * a job after the commit, and later settles the transfer with what its provider said; it never calls out inside
 * the transaction.
 */
export type PaymentRail = {
  readonly name: string;
  begin(order: TransferOrder): RailOutcome;
};

/** The methods with which the sandbox rail can be told what to do; any other name confirms at once. */
export const sandboxMethods = { hold: "sandbox-hold", bounce: "sandbox-bounce" } as const;

/** The embedded rail: confirms at once, holds or bounces when told. */
export const sandboxRail: PaymentRail = {
  name: "sandbox",
  begin({ method }) {
    if (method === sandboxMethods.hold) return "held";
    return method === sandboxMethods.bounce ? "bounced" : "confirmed";
  },
};
