import { z } from "zod";
import { setBlocked } from "@/lib/identity/operations/set-blocked";
import { walkPeople, type PersonRow } from "@/lib/reports/people-queries";
import { defineEndpoint } from "./dialect";
import { filterSent, idAnswered, idSent, instantAnswered, instantOf, pageAnswered, pageOf, pageSent } from "./fields";

const roles = ["borrower", "depositor", "admin"] as const;

const personAnswered = z
  .object({
    user_id: idAnswered,
    role: z.enum(roles),
    full_name: z.string(),
    username: z.string().nullable(),
    email: z.string(),
    is_email_verified: z.boolean(),
    contact_number: z.string().nullable(),
    is_phone_verified: z.boolean(),
    is_blocked: z.boolean(),
    blocked_at: instantAnswered.nullable(),
    created_at: instantAnswered,
  })
  .meta({ id: "Person" });

/** GET /api/admin/users */
export const listUsersEndpoint = defineEndpoint({
  id: "listUsers",
  method: "GET",
  path: "/api/admin/users",
  tag: "Admin: people",
  summary: "Everybody with a login",
  description: "The newest first.",
  permission: "identity.list-users",
  query: z.object({
    role: filterSent(z.enum(roles, { error: `Use one of ${roles.join(", ")}.` })).meta({ example: "borrower" }),
    q: z.string().optional().meta({ description: "Words of a name, an e-mail address, a username or a phone number.", example: "asha" }),
    ...pageSent,
  }),
  answer: {
    schema: z.object({ users: z.array(personAnswered), ...pageAnswered }),
    example: {
      users: [
        {
          ...{ user_id: 7, role: "borrower", full_name: "Asha Rao", username: null, email: "asha@example.com", is_email_verified: true },
          ...{ contact_number: "+919876543210", is_phone_verified: false, is_blocked: false, blocked_at: null, created_at: "2026-03-02T09:30:00.000Z" },
        },
      ],
      has_more: false,
    },
  },
  async run({ query: { role, q, limit, after } }, call) {
    const { rows, has_more } = pageOf(await call.read(walkPeople, { role, q, limit: limit + 1, after }), limit);
    return { users: rows.map(answerOfPerson), has_more };
  },
});

function answerOfPerson(person: PersonRow): z.input<typeof personAnswered> {
  return {
    user_id: person.id,
    role: person.role,
    full_name: person.fullName,
    username: person.username,
    email: person.email,
    is_email_verified: person.verifiedEmail !== null,
    contact_number: person.phone,
    is_phone_verified: person.verifiedPhone !== null,
    is_blocked: person.blockedAt !== null,
    blocked_at: person.blockedAt && instantOf(person.blockedAt),
    created_at: instantOf(person.recordedAt),
  };
}

/** POST /api/admin/users/{id}/block */
export const blockUserEndpoint = blockingEndpoint({
  id: "blockUser",
  path: "/api/admin/users/{id}/block",
  summary: "Block a login",
  description: "Ends its sessions and tokens at once. Blocking twice changes nothing. Nobody blocks their own.",
  blocked: true,
  message: "The account is blocked.",
});

/** POST /api/admin/users/{id}/unblock */
export const unblockUserEndpoint = blockingEndpoint({
  id: "unblockUser",
  path: "/api/admin/users/{id}/unblock",
  summary: "Let a blocked login in again",
  description: "Sessions that were ended stay ended. Unblocking twice changes nothing.",
  blocked: false,
  message: "The account can sign in again.",
});

type Blocking = { id: string; path: string; summary: string; description: string; blocked: boolean; message: string };

function blockingEndpoint({ blocked, message, ...facts }: Blocking) {
  return defineEndpoint({
    ...facts,
    method: "POST",
    tag: "Admin: people",
    permission: "identity.set-blocked",
    params: z.object({ id: idSent }),
    isIdempotent: true,
    answer: {
      schema: z.object({ message: z.string(), user_id: idAnswered, is_blocked: z.boolean() }),
      example: { message, user_id: 7, is_blocked: blocked },
    },
    async run({ params }, call) {
      await call.execute(setBlocked, { userId: params.id, blocked });
      return { message, user_id: params.id, is_blocked: blocked };
    },
  });
}
