import { useContext } from "preact/hooks";

import { linear } from "../axis";
import { Statements, statementsAt, Value } from "../evidence";
import { ExportButtons } from "../export/buttons";
import { amount, language, say, t } from "../language";
import type { Compare, Point } from "../page.gen";
import { corners } from "../palette";
import { caseName, CaseSign } from "./chooser";
import { disputed, lookOf, type Panel, panelsOf, yearsOf } from "./model";

const WIDTH = 320;
const HEIGHT = 150;
const LEFT = 46;
const RIGHT = 12;
const TOP = 10;
const BOTTOM = 20;
/** Shapes as characters, for captions. */
const SIGNS = { circle: "●", square: "■", triangle: "▲", diamond: "◆", pentagon: "⬟", star: "★", hexagon: "⬢", ring: "○" } as const;
/** Room at the right for values that no year is given for. */
const UNDATED = 26;

function short(value: number): string {
  return new Intl.NumberFormat(language.value, { notation: "compact", maximumFractionDigits: 1 }).format(value);
}

/** One small chart for each indicator and unit, all on the same years; every value is listed under its chart. */
export function Charts({ compare, chosen }: { compare: Compare; chosen: readonly number[] }) {
  const panels = panelsOf(compare, chosen);
  const years = yearsOf(panels);
  if (panels.length === 0) return <p class="honest">{t("compare_unmeasured")}</p>;
  const unmeasured = chosen.filter((_, place) => panels.every(({ without }) => without.includes(place)));
  return (
    <>
      <p class="figurenote">{t("compare_charts_note")}</p>
      {unmeasured.length > 0 && <p class="honest">{t("compare_without", { names: unmeasured.map((of) => caseName(compare, of)).join(", ") })}</p>}
      <div class="panels">
        {panels.map((panel) => (
          <PanelFigure key={`${panel.chart.indicator.code} ${panel.chart.unit}`} compare={compare} chosen={chosen} panel={panel} years={years} />
        ))}
      </div>
    </>
  );
}

interface PanelProps {
  compare: Compare;
  chosen: readonly number[];
  panel: Panel;
  years: [number, number] | undefined;
}

function PanelFigure({ compare, chosen, panel, years }: PanelProps) {
  const title = say(panel.chart.indicator.label);
  const names = (places: readonly number[]) => places.map((place) => caseName(compare, chosen[place])).join(", ");
  // Beside the picture, away from its list, the shapes must say what they stand for.
  const legend = panel.series.map(({ place }) => `${SIGNS[lookOf(place).shape]} ${caseName(compare, chosen[place])}`).join(", ");
  const missing = panel.without.filter((place) => compare.charts.some(({ series }) => series.some((one) => one.case === chosen[place])));
  return (
    <figure class="small">
      <figcaption>
        <b data-not-a-claim="name and unit of an indicator">{title}</b> <span class="unit" data-not-a-claim="name and unit of an indicator">{panel.chart.unit ?? t("compare_no_unit")}</span>
        <ExportButtons title={`${title} (${panel.chart.unit ?? t("compare_no_unit")}): ${legend}`} figure={(button) => button.closest("figure")?.querySelector<SVGSVGElement>("svg[role=img]")} cites={{ statements: () => panel.series.flatMap(({ points }) => points.flatMap(({ shown }) => shown.evidence)) }} />
      </figcaption>
      <Plot panel={panel} years={years} label={t("compare_chart", { title, names: names(panel.series.map(({ place }) => place)) })} />
      <ul class="readings">
        {panel.series.map(({ place, points }) => (
          <li key={place}>
            <CaseSign place={place} /> <span class="of">{caseName(compare, chosen[place])}</span>
            <Readings points={points} />
          </li>
        ))}
        {missing.length > 0 && <li class="unstated">{t("compare_unobserved", { names: names(missing) })}</li>}
      </ul>
    </figure>
  );
}

/** Every value with its period and source; those that contradict each other say so. */
function Readings({ points }: { points: readonly Point[] }) {
  const all = useContext(Statements);
  const against = disputed(points);
  const sorted = [...points].sort((a, b) => (a.bounds?.[0] ?? Infinity) - (b.bounds?.[0] ?? Infinity));
  return (
    <ul>
      {sorted.map((point, index) => (
        <li key={index}>
          <Value shown={point.shown}>
            <span class="when">{point.period ?? t("compare_undated")}</span> {amount(point.value)}
          </Value>
          {against.has(point) && (
            <span class="against" title={t("compare_disputed_text")}>
              {" "}
              ≠<span class="aside"> {t("compare_disputed")}</span>
            </span>
          )}
          <span class="who">
            {" "}
            {statementsAt(all, point.shown.evidence)
              .flatMap(({ citations }) => citations.map((one) => one.short))
              .join("; ")}
          </span>
          {point.notes !== null && (
            <span class="remark">
              {" "}
              <Value shown={{ text: point.notes, evidence: point.shown.evidence }} />
            </span>
          )}
        </li>
      ))}
    </ul>
  );
}

/** The picture: a mark for each value in the middle of the time it speaks of, a bar where that is longer than a year. */
function Plot({ panel, years, label }: { panel: Panel; years: [number, number] | undefined; label: string }) {
  const points = panel.series.flatMap((one) => one.points);
  const { ticks, at: y } = linear([0, ...points.map(({ value }) => value)], HEIGHT - BOTTOM, TOP, 3);
  const undated = points.some(({ bounds }) => bounds === null);
  const right = WIDTH - RIGHT - (undated ? UNDATED : 0);
  const x = (time: number) => (years ? LEFT + ((time - years[0]) / (years[1] - years[0])) * (right - LEFT) : LEFT);
  const step = years ? Math.max(1, Math.ceil((years[1] - years[0]) / 5)) : 1;
  const labels = years ? Array.from({ length: Math.floor((years[1] - years[0]) / step) + 1 }, (_, at) => years[0] + at * step) : [];
  return (
    <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {ticks.map((tick) => (
        <g key={tick}>
          <line class={tick === 0 ? "zero" : "grid"} x1={LEFT} x2={WIDTH - RIGHT} y1={y(tick)} y2={y(tick)} />
          <text class="tick" x={LEFT - 5} y={y(tick) + 3.5} text-anchor="end">
            {short(tick)}
          </text>
        </g>
      ))}
      {labels.map((year) => (
        <text key={year} class="tick" x={x(year)} y={HEIGHT - 5} text-anchor="middle">
          {year}
        </text>
      ))}
      {undated && (
        <>
          <line class="undated" x1={right + 6} x2={right + 6} y1={TOP} y2={HEIGHT - BOTTOM} />
          <text class="tick" x={(right + 6 + WIDTH - RIGHT) / 2} y={HEIGHT - 5} text-anchor="middle">
            ?
          </text>
        </>
      )}
      {panel.series.map(({ place, points: own }) => (
        <g key={place} style={{ "--case": `var(${lookOf(place).colour})` }}>
          {own.map((point, index) => {
            const middle = point.bounds ? x((point.bounds[0] + point.bounds[1]) / 2) : (right + 6 + WIDTH - RIGHT) / 2;
            return (
              <g key={index}>
                <title>{`${point.period ?? t("compare_undated")}: ${amount(point.value)} ${panel.chart.unit ?? ""}`}</title>
                {point.bounds && point.bounds[1] - point.bounds[0] > 1.01 && (
                  <line class="span" x1={x(point.bounds[0])} x2={x(point.bounds[1])} y1={y(point.value)} y2={y(point.value)} />
                )}
                <Mark place={place} x={middle} y={y(point.value)} />
              </g>
            );
          })}
        </g>
      ))}
    </svg>
  );
}

function Mark({ place, x, y }: { place: number; x: number; y: number }) {
  const shape = corners(lookOf(place).shape);
  if (shape.length === 0) return <circle class="mark" cx={x} cy={y} r="4.6" />;
  return <polygon class="mark" points={shape.map(([dx, dy]) => `${x + dx * 4.6},${y + dy * 4.6}`).join(" ")} />;
}
