import { number, t } from "./language";
import type { YearCount } from "./page.gen";

const WIDTH = 640;
const HEIGHT = 190;
const MIDDLE = 108;
const AXIS = 16;

/** Openings upward, ends downward, by year; the share that rests on uncertain dates is hatched. */
export function YearChart({ years }: { years: readonly YearCount[] }) {
  if (years.length === 0) return <p class="quiet">{t("chart_empty")}</p>;
  const up = Math.max(1, ...years.map((year) => year.opened + year.opened_uncertain));
  const down = Math.max(1, ...years.map((year) => year.ended + year.ended_uncertain));
  const unit = Math.min((MIDDLE - AXIS - 12) / up, (HEIGHT - MIDDLE - AXIS - 14) / down);
  const first = years[0]?.year ?? 0;
  const span = (years[years.length - 1]?.year ?? first) - first + 1;
  const step = WIDTH / span;
  const every = span > 60 ? 10 : span > 30 ? 5 : span > 14 ? 2 : 1;
  const total = (key: "opened" | "ended") => years.reduce((sum, year) => sum + year[key] + year[`${key}_uncertain`], 0);
  return (
    <figure class="yearchart">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
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
        {years.map((year) => {
          const x = (year.year - first) * step + 1;
          const width = Math.max(1, step - 2);
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
              <rect x={x} y="0" width={width} height={HEIGHT} class="hit" />
              <rect x={x} y={MIDDLE - opened} width={width} height={opened} class="opened" />
              <rect x={x} y={MIDDLE - opened - maybe} width={width} height={maybe} class="opened-maybe" />
              <rect x={x} y={below} width={width} height={ended} class="ended" />
              <rect x={x} y={below + ended} width={width} height={perhaps} class="ended-maybe" />
              {(year.year - first) % every === 0 && (
                <text x={x + width / 2} y={MIDDLE + 12}>
                  {year.year}
                </text>
              )}
            </g>
          );
        })}
        <text class="note" x="2" y="12">
          ↑ {t("chart_opened")} · {number(Math.round(total("opened")))}
        </text>
        <text class="note" x="2" y={HEIGHT - 4}>
          ↓ {t("chart_ended")} · {number(Math.round(total("ended")))}
        </text>
      </svg>
      <figcaption>{t("chart_caption")}</figcaption>
    </figure>
  );
}
