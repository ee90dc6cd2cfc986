import { z } from "zod";
import { entryKinds } from "@/lib/core/ledger";
import { listTransfers, walkMovements } from "@/lib/deposits/queries";
import { movementKinds } from "@/lib/deposits/schemas";
import { defineEndpoint } from "./dialect";
import { amountAnswered, amountOf, dateAnswered, filterSent, idAnswered, pageAnswered, pageOf, pageSent } from "./fields";

const transactionAnswered = z
  .object({
    transaction_id: idAnswered,
    kind: z.enum(entryKinds).meta({ description: "What was posted." }),
    date: dateAnswered,
    amount: amountAnswered.meta({ description: "Into waiting money (above 0) or out of it (below 0)." }),
    waiting_after: amountAnswered,
    due_change: amountAnswered.meta({ description: "Added to what is due from you (above 0), or withheld for it (below 0)." }),
    loan_id: idAnswered.nullable(),
    tile_id: idAnswered.nullable(),
    price: z
      .object({ principal: amountAnswered, interest: amountAnswered })
      .nullable()
      .meta({ description: "Of a tile that was bought or sold, what the money was for." }),
  })
  .meta({ id: "Transaction" });

/** GET /api/depositors/transactions */
export const listTransactionsEndpoint = defineEndpoint({
  id: "listTransactions",
  method: "GET",
  path: "/api/depositors/transactions",
  tag: "Depositors",
  summary: "Everything that moved own waiting money",
  description: "The newest first.",
  permission: "deposits.list-movements",
  query: z.object({
    kind: filterSent(z.enum(movementKinds, { error: `Use one of ${movementKinds.join(", ")}.` })).meta({ description: "Only movements of this kind.", example: "deposits" }),
    ...pageSent,
  }),
  answer: {
    schema: z.object({ transactions: z.array(transactionAnswered), ...pageAnswered }),
    example: {
      transactions: [{ transaction_id: 501, kind: "deposit_invested", date: "2026-03-02", amount: 25000, waiting_after: 25000, due_change: 0, loan_id: null, tile_id: null, price: null }],
      has_more: false,
    },
  },
  async run({ query: { kind, limit, after } }, call) {
    const { rows, has_more } = pageOf(await call.read(walkMovements, { kind, limit: limit + 1, after }), limit);
    const transactions = rows.map((movement) => ({
      transaction_id: movement.entryId,
      kind: movement.kind,
      date: movement.on,
      amount: amountOf(movement.amount),
      waiting_after: amountOf(movement.waitingAfter),
      due_change: amountOf(movement.dueChange),
      loan_id: movement.loanId,
      tile_id: movement.tileId,
      price: movement.price && { principal: amountOf(movement.price.principal), interest: amountOf(movement.price.interest) },
    }));
    return { transactions, has_more };
  },
});

/** GET /api/depositors/transfers */
export const listOwnTransfersEndpoint = defineEndpoint({
  id: "listOwnTransfers",
  method: "GET",
  path: "/api/depositors/transfers",
  tag: "Depositors",
  summary: "Own money on its way",
  description: "What the payment rail still holds, and the newest that it sent back.",
  permission: "deposits.list-transfers",
  answer: {
    schema: z.object({
      arriving: amountAnswered.meta({ description: "The sum of the deposits that are on their way." }),
      transfers: z.array(
        z.object({
          kind: z.enum(["deposit", "withdrawal"]),
          id: idAnswered.meta({ description: "The deposit's or the withdrawal's." }),
          amount: amountAnswered,
          date: dateAnswered,
          situation: z.enum(["on_its_way", "sent_back"]),
        }),
      ),
    }),
    example: { arriving: 5000, transfers: [{ kind: "deposit", id: 12, amount: 5000, date: "2026-03-10", situation: "on_its_way" }] },
  },
  async run(_sent, call) {
    const { arriving, transfers } = await call.read(listTransfers);
    return {
      arriving: amountOf(arriving),
      transfers: transfers.map(({ direction, id, amount, on, situation }) => ({
        ...{ kind: direction === "in" ? ("deposit" as const) : ("withdrawal" as const), id, amount: amountOf(amount), date: on, situation },
      })),
    };
  },
});
