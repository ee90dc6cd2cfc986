import { z } from "zod";
import { getTime } from "@/lib/reports/time-query";
import { answered, defineEndpoint, succeeded } from "./dialect";
import { dateAnswered } from "./fields";

/** GET / */
export const mainEndpoint = defineEndpoint({
  id: "bankMain",
  method: "GET",
  path: "/",
  tag: "Bank API",
  summary: "Is the bank there?",
  description: "A browser, which accepts text/html, is shown the front page here.",
  permission: getTime.name,
  answer: {
    schema: answered({ time: z.string().meta({ format: "date-time" }), business_date: dateAnswered }),
    example: { status: "success", action: "main", time: "2026-03-02T09:30:00.000Z", business_date: "2026-03-02" },
  },
  async run(_sent, call) {
    const { now, businessDate } = await call.read(getTime);
    return { ...succeeded("/"), time: now.toISOString(), business_date: businessDate };
  },
});
