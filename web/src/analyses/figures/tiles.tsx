import { useContext } from "preact/hooks";

import { t } from "../../language";
import type { TruthTableShown } from "../../page.gen";
import { caseName } from "../model";
import { Mark, Open } from "../number";
import { hue } from "./look";

const CELL = 46;
const EDGE = 84;
/** More conditions than these give tiles too small to read; the table then stands alone. */
const MOST = 6;

/**
 * Every configuration as a tile, neighbours differing in one condition (a Karnaugh map): filled where
 * the outcome was seen, crossed where it was not, framed by the terms of the solution.
 */
export function Tiles({ figure, title }: { figure: TruthTableShown; title: string }) {
  const open = useContext(Open);
  const count = figure.conditions.length;
  if (count < 2 || count > MOST || figure.rows.some(({ values }) => values.some((value) => value > 1))) return null;
  const across = Math.ceil(count / 2);
  const [tops, sides] = [gray(across), gray(count - across)];
  const byValues = new Map(figure.rows.map((row, index) => [row.values.join(""), { row, index }]));
  const [width, height] = [EDGE + tops.length * CELL + 8, EDGE + sides.length * CELL + 8];
  return (
    <>
      <ul class="keys" data-not-a-claim="what signs stand for">
        <li><span class="swatch seen" /> {t("analysis_tile_yes", { outcome: figure.outcome })}</li>
        <li><span class="swatch unseen" /> {t("analysis_tile_no")}</li>
        <li><span class="swatch mixed">C</span> {t("analysis_tile_mixed")}</li>
        <li><span class="swatch none" /> {t("analysis_tile_none")}</li>
        {figure.terms.map(({ name }, index) => (
          <li key={name}>
            <svg width="16" height="14" aria-hidden="true">
              <rect x="2" y="2" width="12" height="10" class="term" style={{ stroke: `var(${hue(index + 1)})` }} />
            </svg>
            {name}
          </li>
        ))}
      </ul>
      <svg class="plot tiles" viewBox={`0 0 ${width} ${height}`} style={{ maxWidth: `${width}px` }} role="group" aria-label={title}>
        <text class="axis" x={EDGE - 6} y="14" text-anchor="end">
          {figure.conditions.slice(0, across).join(" ")}
        </text>
        <text class="axis" x="4" y={EDGE - 10}>
          {figure.conditions.slice(across).join(" ")}
        </text>
        {tops.map((bits, column) => (
          <text key={bits} class="tick" x={EDGE + column * CELL + CELL / 2} y={EDGE - 10} text-anchor="middle">
            {bits}
          </text>
        ))}
        {sides.map((bits, line) => (
          <text key={bits} class="tick" x={EDGE - 10} y={EDGE + line * CELL + CELL / 2 + 4} text-anchor="end">
            {bits}
          </text>
        ))}
        {sides.flatMap((side, line) =>
          tops.map((top, column) => {
            const found = byValues.get(top + side);
            const [x, y] = [EDGE + column * CELL, EDGE + line * CELL];
            const out = found?.row.out ?? "?";
            const terms = figure.terms.map(({ covers }) => found !== undefined && covers.includes(found.index));
            const cases = found?.row.cases ?? [];
            const names = cases.map((one) => caseName(open?.page.input?.rows[one])).join(", ");
            return (
              <Mark key={top + side} text={`${top}${side}: ${out}${names ? ` (${names})` : ""}`} rows={cases} class={`tile out-${out === "?" ? "none" : out}`}>
                <rect x={x} y={y} width={CELL} height={CELL} />
                {terms.map((covered, index) => covered && <rect key={index} class="term" x={x + 3 + index * 3} y={y + 3 + index * 3} width={CELL - 6 - index * 6} height={CELL - 6 - index * 6} style={{ stroke: `var(${hue(index + 1)})` }} />)}
                <text x={x + CELL / 2} y={y + CELL / 2 + 5} text-anchor="middle">
                  {out === "C" ? "C" : (found?.row.count ?? 0) || ""}
                </text>
              </Mark>
            );
          }),
        )}
      </svg>
    </>
  );
}

/** Binary numbers of some digits in an order where neighbours differ in one (Gray 1953). */
function gray(digits: number): string[] {
  return Array.from({ length: 2 ** digits }, (_, index) => (index ^ (index >> 1)).toString(2).padStart(digits, "0").slice(-Math.max(digits, 1)));
}
