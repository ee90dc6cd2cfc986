/** The values of a form that differ from those it began with: text, numbers, yes or no, and lists of these. */
export function changedValues<Values extends Readonly<Record<string, unknown>>>(values: Values, begunWith: Readonly<Record<string, unknown>>): Partial<Values> {
  const changed = Object.entries(values).filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(begunWith[name]));
  return Object.fromEntries(changed) as Partial<Values>;
}
