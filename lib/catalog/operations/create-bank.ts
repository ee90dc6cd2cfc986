import { defineOperation } from "@/lib/platform/operation";
import { createBankInput } from "../schemas";
import { insertBank } from "../store";

/** Opens a partner bank with no capital yet. */
export const createBank = defineOperation({
  name: "catalog.create-bank",
  input: createBankInput,
  async run({ tx }, bank) {
    return { bankId: await insertBank(tx, bank) };
  },
});
