/** A drawn term: where it stands, how large it is, and how wide its label would be. */
export interface Spot {
  x: number;
  y: number;
  r: number;
  width: number;
}

/** Where a label starts: left end and baseline. */
export interface Label {
  x: number;
  y: number;
}

type Box = readonly [left: number, top: number, right: number, bottom: number];

const HIGH = 14;
const ASCENT = 11;

/**
 * Places for labels, the first spot's first: under its circle, above it, to its right or left, where
 * it stays inside the drawing and touches neither a label nor a circle; none where there is no room.
 */
export function labels(spots: readonly Spot[], width: number, height: number): (Label | undefined)[] {
  const circles = spots.map(({ x, y, r }): Box => [x - r, y - r, x + r, y + r]);
  const taken: Box[] = [];
  return spots.map((spot, own) => {
    for (const label of candidates(spot, width)) {
      const box: Box = [label.x - 2, label.y - ASCENT, label.x + spot.width + 2, label.y - ASCENT + HIGH];
      const inside = box[0] >= 0 && box[1] >= 0 && box[2] <= width && box[3] <= height;
      if (!inside || taken.some((other) => touch(box, other)) || circles.some((other, at) => at !== own && touch(box, other))) continue;
      taken.push(box);
      return label;
    }
    return undefined;
  });
}

function candidates({ x, y, r, width }: Spot, most: number): Label[] {
  // At the edge of the drawing a label moves inwards.
  const middle = Math.min(Math.max(2, x - width / 2), most - width - 2);
  return [
    { x: middle, y: y + r + ASCENT + 1 },
    { x: middle, y: y - r - 4 },
    { x: x + r + 4, y: y + 4 },
    { x: x - r - 4 - width, y: y + 4 },
  ];
}

function touch(a: Box, b: Box): boolean {
  return a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
}

/** The nearest other point in the direction of an arrow key, nearer ones to the side counting as farther. */
export function toward(points: readonly (readonly [number, number])[], from: number, key: string): number | undefined {
  const dx = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  const dy = key === "ArrowDown" ? 1 : key === "ArrowUp" ? -1 : 0;
  const start = points[from];
  if (!start || (dx === 0 && dy === 0)) return undefined;
  let best: number | undefined;
  let least = Infinity;
  points.forEach(([x, y], index) => {
    const ahead = (x - start[0]) * dx + (y - start[1]) * dy;
    const aside = Math.abs((x - start[0]) * dy) + Math.abs((y - start[1]) * dx);
    const far = ahead + 2 * aside;
    if (index !== from && ahead > 0 && far < least) {
      least = far;
      best = index;
    }
  });
  return best;
}
