import { and, desc, eq, like, lt, or, type SQL } from "drizzle-orm";
import { z } from "zod";
import { users } from "@/db/schema";
import { containing } from "@/lib/loans/list-params";
import { cursorInput } from "@/lib/platform/cursor-page";
import { optionalTextInput } from "@/lib/platform/field-schemas";
import { defineQuery } from "@/lib/platform/operation";

/** A login as staff see it in a list. */
export type PersonRow = Pick<typeof users.$inferSelect, "id" | "role" | "fullName" | "username" | "email" | "verifiedEmail" | "phone" | "verifiedPhone" | "blockedAt" | "recordedAt">;

/** Every login, newest first, in any number; narrowed by role and by words of name, address or phone number. */
export const walkPeople = defineQuery({
  name: "identity.list-users",
  input: z.object({ role: z.enum(["borrower", "depositor", "admin"]).optional(), q: optionalTextInput(80), ...cursorInput }),
  run: ({ db }, { role, q, limit, after }): Promise<PersonRow[]> =>
    db
      .select({
        id: users.id,
        role: users.role,
        fullName: users.fullName,
        username: users.username,
        email: users.email,
        verifiedEmail: users.verifiedEmail,
        phone: users.phone,
        verifiedPhone: users.verifiedPhone,
        blockedAt: users.blockedAt,
        recordedAt: users.recordedAt,
      })
      .from(users)
      .where(and(role === undefined ? undefined : eq(users.role, role), matches(q), after === undefined ? undefined : lt(users.id, after)))
      .orderBy(desc(users.id))
      .limit(limit),
});

function matches(q: string): SQL | undefined {
  if (q === "") return undefined;
  const pattern = containing(q);
  return or(like(users.fullName, pattern), like(users.email, pattern), like(users.username, pattern), like(users.phone, pattern));
}
