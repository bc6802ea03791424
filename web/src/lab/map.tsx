import { useMemo } from "preact/hooks";

import type { LabRun, ReplayShown } from "../page.gen";
import { type Apart, momentOf } from "./moments";
import { placeName } from "./placecard";
import { l, modelWord } from "./words";

const TOP = 24;
const ROW = 19;
/** Kinds that have a colour of their own; the rest share one. */
const COLOURS = 6;

interface Key {
  class: string;
  colour: string | undefined;
  text: string;
}

/** The places of a month on a map; what signs mean stands under it, in the picture itself. */
export function ReplayMap(props: {
  run: LabRun;
  places: ReplayShown;
  against: ReplayShown | undefined;
  apart: Apart | undefined;
  month: number;
  now: string;
  picked: number | undefined;
  pick: (row: number) => void;
  narrow: boolean;
}) {
  const { run, places, against, apart, month, narrow } = props;
  const width = narrow ? 380 : 620;
  const height = narrow ? 330 : 460;
  const at = useMemo(() => projection(run.run.replay, width, height), [run, width, height]);
  const colours = useMemo(() => kindColours(places), [places]);
  const colour = (row: number) => colours[places.kind[row] ?? 0] ?? "--kind-other";
  const keys: Key[] = apart
    ? [
        { class: "place both", colour: undefined, text: l("in_both") },
        { class: "place onlyrun", colour: undefined, text: l("only_run") },
        { class: "place onlybase", colour: undefined, text: l("only_base") },
      ]
    : [
        ...places.kinds.flatMap((kind, index) =>
          places.kind.includes(index) ? [{ class: "place", colour: colours[index], text: modelWord("kind", kind).text }] : [],
        ),
        { class: "place closed", colour: undefined, text: l("closed_year") },
      ];
  const rows = flowing(keys, width);
  const dot = (of: ReplayShown, row: number, kind: string, fill: string | undefined) => {
    const [x, y] = at(of.x[row] ?? 0, of.y[row] ?? 0, row);
    const isPickable = of === places;
    return (
      <circle
        key={`${kind}${row}`}
        class={`place ${kind}${isPickable && props.picked === row ? " picked" : ""}`}
        cx={x.toFixed(1)}
        cy={y.toFixed(1)}
        r={kind === "gone" ? 1.6 : 4.4}
        style={fill ? { fill: `var(${fill})` } : undefined}
        onClick={isPickable ? () => props.pick(row) : undefined}
      >
        <title>{placeName(of, row)}</title>
      </circle>
    );
  };
  const all = places.opened.map((_, row) => [row, momentOf(places, row, month)] as const);
  return (
    <svg class="plot replaymap" viewBox={`0 0 ${width} ${TOP + height + 10 + rows.length * ROW}`} role="img" aria-label={`${l("replay_title")}, ${props.now}, ${l("simulated")}`}>
      <rect class="ground" x="0.5" y={TOP} width={width - 1} height={height} />
      <text class="axis" x={4} y={15} data-not-a-claim="the month shown">
        {l("simulated")} · {props.now}
      </text>
      {apart && against ? (
        <>
          {apart.both.map((row) => dot(places, row, "both", undefined))}
          {apart.base.map((row) => dot(against, row, "onlybase", undefined))}
          {apart.run.map((row) => dot(places, row, "onlyrun", undefined))}
        </>
      ) : (
        <>
          {all.filter(([, moment]) => moment === "gone").map(([row]) => dot(places, row, "gone", undefined))}
          {all.filter(([, moment]) => moment === "open").map(([row]) => dot(places, row, "open", colour(row)))}
          {all.filter(([, moment]) => moment === "closed").map(([row]) => dot(places, row, "closed", undefined))}
        </>
      )}
      {rows.map((row, line) =>
        row.map(({ key, x }) => {
          const y = TOP + height + 14 + line * ROW;
          return (
            <g key={key.text}>
              <circle class={key.class} cx={x + 7} cy={y} r={4.4} style={key.colour ? { fill: `var(${key.colour})` } : undefined} />
              <text class="of" x={x + 17} y={y + 4}>
                {key.text}
              </text>
            </g>
          );
        }),
      )}
    </svg>
  );
}

/** Degrees to the picture, so that all places fit; those of one spot stand a little apart. */
function projection(places: ReplayShown, width: number, height: number): (lon: number, lat: number, row: number) => [number, number] {
  const [west, east] = [Math.min(...places.x), Math.max(...places.x)];
  const [south, north] = [Math.min(...places.y), Math.max(...places.y)];
  const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min((width - 44) / Math.max(0.01, (east - west) * shrink), (height - 44) / Math.max(0.01, north - south));
  const [x0, y0] = [width / 2 - (((east + west) / 2) * shrink * scale), TOP + height / 2 + ((north + south) / 2) * scale];
  return (lon, lat, row) => {
    // The golden angle spreads what a hundredth of a degree puts on one point.
    const turn = row * 2.399963;
    const away = 1.5 + 7 * (((row * 0.618034) % 1) ** 0.5);
    return [x0 + lon * shrink * scale + away * Math.cos(turn), y0 - lat * scale + away * Math.sin(turn)];
  };
}

/** Colours of kinds, the most frequent first. */
function kindColours(places: ReplayShown): readonly string[] {
  const counts = places.kinds.map((_, kind) => places.kind.filter((one) => one === kind).length);
  const order = counts.map((n, kind) => ({ n, kind })).sort((a, b) => b.n - a.n || a.kind - b.kind);
  return counts.map((_, kind) => {
    const rank = order.findIndex((one) => one.kind === kind);
    return rank < COLOURS ? `--kind-${rank}` : "--kind-other";
  });
}

/** Keys in rows, as wide as their words are about. */
function flowing(keys: readonly Key[], width: number): { key: Key; x: number }[][] {
  const rows: { key: Key; x: number }[][] = [];
  let x = Infinity;
  for (const key of keys) {
    const wide = 34 + [...key.text].reduce((sum, one) => sum + (one > "⺀" ? 12.5 : 6.4), 0);
    if (x + wide > width) {
      rows.push([]);
      x = 2;
    }
    rows.at(-1)?.push({ key, x });
    x += wide;
  }
  return rows;
}
