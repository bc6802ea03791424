import { useContext } from "preact/hooks";

import { type Axis, linear } from "../../axis";
import { useNarrow } from "../../narrow";
import type { LinesShown, ScatterShown } from "../../page.gen";
import { amount, caseName, term } from "../model";
import { Mark, Open } from "../number";
import { classes, dashes, hue } from "./look";

const TOP = 12;

/** The frame of a plane: grid, ticks, names of the axes. */
function Frame({ x, y, names }: { x: Axis; y: Axis; names: [string, string] }) {
  const [left, right] = [x.at(x.low), x.at(x.high)];
  const [base, top] = [y.at(y.low), y.at(y.high)];
  return (
    <g class="scale">
      {y.ticks.map((tick) => (
        <g key={tick}>
          <line x1={left} x2={right} y1={y.at(tick)} y2={y.at(tick)} />
          <text x={left - 7} y={y.at(tick) + 4} text-anchor="end">
            {amount(tick)}
          </text>
        </g>
      ))}
      {x.ticks.map((tick) => (
        <g key={tick}>
          <line x1={x.at(tick)} x2={x.at(tick)} y1={top} y2={base} />
          <text x={x.at(tick)} y={base + 16} text-anchor="middle">
            {ordinal(tick, x) ? String(tick) : amount(tick)}
          </text>
        </g>
      ))}
      <text class="axis" x={right} y={base + 33} text-anchor="end">
        {term(names[0])}
      </text>
      <text class="axis" x={left} y={top - 2} text-anchor="start">
        {term(names[1])}
      </text>
    </g>
  );
}

/** Whether an axis counts years, which take no thousands separator. */
function ordinal(tick: number, axis: Axis): boolean {
  return Number.isInteger(tick) && axis.low >= 1000 && axis.high <= 2200;
}

/** Points in a plane; each opens its case. */
export function ScatterFigure({ figure, title }: { figure: ScatterShown; title: string }) {
  const open = useContext(Open);
  const narrow = useNarrow();
  const width = narrow ? 370 : 620;
  const height = narrow ? 330 : 440;
  const unit = figure.diagonal ? [0, 1] : [];
  const x = linear([...unit, ...figure.points.map((point) => point.x)], 54, width - 16);
  const y = linear([...unit, ...figure.points.map((point) => point.y)], height - 42, TOP + 12);
  const kinds = classes(figure.points);
  const line = figure.line;
  return (
    <>
      {figure.name && <p class="of" data-not-a-claim="name of what is drawn">{figure.name}</p>}
      <Keys names={kinds} />
      <svg class="plot narrow" viewBox={`0 0 ${width} ${height}`} role="group" aria-label={title}>
        <Frame x={x} y={y} names={[figure.x, figure.y]} />
        {figure.diagonal && <line class="reference" x1={x.at(0)} y1={y.at(0)} x2={x.at(1)} y2={y.at(1)} />}
        {line && <line class="fit" x1={x.at(x.low)} y1={y.at(line[0] + line[1] * x.low)} x2={x.at(x.high)} y2={y.at(line[0] + line[1] * x.high)} />}
        {figure.points.map((point, index) => (
          <Mark
            key={index}
            text={`${point.row === null ? "" : caseName(open?.page.input?.rows[point.row])} ${term(figure.x)} ${amount(point.x)}, ${term(figure.y)} ${amount(point.y)}${point.class ? `, ${point.class}` : ""}`.trim()}
            rows={point.row === null ? [] : [point.row]}
          >
            <circle class="dot" cx={x.at(point.x)} cy={y.at(point.y)} r="5" style={{ fill: `var(${point.class ? hue(kinds.indexOf(point.class)) : "--kind-0"})` }} />
          </Mark>
        ))}
      </svg>
    </>
  );
}

/** Lines over years or another number; those in the background are faint. */
export function LinesFigure({ figure, title }: { figure: LinesShown; title: string }) {
  const narrow = useNarrow();
  const width = narrow ? 380 : 860;
  const height = narrow ? 300 : 400;
  const points = figure.lines.flatMap((line) => line.points);
  const x = linear(points.map(([at]) => at), 60, width - 16, narrow ? 4 : 8);
  const y = linear(points.map(([, at]) => at), height - 42, TOP + 12);
  const clear = figure.lines.filter(({ faint }) => !faint);
  const ordered = [...figure.lines.filter(({ faint }) => faint), ...clear];
  return (
    <>
      <Keys names={clear.map(({ name }) => name).filter(Boolean)} dashed />
      <svg class="plot" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={title}>
        <Frame x={x} y={y} names={[figure.x, figure.y]} />
        {figure.mark !== null && <line class="reference" x1={x.at(figure.mark)} x2={x.at(figure.mark)} y1={y.at(y.low)} y2={y.at(y.high)} />}
        {ordered.map((line, index) => {
          const place = clear.indexOf(line);
          return (
            <path
              key={index}
              class={line.faint ? "curve faint" : "curve"}
              stroke-dasharray={line.faint ? undefined : dashes(place)}
              style={{ "--series": `var(${line.faint ? "--kind-none" : hue(place)})` }}
              d={line.points.map(([a, b], at) => `${at === 0 ? "M" : "L"}${x.at(a)},${y.at(b)}`).join("")}
            >
              <title>{line.name}</title>
            </path>
          );
        })}
      </svg>
    </>
  );
}

/** What colours stand for. */
export function Keys({ names, dashed = false }: { names: readonly string[]; dashed?: boolean }) {
  if (names.length < 2) return null;
  return (
    <ul class="keys" data-not-a-claim="what colours stand for">
      {names.map((name, index) => (
        <li key={name}>
          <svg width={dashed ? 30 : 12} height="10" aria-hidden="true">
            {dashed ? (
              <line x1="0" x2="30" y1="5" y2="5" class="curve" stroke-dasharray={dashes(index)} style={{ stroke: `var(${hue(index)})` }} />
            ) : (
              <circle cx="6" cy="5" r="5" style={{ fill: `var(${hue(index)})` }} />
            )}
          </svg>
          {term(name)}
        </li>
      ))}
    </ul>
  );
}
