import { describe, expect, test } from "vitest";
import { outlookOf } from "./loan-funding-queries";

const loan = { principal: 1_000_00n, bankSharePpm: 100_000, bankTopsUp: false, bankAvailable: 100_00n };

describe("whether an approved loan can be paid for", () => {
  test("waiting money covers the pooled part and the bank its own share", () => {
    expect(outlookOf(loan, { free: 900_00n, freeDepositors: 9 })).toMatchObject({ verdict: "covered", pooled: 900_00n, bankShare: 100_00n, bankNeeded: 100_00n });
  });

  test("one unit short and a bank that does not top up: not enough", () => {
    expect(outlookOf(loan, { free: 899_99n, freeDepositors: 9 }).verdict).toBe("not_enough");
  });

  test("one unit short and a bank that tops it up", () => {
    const toppedUp = outlookOf({ ...loan, bankTopsUp: true, bankAvailable: 100_01n }, { free: 899_99n, freeDepositors: 9 });
    expect(toppedUp).toMatchObject({ verdict: "topped_up", bankNeeded: 100_01n });
  });

  test("a bank that would top up but has not got it: not enough", () => {
    expect(outlookOf({ ...loan, bankTopsUp: true }, { free: 899_99n, freeDepositors: 9 }).verdict).toBe("not_enough");
  });

  test("a bank without its own share: not enough, however much waits", () => {
    expect(outlookOf({ ...loan, bankAvailable: 99_99n }, { free: 5_000_00n, freeDepositors: 9 }).verdict).toBe("not_enough");
  });
});
