import { describe, expect, test } from "vitest";
import { addressWith, nextSort, sortOf } from "./table-address";

const at = (query: string, prefix = "") => ({ pathname: "/admin/loans", params: new URLSearchParams(query), prefix });

describe("the address of a table", () => {
  test("turning the page keeps sort and filters", () => {
    expect(addressWith(at("sort=-dueOn&state=active"), { page: "3" })).toBe("/admin/loans?sort=-dueOn&state=active&page=3");
  });
  test("a new filter starts at the first page", () => {
    expect(addressWith(at("page=4"), { state: "closed" })).toBe("/admin/loans?state=closed");
  });
  test("an empty filter leaves no trace in the address", () => {
    expect(addressWith(at("state=closed"), { state: "" })).toBe("/admin/loans");
  });
  test("two tables on one page do not disturb each other", () => {
    expect(addressWith(at("page=2&tiles-page=5", "tiles-"), { sort: "value" })).toBe("/admin/loans?page=2&tiles-sort=value");
  });
  test("a column's head goes up, down, and back to the list's own order", () => {
    expect(nextSort(at(""), "dueOn")).toBe("dueOn");
    expect(nextSort(at("sort=dueOn"), "dueOn")).toBe("-dueOn");
    expect(nextSort(at("sort=-dueOn"), "dueOn")).toBe("");
    expect(sortOf(at("sort=-dueOn"), "amount")).toBe("none");
  });
});
