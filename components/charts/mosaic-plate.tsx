import { useId, type PointerEvent } from "react";
import type { Rect } from "./mosaic-layout";
import { PLATE_WIDTH, type LaidTile } from "./mosaic-tiles";
import classes from "./mosaic.module.css";

/** Width of the joints between the stones, in units of the plate. */
const GROUT = 4;

type MosaicPlateProps = {
  laid: readonly LaidTile[];
  height: number;
  /** What the picture says, in a sentence. */
  label: string;
  /** Place of the tile under the pointer, or null. */
  onPoint?: (index: number | null) => void;
  pointed?: number | null;
};

/** The stones themselves. Draws on the server as well; every tone has a form of its own beside its colour. */
export function MosaicPlate({ laid, height, label, onPoint, pointed = null }: MosaicPlateProps) {
  const hatch = useId();
  const mixed = laid.some(({ tile }) => tile.tone === "other");
  const follow = (event: PointerEvent<SVGSVGElement>) => {
    const stone = event.target instanceof Element ? event.target.closest("[data-place]") : null;
    onPoint?.(stone ? Number(stone.getAttribute("data-place")) : null);
  };
  return (
    <svg
      className={classes.plate}
      viewBox={`0 0 ${PLATE_WIDTH} ${height}`}
      role="img"
      aria-label={label}
      data-pointing={pointed !== null || undefined}
      onPointerMove={onPoint && follow}
      onPointerLeave={onPoint && (() => onPoint(null))}
    >
      <defs>
        <pattern id={hatch} width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <rect width="7" height="7" className={classes.hatchGround} />
          <rect width="2.5" height="7" className={classes.hatchLine} />
        </pattern>
      </defs>
      {laid.map(({ tile, rect, shade }, place) => (
        <g key={tile.id} data-place={place} data-tone={tile.tone} data-shade={shade} data-pointed={pointed === place || undefined} className={classes.stone} style={{ animationDelay: `${Math.min(place * 9, 700)}ms` }}>
          <Stone box={inset(rect, GROUT / 2)} tone={tile.tone} hatch={hatch} bevelled={mixed && tile.tone === "own"} />
        </g>
      ))}
    </svg>
  );
}

type StoneProps = { box: Rect; tone: LaidTile["tile"]["tone"]; hatch: string; bevelled: boolean };

function Stone({ box, tone, hatch, bevelled }: StoneProps) {
  const radius = Math.min(3, box.width / 4, box.height / 4);
  const outlined = tone === "waiting" || tone === "lost";
  const drawn = outlined ? inset(box, 1) : box;
  const mark = Math.min(14, box.width * 0.3, box.height * 0.3);
  const right = box.x + box.width;
  return (
    <>
      <rect {...drawn} rx={radius} className={classes.face} fill={tone === "late" ? `url(#${hatch})` : undefined} />
      {bevelled && mark > 3 && (
        // Among other people's stones, the bevel says "yours" to those who do not see the colour.
        <path className={classes.bevel} d={`M ${right - mark} ${box.y} H ${right - radius} Q ${right} ${box.y} ${right} ${box.y + radius} V ${box.y + mark} Z`} />
      )}
      {tone === "lost" && <path className={classes.cross} d={`M ${drawn.x} ${drawn.y} L ${drawn.x + drawn.width} ${drawn.y + drawn.height} M ${drawn.x + drawn.width} ${drawn.y} L ${drawn.x} ${drawn.y + drawn.height}`} />}
    </>
  );
}

function inset(rect: Rect, by: number): Rect {
  const round = (value: number) => Math.round(value * 100) / 100;
  return {
    x: round(rect.x + by),
    y: round(rect.y + by),
    width: round(Math.max(rect.width - 2 * by, 0.5)),
    height: round(Math.max(rect.height - 2 * by, 0.5)),
  };
}
