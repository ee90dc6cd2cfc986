import { expect, test } from "vitest";
import { receivedBy } from "./received-money";

test.each([
  { what: "who reinvests and owes nothing: all of it waits to be lent", receiver: { due: 0n, keepAside: 20n, reinvest: true }, moves: { available: 50n, due: 0n, keepAside: 0n } },
  { what: "who reinvests and owes less: the rest waits", receiver: { due: 30n, keepAside: 20n, reinvest: true }, moves: { available: 20n, due: -30n, keepAside: 0n } },
  { what: "who owes more: none of it waits", receiver: { due: 70n, keepAside: 20n, reinvest: false }, moves: { available: 0n, due: -50n, keepAside: 0n } },
  { what: "who does not reinvest: what waits is kept aside", receiver: { due: 0n, keepAside: 20n, reinvest: false }, moves: { available: 50n, due: 0n, keepAside: 50n } },
  { what: "who does not reinvest and owes less: only what waits is kept aside", receiver: { due: 30n, keepAside: 0n, reinvest: false }, moves: { available: 20n, due: -30n, keepAside: 20n } },
])("50 come back to somebody $what", ({ receiver, moves }) => {
  expect(receivedBy(receiver, 50n)).toEqual(moves);
});

test("less than nothing cannot come back", () => {
  expect(() => receivedBy({ due: 0n, keepAside: 0n, reinvest: true }, -1n)).toThrow();
});
