import { signal } from "@preact/signals";

import type { AtlasPlace, Life, Position } from "./page.gen";

/**
 * What is known of a place at a moment:
 * `maybe` between its earliest and latest opening; `live` known to be alive; `ending` between its
 * earliest and latest end; `ended`; `silent` after the last word of it, when no end is known;
 * `undated` when nothing says when it opened; `before` it opened.
 */
export type State = "before" | "maybe" | "live" | "ending" | "ended" | "silent" | "undated";

/** States in the order of the legend. */
export const STATES: readonly State[] = ["live", "maybe", "ending", "silent", "ended", "undated"];

/** Years over which an ended place fades from the map. */
export const FADE_YEARS = 2;

/** The state of a life at `time`, decimal years. An end is never assumed, nor an opening. */
export function stateAt(life: Life, time: number): State {
  const { start, end, confirmed } = life;
  if (end && time >= end[1]) return "ended";
  if (!start) return confirmed !== null && time > confirmed ? "silent" : "undated";
  if (time < start[0]) return "before";
  if (time < start[1]) return "maybe";
  if (end) return time >= end[0] ? "ending" : "live";
  return confirmed !== null && time <= confirmed ? "live" : "silent";
}

/** How visible an ended place still is: 1 at its end, 0 after {@link FADE_YEARS}. */
export function afterglow(life: Life, time: number): number {
  if (!life.end) return 0;
  return Math.max(0, 1 - (time - life.end[1]) / FADE_YEARS);
}

/** Where a place was at `time`: the site whose dates hold it, else the nearest in time; at `Infinity`, where it was last. */
export function positionAt(positions: readonly Position[], time: number): Position | undefined {
  let best: Position | undefined;
  let distance = Infinity;
  for (const position of positions) {
    const away = Math.max(position.from === undefined ? 0 : position.from - time, position.to === undefined ? 0 : time - position.to, 0);
    // Of several that fit, the later one: a move is seen as soon as it may have happened.
    if (away < distance || (away === distance && (position.from ?? -Infinity) >= (best?.from ?? -Infinity))) {
      best = position;
      distance = away;
    }
  }
  return best;
}

/** How many places are in each state. */
export type Census = Record<State, number>;

function nobody(): Census {
  return { before: 0, maybe: 0, live: 0, ending: 0, ended: 0, silent: 0, undated: 0 };
}

export function census(places: readonly { life: Life }[], time: number): Census {
  const count = nobody();
  for (const place of places) count[stateAt(place.life, time)] += 1;
  return count;
}

/**
 * One census per quarter of a year between two whole years, both included. A place is asked once
 * per stretch of its life, not once per quarter: ten thousand places take a few milliseconds.
 */
export function history(places: readonly { life: Life }[], [from, to]: readonly [number, number]): { time: number; count: Census }[] {
  const steps = (to - from + 1) * 4 + 1;
  const changes = Array.from({ length: steps + 1 }, nobody);
  for (const { life } of places) {
    // The first quarters at which something may have changed: at a bound, but after the last word.
    const cuts = [...(life.start ?? []), ...(life.end ?? [])].map((time) => Math.ceil((time - from) * 4));
    if (life.confirmed !== null) cuts.push(Math.floor((life.confirmed - from) * 4) + 1);
    cuts.push(steps);
    cuts.sort((a, b) => a - b);
    let at = 0;
    for (const cut of cuts) {
      const until = Math.min(cut, steps);
      if (until <= at) continue;
      const state = stateAt(life, from + at / 4);
      const [begin, end] = [changes[at], changes[until]];
      if (begin && end) {
        begin[state] += 1;
        end[state] -= 1;
      }
      at = until;
    }
  }
  const count = nobody();
  return changes.slice(0, steps).map((change, step) => {
    for (const state of Object.keys(count) as State[]) count[state] += change[state];
    return { time: from + step / 4, count: { ...count } };
  });
}

/** The moment with most places known alive: the fullest picture to open with. */
export function fullest(places: readonly AtlasPlace[], years: readonly [number, number]): number {
  let best = years[1];
  let most = -1;
  for (const { time, count } of history(places, years)) {
    if (count.live > most) {
      most = count.live;
      best = time;
    }
  }
  return best;
}

/** A decimal year as year and month: 2010.5 is `2010-07`. */
export function yearMonth(time: number): string {
  const year = Math.floor(time);
  const month = Math.min(12, Math.floor((time - year) * 12 + 1e-6) + 1);
  return `${year}-${String(month).padStart(2, "0")}`;
}

/** The moment a reader last chose, so that the map and the network show the same one. */
export const moment = signal<number | undefined>(undefined);
