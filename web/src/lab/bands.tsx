import { ExportButtons } from "../export/buttons";
import { linear } from "../axis";
import { useNarrow } from "../narrow";
import type { BandLine, LabRun } from "../page.gen";
import { figure } from "./simulated";
import { l, modelWord } from "./words";

const TOP = 26;

/** A series with its band, as drawn. */
interface Drawn {
  name: string;
  series: string;
  dashes: string | undefined;
  mid: readonly (number | null)[];
  low: readonly (number | null)[];
  high: readonly (number | null)[];
}

/** An indicator over time: the runs of the scenario and of what it is compared with, then the difference. */
export function OverTime({ run, against, at, unit, what }: { run: LabRun; against: readonly BandLine[] | undefined; at: number; unit: string; what: string }) {
  const own = run.run.lines[at];
  const base = against?.[at];
  const gap = run.differences[at];
  if (!own) return null;
  const series: Drawn[] = [
    ...(base ? [{ name: l("baseline"), series: "--kind-other", dashes: "6 4", ...base }] : []),
    { name: l("this"), series: "--kind-0", dashes: undefined, ...own },
  ];
  const side = (sign: 1 | -1) => gap?.mean.map((mean, index) => (mean === null ? null : mean + sign * (gap.half[index] ?? 0))) ?? [];
  const difference: Drawn[] = gap ? [{ name: l("difference"), series: "--kind-1", dashes: undefined, mid: gap.mean, low: side(-1), high: side(1) }] : [];
  return (
    <div class="overtime">
      <Chart run={run} title={l("bands", { what })} unit={unit} series={series} note={l("bands_note")} />
      {gap && <Chart run={run} title={l("gaps", { what })} unit={unit} series={difference} note={l("gaps_note")} zero />}
    </div>
  );
}

function Chart({ run, title, unit, series, note, zero }: { run: LabRun; title: string; unit: string; series: readonly Drawn[]; note: string; zero?: boolean }) {
  const narrow = useNarrow();
  const width = narrow ? 380 : 560;
  const height = narrow ? 260 : 300;
  const numbers = series.flatMap(({ mid, low, high }) => [...mid, ...low, ...high]).filter((one): one is number => one !== null);
  const y = linear(zero ? [0, ...numbers] : numbers, height - 26, TOP);
  const year = (month: number) => (run.start + month + 1) / 12;
  const first = run.start / 12;
  const last = year(run.months - 1);
  const x = (value: number) => 62 + ((value - first) / (last - first || 1)) * (width - 78);
  const step = last - first > 20 ? 5 : narrow ? 4 : 2;
  const years = Array.from({ length: 60 }, (_, index) => Math.ceil(first / step) * step + index * step).filter((one) => one <= last);
  const points = (line: readonly (number | null)[]) => line.flatMap((value, index) => (value === null ? [] : [[x(year(run.at[index] ?? 0)), y.at(value)] as const]));
  const path = (line: readonly (readonly [number, number])[]) => line.map(([a, b], index) => `${index === 0 ? "M" : "L"}${a.toFixed(1)},${b.toFixed(1)}`).join("");
  return (
    <figure class="answer">
      <figcaption>
        <b data-not-a-claim="title of a figure">{title}</b>
        <ExportButtons title={title} figure={(button) => button.closest("figure")?.querySelector("svg.plot")} cites={{ keys: () => [] }} />
      </figcaption>
      <svg class="plot" viewBox={`0 0 ${width} ${height + 22}`} role="img" aria-label={`${title}, ${l("simulated")}`}>
        <text class="axis" x={4} y={13} data-not-a-claim="what is drawn">
          {l("simulated")}
          {unit && ` · ${unit}`}
        </text>
        {y.ticks.map((tick) => (
          <g key={tick} class="scale">
            <line x1={62} x2={width - 16} y1={y.at(tick)} y2={y.at(tick)} />
            <text x={56} y={y.at(tick) + 4} text-anchor="end">
              {figure(tick)}
            </text>
          </g>
        ))}
        {years.map((one) => (
          <text key={one} class="tick" x={x(one)} y={height - 8} text-anchor="middle">
            {one}
          </text>
        ))}
        {zero && <line class="reference" x1={62} x2={width - 16} y1={y.at(0)} y2={y.at(0)} />}
        {series.map((one) => (
          <g key={one.name} style={{ "--series": `var(${one.series})` }}>
            <path class="band" d={`${path(points(one.low))}${path([...points(one.high)].reverse()).replace(/^M/, "L")}Z`} />
            <path class="curve" stroke-dasharray={one.dashes} d={path(points(one.mid))} />
          </g>
        ))}
        {series.map((one, index) => (
          <g key={one.name} style={{ "--series": `var(${one.series})` }}>
            <line class="curve" stroke-dasharray={one.dashes} x1={62 + index * 150} x2={90 + index * 150} y1={height + 10} y2={height + 10} />
            <text x={96 + index * 150} y={height + 14} class="of">
              {one.name}
            </text>
          </g>
        ))}
      </svg>
      <p class="figurenote" data-not-a-claim="how to read the figure">
        {note}
      </p>
    </figure>
  );
}

/** The unit of an indicator in the language of the interface. */
export function unitOf(unit: string): string {
  return unit && modelWord("unit", unit).text;
}
