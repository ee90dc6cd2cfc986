import { countInput, idInput } from "./field-schemas";

/** A list that machines walk: at most `limit` rows, those that follow the row with the id `after`. One row more than a page says whether there is more. */
export const cursorInput = { limit: countInput(1, 1_001), after: idInput.optional() };
