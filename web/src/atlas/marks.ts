import { type Cluster, clusters, type Point } from "../cluster";
import type { Atlas, AtlasPlace, Position } from "../page.gen";
import { afterglow, positionAt, type State, stateAt } from "../time";

/** A place as it is seen at a moment. */
export interface Seen {
  place: AtlasPlace;
  state: State;
  position: Position;
  /** 1, or less while an ended place fades. */
  glow: number;
}

/** Something drawn on the map: one place, or several that would overlap. */
export type Mark = Cluster<Seen>;

/** Whether a place in this state is shown; undated ones only when asked for. */
export function shows(place: AtlasPlace, state: State, time: number, undated: boolean): boolean {
  switch (state) {
    case "before":
      return false;
    case "undated":
      return undated;
    case "ended":
      return afterglow(place.life, time) > 0;
    default:
      return true;
  }
}

/** The places to be seen at a moment, with their positions then. */
export function seenAt(places: readonly AtlasPlace[], time: number, undated: boolean): Point<Seen>[] {
  const out: Point<Seen>[] = [];
  for (const place of places) {
    const state = stateAt(place.life, time);
    if (!shows(place, state, time, undated)) continue;
    const position = positionAt(place.positions, time);
    if (!position) continue;
    const glow = state === "ended" ? afterglow(place.life, time) : 1;
    out.push({ lon: position.lon, lat: position.lat, item: { place, state, position, glow } });
  }
  return out;
}

/** Pixels within which places group; beyond {@link APART} only those at the very same point do. */
const REACH = 48;
const APART = 13;

/** Marks for a zoom. The selected place always stands alone. */
export function marksAt(seen: readonly Point<Seen>[], zoom: number, selected: string | undefined): Mark[] {
  const others = selected === undefined ? seen : seen.filter(({ item }) => item.place.id !== selected);
  const marks = clusters(others, zoom, zoom >= APART ? 1 : REACH);
  if (others.length < seen.length) {
    for (const { lon, lat, item } of seen) {
      if (item.place.id === selected) marks.push({ lon, lat, items: [item] });
    }
  }
  return marks;
}

/** The territory that most places of a group share, or the one around it; undefined if none does. */
export function sharedTerritory(mark: Mark, atlas: Atlas): number | undefined {
  let at = mark.items.map(({ place }) => place.territory);
  for (let up = 0; up < 4; up += 1) {
    const count = new Map<number, number>();
    for (const territory of at) {
      if (territory !== null) count.set(territory, (count.get(territory) ?? 0) + 1);
    }
    for (const [territory, n] of count) {
      if (n >= 0.6 * at.length) return territory;
    }
    at = at.map((territory) => (territory === null ? null : (atlas.territories[territory]?.parent ?? null)));
  }
  return undefined;
}

/** Whether zooming in cannot take a group apart: its places stand at one point. */
export function inseparable(mark: Mark): boolean {
  const first = mark.items[0]?.position;
  // A hundred-thousandth of a degree is about a metre.
  return mark.items.every(({ position }) => first && Math.abs(position.lon - first.lon) + Math.abs(position.lat - first.lat) < 1e-5);
}

/** Radius of a mark in pixels. */
export function radius(mark: Mark): number {
  return mark.items.length === 1 ? 6.5 : Math.min(28, 11 + 2.2 * Math.log2(mark.items.length));
}

/** The mark under a pointer, the topmost first; `slack` pixels are forgiven. */
export function markUnder(
  drawn: readonly { mark: Mark; x: number; y: number }[],
  x: number,
  y: number,
  slack: number,
): Mark | undefined {
  let best: Mark | undefined;
  let nearest = Infinity;
  for (const { mark, x: atX, y: atY } of drawn) {
    const distance = Math.hypot(x - atX, y - atY) - radius(mark);
    if (distance < slack && distance < nearest) {
      nearest = distance;
      best = mark;
    }
  }
  return best;
}
