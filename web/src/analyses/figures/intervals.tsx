import { useContext } from "preact/hooks";

import { linear, logarithmic } from "../../axis";
import { t } from "../../language";
import { useNarrow } from "../../narrow";
import type { IntervalShown, IntervalsShown } from "../../page.gen";
import { amount, bound, term } from "../model";
import { Mark, Open } from "../number";

const ROW = 27;
const TOP = 8;

/** Estimates with their intervals, one below the other, those of a group together. */
export function IntervalsFigure({ figure, title }: { figure: IntervalsShown; title: string }) {
  // An estimate that names no rows rests on all that were used.
  const used = useContext(Open)?.page.result?.used ?? [];
  const narrow = useNarrow();
  const width = narrow ? 380 : 860;
  const left = narrow ? 14 : 240;
  const right = width - (narrow ? 14 : 150);
  const lines = rows(figure.items);
  const height = narrow ? ROW + 14 : ROW;
  const base = TOP + lines.length * height;
  const values = figure.items.flatMap(({ value, bounds }) => [value, ...(bounds ?? [])]).filter((value): value is number => value !== null);
  const all = figure.reference === null ? values : [...values, figure.reference];
  const x = figure.ratio ? logarithmic(all, left, right) : linear(all, left, right, narrow ? 3 : 6);
  const clamp = (value: number | null | undefined, end: number) => (value === null || value === undefined ? end : x.at(value));
  return (
    <svg class="plot intervals" viewBox={`0 0 ${width} ${base + 40}`} role="group" aria-label={title}>
      {x.ticks.map((tick) => (
        <g key={tick} class="scale">
          <line x1={x.at(tick)} x2={x.at(tick)} y1={TOP} y2={base} />
          <text x={x.at(tick)} y={base + 16} text-anchor="middle">
            {amount(tick)}
          </text>
        </g>
      ))}
      <text class="axis" x={right} y={base + 33} text-anchor="end">
        {term(figure.scale)}
      </text>
      {figure.reference !== null && <line class="reference" x1={x.at(figure.reference)} x2={x.at(figure.reference)} y1={TOP} y2={base} />}
      {lines.map((line, index) => {
        const y = TOP + index * height + (narrow ? height - 12 : height / 2);
        const label = narrow ? y - 12 : y + 4;
        if (typeof line === "string") {
          return (
            <text key={index} class="group" data-not-a-claim="name of a group" x={narrow ? left : left - 12} y={y + 4} text-anchor={narrow ? "start" : "end"}>
              {line}
            </text>
          );
        }
        const told = line.value === null ? t("analysis_no_value") : amount(line.value);
        const span = line.bounds ? ` [${bound(line.bounds[0], true)}; ${bound(line.bounds[1], false)}]` : "";
        return (
          <Mark key={index} text={`${line.name} ${told}${span}`} rows={line.rows.length > 0 ? line.rows : used} written>
            <rect class="reach" x="0" y={y - height / 2} width={width} height={height} />
            <text class="of" x={narrow ? left : left - 12} y={label} text-anchor={narrow ? "start" : "end"}>
              {`${line.name} `}
            </text>
            {line.bounds && <line class="span" x1={clamp(line.bounds[0], left)} x2={clamp(line.bounds[1], right)} y1={y} y2={y} />}
            {line.value !== null && <circle class="dot" cx={x.at(line.value)} cy={y} r="4.5" />}
            <text class="told" x={width - 4} y={label} text-anchor="end">
              {told}
              {span}
            </text>
          </Mark>
        );
      })}
    </svg>
  );
}

/** Items with the name of each group before its first. */
function rows(items: readonly IntervalShown[]): (IntervalShown | string)[] {
  const groups = [...new Set(items.map(({ group }) => group))];
  return groups.flatMap((group) => [...(group ? [group] : []), ...items.filter((item) => item.group === group)]);
}
