/**
 * A table's state is its address: `page` (from 1), `sort` ("dueOn" up, "-dueOn" down), and one parameter per filter.
 * A second table on the same page puts a prefix before its own names.
 */
export type TableAddress = { pathname: string; params: URLSearchParams; prefix: string };

/** The same page with some parameters changed; an empty value removes one. Anything but a page turn goes back to page 1. */
export function addressWith({ pathname, params, prefix }: TableAddress, changes: Record<string, string>): string {
  const next = new URLSearchParams(params);
  if (!("page" in changes)) next.delete(`${prefix}page`);
  for (const [name, value] of Object.entries(changes)) {
    if (value === "") next.delete(prefix + name);
    else next.set(prefix + name, value);
  }
  const query = next.toString();
  return query === "" ? pathname : `${pathname}?${query}`;
}

/** How a column is sorted now, in the words of `aria-sort`. */
export function sortOf({ params, prefix }: TableAddress, columnId: string): "ascending" | "descending" | "none" {
  const sort = params.get(`${prefix}sort`);
  if (sort === columnId) return "ascending";
  return sort === `-${columnId}` ? "descending" : "none";
}

/** What a click on a column's head asks for: up, then down, then the list's own order. */
export function nextSort(address: TableAddress, columnId: string): string {
  const now = sortOf(address, columnId);
  if (now === "none") return columnId;
  return now === "ascending" ? `-${columnId}` : "";
}
