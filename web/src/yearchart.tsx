import { ExportButtons } from "./export/buttons";
import { number, t } from "./language";
import { useNarrow } from "./narrow";
import type { YearCount } from "./page.gen";
import { formatRoute } from "./route";

const HEIGHT = 190;
const MIDDLE = 108;
const AXIS = 16;
const LEFT = 24;

/** Openings upward, ends downward, by year; the share that rests on uncertain dates is hatched. */
export function YearChart({ years }: { years: readonly YearCount[] }) {
  const width = useNarrow() ? 380 : 1100;
  if (years.length === 0) return <p class="quiet">{t("chart_empty")}</p>;
  const up = Math.max(1, ...years.map((year) => year.opened + year.opened_uncertain));
  const down = Math.max(1, ...years.map((year) => year.ended + year.ended_uncertain));
  const unit = Math.min((MIDDLE - AXIS - 12) / up, (HEIGHT - MIDDLE - AXIS - 14) / down);
  const first = years[0]?.year ?? 0;
  const span = (years[years.length - 1]?.year ?? first) - first + 1;
  const step = (width - LEFT) / span;
  // Few years need not fill the width: bars stay slender.
  const bar = Math.min(step - 2, 34);
  const grid = gridStep(Math.max(up, down));
  const lines = (most: number) => Array.from({ length: Math.floor(most / grid) }, (_, index) => (index + 1) * grid);
  const every = [1, 2, 5, 10, 20].find((years) => years * step > 34) ?? 50;
  const total = (key: "opened" | "ended") => years.reduce((sum, year) => sum + year[key] + year[`${key}_uncertain`], 0);
  return (
    <figure class="yearchart">
      <svg
        viewBox={`0 0 ${width} ${HEIGHT}`}
        role="group"
        aria-label={t("chart_label", { opened: Math.round(total("opened")), ended: Math.round(total("ended")) })}
      >
        <defs>
          <pattern id="hatch-opened" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line class="opened" x1="0" y1="0" x2="0" y2="5" />
          </pattern>
          <pattern id="hatch-ended" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <line class="ended" x1="0" y1="0" x2="0" y2="5" />
          </pattern>
        </defs>
        {[...lines(up).map((n) => [n, MIDDLE - n * unit] as const), ...lines(down).map((n) => [n, MIDDLE + AXIS + n * unit] as const)].map(([n, y]) => (
          <g key={y} class="scale">
            <line x1={LEFT} x2={width} y1={y} y2={y} />
            <text x={LEFT - 5} y={y + 4}>
              {number(n)}
            </text>
          </g>
        ))}
        {years.map((year) => {
          const wide = Math.max(1, bar);
          const x = LEFT + (year.year - first) * step + (step - wide) / 2;
          const opened = year.opened * unit;
          const maybe = year.opened_uncertain * unit;
          const ended = year.ended * unit;
          const perhaps = year.ended_uncertain * unit;
          const below = MIDDLE + AXIS;
          return (
            <g key={year.year}>
              <title>
                {t("chart_year", {
                  year: String(year.year),
                  opened: year.opened,
                  maybe: year.opened_uncertain,
                  ended: year.ended,
                  perhaps: year.ended_uncertain,
                })}
              </title>
              <rect x={LEFT + (year.year - first) * step} y="0" width={step} height={HEIGHT} class="hit" />
              <rect x={x} y={MIDDLE - opened} width={wide} height={opened} class="opened" />
              <rect x={x} y={MIDDLE - opened - maybe} width={wide} height={maybe} class="opened-maybe" />
              <rect x={x} y={below} width={wide} height={ended} class="ended" />
              <rect x={x} y={below + ended} width={wide} height={perhaps} class="ended-maybe" />
              {(year.year - first) % every === 0 && (
                <text class="tick" x={x + wide / 2} y={MIDDLE + 12}>
                  {year.year}
                </text>
              )}
            </g>
          );
        })}
        <a href={formatRoute("places", "", { dated: "yes" })} data-lists>
          <text class="note" x={LEFT + 4} y="12">
            ↑ {t("chart_opened")} · {number(Math.round(total("opened")))}
          </text>
        </a>
        <a href={formatRoute("places", "", { ended: "yes" })} data-lists>
          <text class="note" x={LEFT + 4} y={HEIGHT - 4}>
            ↓ {t("chart_ended")} · {number(Math.round(total("ended")))}
          </text>
        </a>
      </svg>
      <figcaption>
        {t("chart_caption")}{" "}
        <ExportButtons title={t("overview_when")} figure={(button) => button.closest("figure")?.querySelector("svg")} />
      </figcaption>
    </figure>
  );
}

/** A round step that gives at most three lines. */
function gridStep(most: number): number {
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 2, 5, 10].map((digit) => Math.max(1, digit * power)).find((step) => most / step < 4) ?? most;
}
