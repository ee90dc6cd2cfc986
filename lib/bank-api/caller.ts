import type { Actor, Role } from "@/lib/core/permissions";
import { refuse } from "@/lib/platform/errors";

/**
 * Every request of this contract repeats the caller's own id. For a change it must be that: refuses
 * `authentication_required`, `permission_denied` for staff and their keys, `not_found` for anybody else's id, known or
 * not, and `client_kind_wrong` when the caller is the other kind of client.
 */
export function checkOwner(actor: Actor, userId: number, kind: readonly Role[]): void {
  if (actor.role === "anonymous") refuse("authentication_required");
  if (actor.role === "admin") refuse("permission_denied");
  if (actor.id !== userId) refuse("not_found");
  if (!kind.includes(actor.role)) refuse("client_kind_wrong");
}
