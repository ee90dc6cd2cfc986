import { z } from "zod";

/* Fields by which somebody is known. */

export const emailSent = z.string({ error: "Enter your e-mail address." }).meta({ example: "asha@example.com" });

/** A code as a text, or as a number that has lost its leading zeros. */
export const otpSent = z
  .union([z.string(), z.number()], { error: "Enter the six digits." })
  .transform((sent) => (typeof sent === "number" ? String(sent).padStart(6, "0") : sent))
  .meta({ description: "The six digits.", example: "123456" });
