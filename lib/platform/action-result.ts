/** What a server action answers: the value, or a refusal that a form can show beside its fields. */
export type ActionResult<T> =
  | { ok: true; data: T }
  | { ok: false; error: { code: string; message: string; fields?: Record<string, string> } };
