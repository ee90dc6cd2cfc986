import { z } from "zod";
import { countInput } from "@/lib/platform/field-schemas";

export const sendOutboxInput = z.object({ countMax: countInput(1, 100).default(20) });
