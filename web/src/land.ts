import type { MultiPolygon, Polygon } from "geojson";
import type { Topology } from "topojson-specification";

import { mercator } from "./cluster";
import { decode } from "./polyline";

/** Land of the world (Natural Earth) as polygons of rings of lon/lat; no borders are drawn. */
export type Land = [number, number][][][];

const MAPS = { coarse: () => import("land:50m"), fine: () => import("land:10m") };
const known: { [detail in keyof typeof MAPS]?: Promise<Land> } = {};

/**
 * Reads the base map, each detail once: `coarse` (1:50 m) when a map is shown, `fine` (1:10 m) when
 * a reader comes close. Both come with the program.
 */
export function loadLand(detail: keyof typeof MAPS): Promise<Land> {
  const reading = (known[detail] ??= Promise.all([
    MAPS[detail](),
    import("topojson-client"),
  ]).then(
    ([{ default: packed }, { feature }]) => {
      const topology: Topology = { ...packed, arcs: packed.arcs.map(decode) };
      const object = topology.objects["land"];
      if (!object) return [];
      const collection = feature(topology, object);
      const shapes = "features" in collection ? collection.features : [collection];
      return shapes.flatMap(({ geometry }) => polygons(geometry as Polygon | MultiPolygon));
    },
  ));
  reading.catch(() => delete known[detail]);
  return reading;
}

/** The polygons of a geometry, each a list of rings. */
export function polygons(geometry: Polygon | MultiPolygon): Land {
  const coordinates = (geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates) as Land;
  return coordinates.map((rings) => rings.map(unwrapped));
}

/**
 * A ring whose longitudes run on over the date line instead of jumping back around the earth. One
 * that goes around a pole, as Antarctica's does, is closed along the edge of the map.
 */
export function unwrapped(ring: readonly [number, number][]): [number, number][] {
  const out: [number, number][] = [];
  let turn = 0;
  let before: number | undefined;
  for (const [lon, lat] of ring) {
    if (before !== undefined && Math.abs(lon - before) > 180) turn += lon < before ? 360 : -360;
    before = lon;
    out.push([lon + turn, lat]);
  }
  const [first, last] = [out[0], out.at(-1)];
  if (first && last && Math.abs(last[0] - first[0]) > 180) {
    const pole = first[1] < 0 ? -85.06 : 85.06;
    out.push([last[0], pole], [first[0], pole], first);
  }
  return out;
}

/** A window of the Mercator world square: left, top, right, bottom. */
export type Box = readonly [number, number, number, number];

/** The window that shows all points with a margin, at least `span` of the world wide, of a given shape. */
export function frame(points: readonly { lon: number; lat: number }[], aspect: number, span: number): Box {
  const projected = points.map(({ lon, lat }) => mercator(lon, lat));
  const xs = projected.map(([x]) => x);
  const ys = projected.map(([, y]) => y);
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const width = Math.max((right - left) * 1.3, (bottom - top) * 1.3 * aspect, span);
  const [x, y] = [(left + right) / 2, (top + bottom) / 2];
  return [x - width / 2, y - width / aspect / 2, x + width / 2, y + width / aspect / 2];
}

/** An SVG path of the land inside a window, in units of the window's width = `size`. */
export function landPath(land: Land, box: Box, size: number): string {
  const scale = size / (box[2] - box[0]);
  const parts: string[] = [];
  // The world and its neighbours to the west and east: a frame may reach over the date line.
  for (const [ring, turn] of land.flat().flatMap((ring) => [-1, 0, 1].map((turn) => [ring, turn] as const))) {
    const clipped = clip(
      ring.map(([lon, lat]) => {
        const [x, y] = mercator(lon, lat);
        return [x + turn, y];
      }),
      box,
    );
    if (clipped.length < 3) continue;
    let last = "";
    const points: string[] = [];
    for (const [x, y] of clipped) {
      const text = `${((x - box[0]) * scale).toFixed(1)},${((y - box[1]) * scale).toFixed(1)}`;
      // Points closer than a tenth of a unit are one.
      if (text !== last) points.push((last = text));
    }
    parts.push(`M${points.join("L")}Z`);
  }
  return parts.join("");
}

/** Cuts a ring to a window, side by side (Sutherland and Hodgman 1974). */
export function clip(ring: readonly [number, number][], box: Box): [number, number][] {
  let points = [...ring];
  const sides: [number, number, number][] = [
    [0, box[0], 1],
    [0, box[2], -1],
    [1, box[1], 1],
    [1, box[3], -1],
  ];
  for (const [axis, limit, sign] of sides) {
    const inside = (point: [number, number]) => ((axis === 0 ? point[0] : point[1]) - limit) * sign >= 0;
    const kept: [number, number][] = [];
    points.forEach((point, index) => {
      const before = points[(index + points.length - 1) % points.length] ?? point;
      if (inside(point) !== inside(before)) kept.push(crossing(before, point, axis, limit));
      if (inside(point)) kept.push(point);
    });
    points = kept;
    if (points.length === 0) break;
  }
  return points;
}

function crossing(a: [number, number], b: [number, number], axis: number, limit: number): [number, number] {
  const share = axis === 0 ? (limit - a[0]) / (b[0] - a[0]) : (limit - a[1]) / (b[1] - a[1]);
  return [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share];
}
