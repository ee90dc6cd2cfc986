import { defineOperation } from "@/lib/platform/operation";
import { createProductInput } from "../schemas";
import { insertProduct } from "../store";

/** Adds a product of a bank. */
export const createProduct = defineOperation({
  name: "catalog.create-product",
  input: createProductInput,
  async run({ tx }, product) {
    return { productId: await insertProduct(tx, product) };
  },
});
