import { z } from "zod";
import { countInput } from "@/lib/platform/field-schemas";

/** How many days to close in a row; more than one only where a demo may watch a year go by. */
export const closeDayInput = z.object({ days: countInput(1, 31).default(1) });
