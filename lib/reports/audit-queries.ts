import { and, desc, eq, lt } from "drizzle-orm";
import { z } from "zod";
import { auditLog, users } from "@/db/schema";
import { permissions, type Permission } from "@/lib/core/permissions";
import { cursorInput } from "@/lib/platform/cursor-page";
import { idInput } from "@/lib/platform/field-schemas";
import { defineQuery } from "@/lib/platform/operation";

const operations = Object.keys(permissions) as [Permission, ...Permission[]];

/**
 * Who did what, when, with what outcome, newest first, in any number. What was sent stays in the log: it holds
 * what people entrusted to the bank and is nobody's list.
 */
export const walkAudit = defineQuery({
  name: "reports.list-audit",
  input: z.object({ operation: z.enum(operations, { error: "There is no operation of this name." }).optional(), actorId: idInput.optional(), ...cursorInput }),
  run: ({ db }, { operation, actorId, limit, after }) =>
    db
      .select({
        id: auditLog.id,
        operation: auditLog.operation,
        actorId: auditLog.actorId,
        actorRole: auditLog.actorRole,
        actorName: users.fullName,
        apiKeyId: auditLog.apiKeyId,
        outcome: auditLog.outcome,
        requestId: auditLog.requestId,
        recordedAt: auditLog.recordedAt,
      })
      .from(auditLog)
      // Nobody signed in, and the system, are no login.
      .leftJoin(users, eq(users.id, auditLog.actorId))
      .where(
        and(
          operation === undefined ? undefined : eq(auditLog.operation, operation),
          actorId === undefined ? undefined : eq(auditLog.actorId, actorId),
          after === undefined ? undefined : lt(auditLog.id, after),
        ),
      )
      .orderBy(desc(auditLog.id))
      .limit(limit),
});
