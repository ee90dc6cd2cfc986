import { expect, test } from "vitest";
import { safePath } from "./paths";

test.each(["/", "/borrower", "/borrower/loans/7?tab=schedule#top", "/a//b"])("%s stays on this site", (path) => {
  expect(safePath(path)).toBe(path);
});

test.each(["", "borrower", "//evil.example", "/\\evil.example", "\\\\evil.example", "/\t/evil.example", "/a\nb", "https://evil.example", "javascript:alert(1)", "/x\\y", `/${"x".repeat(3000)}`, null, undefined])(
  "%j is refused",
  (path) => {
    expect(safePath(path)).toBeNull();
  },
);
