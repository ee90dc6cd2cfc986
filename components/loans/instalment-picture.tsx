import type { Instalment } from "@/lib/core/schedule";
import { toMajorNumber } from "@/lib/format";
import classes from "./loan-calculator.module.css";

const WIDTH = 600;
const HEIGHT = 132;

const labels = {
  level: "Every instalment from the first to the last: at first a larger part of it is interest, later a smaller one.",
  uneven: "Every instalment from the first to the last, with what of it repays the loan and what is interest.",
};

type InstalmentPictureProps = { instalments: readonly Pick<Instalment, "number" | "principal" | "interest" | "total">[]; isLevel: boolean };

/** Each instalment as a column: what repays the loan below, interest above. Shows how interest melts as the debt does. */
export function InstalmentPicture({ instalments, isLevel }: InstalmentPictureProps) {
  const highest = instalments.reduce((most, { total }) => (total > most ? total : most), 1n);
  const share = (minor: bigint) => (toMajorNumber(minor, 0) / toMajorNumber(highest, 0)) * HEIGHT;
  const pitch = WIDTH / instalments.length;
  const joint = Math.min(3, pitch * 0.25);
  return (
    <svg className={classes.picture} viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" role="img" aria-label={isLevel ? labels.level : labels.uneven}>
      {instalments.map(({ number, principal, interest }) => {
        const x = (number - 1) * pitch;
        const paid = share(principal);
        const cost = share(interest);
        return (
          <g key={number}>
            <rect className={classes.principal} x={x} y={HEIGHT - paid} width={pitch - joint} height={paid} />
            <rect className={classes.interest} x={x} y={HEIGHT - paid - cost} width={pitch - joint} height={Math.max(cost - joint / 2, 0)} />
          </g>
        );
      })}
    </svg>
  );
}
