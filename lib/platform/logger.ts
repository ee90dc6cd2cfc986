import pino from "pino";
import { env } from "@/lib/env";

/** Structured logs on standard output. Whatever could be a secret is cut out before it is written. */
export const logger = pino({
  level: env.logLevel,
  base: undefined,
  redact: {
    paths: ["password", "*.password", "currentPassword", "*.currentPassword", "newPassword", "*.newPassword", "ticket", "*.ticket", "*.authorization", "*.cookie"],
    censor: "[hidden]",
  },
});
