import type { Chart, Compare, Point, Said } from "../page.gen";
import { SHAPES, type Shape } from "../palette";

/** Beyond this many cases side by side no colour is left to tell them apart. */
export const MOST = 6;

/** Colour and shape of a case by its place among the chosen ones. */
export function lookOf(place: number): { colour: string; shape: Shape } {
  return { colour: `--kind-${place % MOST}`, shape: SHAPES[place % SHAPES.length] ?? "circle" };
}

/** What is said of each case, by dimension. */
function spoken(compare: Compare): Map<number, Set<number>> {
  const found = new Map<number, Set<number>>();
  for (const { case: of, dimension } of compare.said) found.set(of, (found.get(of) ?? new Set()).add(dimension));
  return found;
}

/** The two cases of which the most dimensions are both stated; among equals the first in the study. */
export function fullestPair(compare: Compare): number[] {
  const all = [...spoken(compare)];
  let best: number[] = all.slice(0, 1).map(([of]) => of);
  let most = 0;
  all.forEach(([one, mine], at) => {
    for (const [other, theirs] of all.slice(at + 1)) {
      const shared = [...mine].filter((dimension) => theirs.has(dimension)).length;
      if (shared > most) {
        most = shared;
        best = [one, other];
      }
    }
  });
  return best;
}

/** Cases an address asks for, each once and in its order; without any, the fullest pair. */
export function readCases(compare: Compare, query: URLSearchParams): number[] {
  const asked = query.get("cases");
  if (asked === null) return fullestPair(compare);
  const places = asked.split(",").map((id) => compare.cases.findIndex((one) => one.id === id));
  return [...new Set(places.filter((place) => place >= 0))].slice(0, MOST);
}

/** Writes what {@link readCases} reads. */
export function writeCases(compare: Compare, chosen: readonly number[]): string {
  return chosen.flatMap((place) => compare.cases[place]?.id ?? []).join(",") || "-";
}

/** A dimension with what is said of each chosen case, in their order. */
export interface Row {
  dimension: number;
  cells: Said[][];
}

/** Rows by how the cases stand to each other: differences first. */
export interface Rows {
  differ: Row[];
  agree: Row[];
  one: Row[];
}

/** Words that differ only in case and spaces say the same. */
function said(cell: readonly Said[]): string {
  const texts = cell.map(({ value }) => value.text.trim().toLowerCase().replace(/\s+/g, " "));
  return [...new Set(texts)].sort().join("\n");
}

/** Dimensions stated of a chosen case; a case of which one is not stated has no part in the comparison. */
export function rowsOf(compare: Compare, chosen: readonly number[]): Rows {
  const rows: Rows = { differ: [], agree: [], one: [] };
  compare.dimensions.forEach((_, dimension) => {
    const cells = chosen.map((of) => compare.said.filter((one) => one.case === of && one.dimension === dimension));
    const stated = cells.filter((cell) => cell.length > 0);
    if (stated.length === 0) return;
    const kind = stated.length === 1 ? "one" : new Set(stated.map(said)).size > 1 ? "differ" : "agree";
    rows[kind].push({ dimension, cells });
  });
  return rows;
}

/** A chart of the chosen cases, in their order; a case that was not observed is in `without`. */
export interface Panel {
  chart: Chart;
  series: { place: number; points: Point[] }[];
  without: number[];
}

/** Charts in which a chosen case was observed: those that compare the most of them come first. */
export function panelsOf(compare: Compare, chosen: readonly number[]): Panel[] {
  const panels = compare.charts.flatMap((chart): Panel[] => {
    const series = chosen.map((of, place) => ({ place, points: chart.series.filter((one) => one.case === of).flatMap(({ points }) => points) }));
    const seen = series.filter(({ points }) => points.length > 0);
    const without = series.filter(({ points }) => points.length === 0).map(({ place }) => place);
    return seen.length > 0 ? [{ chart, series: seen, without }] : [];
  });
  return panels.sort((a, b) => b.series.length - a.series.length);
}

/** Whole years that hold every dated point of all panels, so that they share one axis. */
export function yearsOf(panels: readonly Panel[]): [number, number] | undefined {
  const bounds = panels.flatMap(({ series }) => series.flatMap(({ points }) => points.flatMap((point) => point.bounds ?? [])));
  if (bounds.length === 0) return undefined;
  const first = Math.floor(Math.min(...bounds));
  return [first, Math.max(first + 1, Math.ceil(Math.max(...bounds)))];
}

/** Points of one case that may speak of the same time and yet differ: sources, or a source and itself, disagree. */
export function disputed(points: readonly Point[]): Set<Point> {
  const found = new Set<Point>();
  points.forEach((one, at) => {
    for (const other of points.slice(at + 1)) {
      const together = one.bounds && other.bounds ? one.bounds[0] < other.bounds[1] && other.bounds[0] < one.bounds[1] : one.bounds === other.bounds;
      if (together && one.value !== other.value) found.add(one).add(other);
    }
  });
  return found;
}
