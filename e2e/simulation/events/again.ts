import { toStableJson } from "@/lib/platform/stable-json";
import type { Attempt, WorldEvent } from "../world";

/** What was carried out lately is sent once more under its old key: the same answer comes, and nothing happens. */
export const againEvent: WorldEvent = {
  name: "an earlier request comes once more",
  weight: 4,
  async attempt({ random, done }): Promise<Attempt | null> {
    if (done.length === 0) return null;
    const { attempt, key, answer } = random.pick(done);
    const afterwards = (repeated: unknown) => {
      const again = toStableJson(repeated ?? null);
      if (again !== answer) throw new Error(`the same key got another answer: first ${answer}, then ${again}`);
    };
    return { ...attempt, key, refusals: [], changesNothing: true, afterwards };
  },
};
