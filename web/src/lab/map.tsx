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
  const insets = useMemo(() => insetsOf(run.run.replay, width, height), [run, width, height]);
  const at = useMemo(() => projection(insets), [insets]);
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
      {insets.frames.map((frame, index) => (
        <g key={index}>
          <rect class="ground" x={frame.left + 1} y={frame.top + 1} width={frame.width - 2} height={frame.height - 2} />
          <text class="axis" x={frame.left + 8} y={frame.top + 16} data-not-a-claim="where the frame lies">
            {where(frame)}
          </text>
        </g>
      ))}
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

/** A frame of the map: the part of the world it shows, and where in the picture. */
interface Inset {
  west: number;
  east: number;
  south: number;
  north: number;
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Degrees between places from which on they are shown in frames of their own. */
const APART = 0.8;
/** Frames there may be; where more were needed there is one. */
const FRAMES = 6;

/** Frames around what lies together: far apart, all places would be a few specks on an empty sheet. */
function insetsOf(places: ReplayShown, width: number, height: number): { frames: Inset[] } {
  const cell = (row: number) => `${Math.floor((places.x[row] ?? 0) / APART)},${Math.floor((places.y[row] ?? 0) / APART)}`;
  const cells = new Map<string, number[]>();
  places.x.forEach((_, row) => cells.set(cell(row), [...(cells.get(cell(row)) ?? []), row]));
  const groups: number[][] = [];
  const seen = new Set<string>();
  for (const start of cells.keys()) {
    if (seen.has(start)) continue;
    const group: number[] = [];
    const waiting = [start];
    seen.add(start);
    for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
      group.push(...(cells.get(key) ?? []));
      const [x = 0, y = 0] = key.split(",").map(Number);
      for (const [dx, dy] of [[1, 0], [-1, 0], [0, 1], [0, -1], [1, 1], [-1, -1], [1, -1], [-1, 1]] as const) {
        const next = `${x + dx},${y + dy}`;
        if (cells.has(next) && !seen.has(next)) {
          seen.add(next);
          waiting.push(next);
        }
      }
    }
    groups.push(group);
  }
  const shown = groups.length > FRAMES ? [places.x.map((_, row) => row)] : groups;
  const bounds = shown.map((rows) => {
    const [xs, ys] = [rows.map((row) => places.x[row] ?? 0), rows.map((row) => places.y[row] ?? 0)];
    return { west: Math.min(...xs), east: Math.max(...xs), south: Math.min(...ys), north: Math.max(...ys) };
  });
  // North above south, west before east.
  bounds.sort((a, b) => (Math.abs(a.north - b.north) > APART ? b.north - a.north : a.west - b.west));
  const columns = Math.ceil(Math.sqrt((bounds.length * width) / height - 0.01)) || 1;
  const lines = Math.ceil(bounds.length / columns);
  const frames = bounds.map((bound, index) => {
    const line = Math.floor(index / columns);
    // The last line may hold fewer, which then are wider.
    const inLine = line < lines - 1 ? columns : bounds.length - columns * (lines - 1);
    return { ...bound, left: ((index - line * columns) * width) / inLine, top: TOP + (line * height) / lines, width: width / inLine, height: height / lines };
  });
  return { frames };
}

/** Degrees to the picture; places of one spot stand a little apart. */
function projection({ frames }: { frames: readonly Inset[] }): (lon: number, lat: number, row: number) => [number, number] {
  return (lon, lat, row) => {
    const away = (one: Inset) => Math.hypot(Math.max(one.west - lon, 0, lon - one.east), Math.max(one.south - lat, 0, lat - one.north));
    const frame = frames.reduce((best, one) => (away(one) < away(best) ? one : best), frames[0] ?? { west: 0, east: 1, south: 0, north: 1, left: 0, top: TOP, width: 1, height: 1 });
    const { west, east, south, north, left, top, width, height } = frame;
    const shrink = Math.cos((((south + north) / 2) * Math.PI) / 180);
    const scale = Math.min((width - 44) / Math.max(0.05, (east - west) * shrink), (height - 44) / Math.max(0.05, north - south));
    // The golden angle spreads what a hundredth of a degree puts on one point.
    const turn = row * 2.399963;
    const off = 1.5 + 8 * ((row * 0.618034) % 1) ** 0.5;
    const x = left + width / 2 + (lon - (west + east) / 2) * shrink * scale + off * Math.cos(turn);
    const y = top + height / 2 - (lat - (south + north) / 2) * scale + off * Math.sin(turn);
    return [x, y];
  };
}

/** The middle of a frame in degrees. */
function where({ west, east, south, north }: Inset): string {
  return `${((south + north) / 2).toFixed(1)}° N ${((west + east) / 2).toFixed(1)}° E`;
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
