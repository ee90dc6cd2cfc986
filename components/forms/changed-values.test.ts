import { expect, test } from "vitest";
import { changedValues } from "./changed-values";

const begunWith = { acceptedGrades: ["A", "B"], longestTermMonths: "", keepAside: "2500.00", reinvest: true };

test("a form that was not touched changes nothing", () => {
  expect(changedValues({ ...begunWith, acceptedGrades: ["A", "B"] }, begunWith)).toEqual({});
});

test.each([{ acceptedGrades: ["A"] }, { longestTermMonths: "12" }, { keepAside: "" }, { reinvest: false }])("only what was changed is sent: %j", (changed) => {
  expect(changedValues({ ...begunWith, ...changed }, begunWith)).toEqual(changed);
});

test("what was changed and changed back is not sent", () => {
  const changed = { ...begunWith, keepAside: "0" };
  expect(changedValues({ ...changed, keepAside: "2500.00" }, begunWith)).toEqual({});
});
