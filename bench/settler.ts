import { openPool, queryBuilder } from "@/db/client";
import { system } from "@/lib/core/permissions";
import { settleReturns } from "@/lib/funding/operations/settle";
import { hasUnsettledReturns } from "@/lib/funding/settlement-queries";
import { standOn } from "./ground";

// A process of its own that settles the database in its argument whenever it is asked to, as a job of a server would.
const [, , url = ""] = process.argv;
standOn({ db: queryBuilder(openPool(url, 4)) });

process.on("message", () => {
  void (async () => {
    while (await hasUnsettledReturns()) await settleReturns.execute(system, {});
    process.send?.("done");
  })();
});
// Whoever asked is gone: nobody will ask again.
process.on("disconnect", () => process.exit());
process.send?.("ready");
