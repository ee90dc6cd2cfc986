"use server";

import { settleDeposit } from "@/lib/deposits/operations/settle-deposit";
import { settleWithdrawal } from "@/lib/deposits/operations/settle-withdrawal";
import { settleRepayment } from "@/lib/loans/operations/settle-repayment";
import { serverAction } from "@/lib/platform/server-action";

export const settleDepositAction = serverAction(settleDeposit);
export const settleWithdrawalAction = serverAction(settleWithdrawal);
export const settleRepaymentAction = serverAction(settleRepayment);
