import { KeyValues } from "@/components/layout/key-values";
import { Money } from "@/components/layout/money";
import { ProgressSteps } from "@/components/layout/progress-steps";
import classes from "./funding.module.css";

/** What becomes of money that is invested, and how much of it is where now. */
export function WayOfMoney({ waiting, working }: { waiting: bigint; working: bigint }) {
  return (
    <div className={classes.stack}>
      <ProgressSteps
        label="The way of your money"
        steps={[
          { label: "It waits", detail: "Free to be lent, and yours to take out at any time.", state: "now" },
          { label: "It works", detail: "Each loan that is paid out takes an even part from everybody whose money waits. Your part is a tile.", state: "next" },
          { label: "It comes back", detail: "Principal and interest return with every instalment, wait again, and become part of the next loan.", state: "next" },
        ]}
      />
      <KeyValues
        entries={[
          { label: "Waiting now", value: <Money minor={waiting} /> },
          { label: "Working now", value: <Money minor={working} /> },
        ]}
      />
    </div>
  );
}
