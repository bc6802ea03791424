import type { ReplayShown } from "../page.gen";

/** Months after its closing in which a place still shows that it closed. */
export const FADING = 12;

/** What a place is in a month. */
export type Moment = "open" | "closed" | "gone" | "coming";

export function momentOf(places: ReplayShown, row: number, month: number): Moment {
  if ((places.opened[row] ?? Infinity) > month) return "coming";
  const closed = places.closed[row] ?? null;
  if (closed === null || closed > month) return "open";
  return month - closed < FADING ? "closed" : "gone";
}

/** How many places are open in a month, and how many closed in the year before. */
export function countIn(places: ReplayShown, month: number): { open: number; closed: number } {
  let [open, closed] = [0, 0];
  for (let row = 0; row < places.opened.length; row += 1) {
    const moment = momentOf(places, row, month);
    if (moment === "open") open += 1;
    else if (moment === "closed") closed += 1;
  }
  return { open, closed };
}

/** Whether places are open in both of two runs of the same chance, or in one of them only. */
export interface Apart {
  both: number[];
  /** Rows of the run. */
  run: number[];
  /** Rows of what it is compared with. */
  base: number[];
}

export function apartIn(places: ReplayShown, against: ReplayShown, month: number): Apart {
  const apart: Apart = { both: [], run: [], base: [] };
  const found = new Set<number>();
  for (let row = 0; row < places.opened.length; row += 1) {
    if (momentOf(places, row, month) !== "open") continue;
    const twin = places.twin[row] ?? null;
    if (twin !== null && momentOf(against, twin, month) === "open") {
      apart.both.push(row);
      found.add(twin);
    } else apart.run.push(row);
  }
  for (let row = 0; row < against.opened.length; row += 1) {
    if (!found.has(row) && momentOf(against, row, month) === "open") apart.base.push(row);
  }
  return apart;
}

/** Rows that closed in the year before a month, the latest first. */
export function closedBefore(places: ReplayShown, month: number): number[] {
  const rows = places.closed.flatMap((closed, row) => (closed !== null && closed <= month && month - closed < FADING ? [row] : []));
  return rows.sort((a, b) => (places.closed[b] ?? 0) - (places.closed[a] ?? 0) || a - b);
}
