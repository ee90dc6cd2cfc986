/* What a part of the bench found, and how it is shown. */

/** What a ratio must keep. */
export type Bar = { ratio: "at most" | "at least"; limit: number };

/** One line: a figure, and how it compares with a baseline that was measured in the same rounds. */
export type Line = { what: string; figure: number; unit: "ms" | "/s"; ratio: number; of: string; bar?: Bar };

export type Part = { name: string; title: string; lines: Line[] };

/** True when the line has no bar, or keeps it. A figure that could not be taken keeps none. */
export function isMet({ bar, ratio }: Line): boolean {
  if (!bar) return true;
  return bar.ratio === "at most" ? ratio <= bar.limit : ratio >= bar.limit;
}

/** The table that people read. */
export function asText(parts: readonly Part[]): string {
  return parts.map(partAsText).join("\n");
}

function partAsText({ title, lines }: Part): string {
  const cells = lines.map((line) => [line.what, `${rounded(line.figure)} ${line.unit}`, `${line.ratio.toFixed(2)} × ${line.of}`, barAsText(line)]);
  const widths = [0, 1, 2].map((column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const rows = cells.map(([what = "", figure = "", ratio = "", bar = ""]) =>
    `  ${what.padEnd(widths[0] ?? 0)}  ${figure.padStart(widths[1] ?? 0)}  ${ratio.padEnd(widths[2] ?? 0)}  ${bar}`.trimEnd(),
  );
  return `${title}\n${rows.join("\n")}\n`;
}

function barAsText(line: Line): string {
  if (!line.bar) return "";
  return `${line.bar.ratio} ${line.bar.limit.toFixed(2)}: ${isMet(line) ? "met" : "MISSED"}`;
}

function rounded(figure: number): string {
  return figure >= 100 ? Math.round(figure).toLocaleString("en") : figure.toPrecision(3);
}
