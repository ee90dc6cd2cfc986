import { expect, test } from "vitest";
import { gatherParticipants } from "./participants";

test("however many come with ever more money, each is compared with few of those who take part", () => {
  const [people, room] = [10_000, 1_000];
  let looks = 0;
  const gathering = gatherParticipants(10n ** 12n, room);
  for (let position = 1; position <= people; position += 1) {
    gathering.offer({
      position,
      get cap() {
        looks += 1;
        return BigInt(position);
      },
    });
  }
  // Those with most, who came last.
  expect(gathering.participants().map(({ position }) => position)).toEqual(Array.from({ length: room }, (_, index) => people - room + 1 + index));
  // A heap of a thousand is ten levels high, and a step down looks at a cap eight times; all of them would be a thousand.
  expect(looks / people).toBeLessThanOrEqual(8 * Math.ceil(Math.log2(room)));
});
