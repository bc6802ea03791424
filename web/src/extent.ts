/** A point on the earth, degrees. */
export interface Spot {
  lon: number;
  lat: number;
}

/** Share of the points that a first view must hold, if the rest lie far away. */
const MOST = 0.75;
/** How many times wider the whole must be than its core for the core to be shown first. */
const FAR = 2.5;

/**
 * The points to show first: all of them, unless most lie close together and few far away. Then the
 * narrowest span of longitudes that holds three quarters of them, and of latitudes among these.
 */
export function core<T extends Spot>(points: readonly T[]): readonly T[] {
  const close = narrowest(narrowest(points, "lon"), "lat", 0.95);
  const span = (of: readonly T[], axis: "lon" | "lat") => greatest(of, axis) + greatest(of, axis, -1);
  const isFar = span(points, "lon") > FAR * Math.max(span(close, "lon"), 1) || span(points, "lat") > FAR * Math.max(span(close, "lat"), 1);
  return isFar ? close : points;
}

function narrowest<T extends Spot>(points: readonly T[], axis: "lon" | "lat", share = MOST): readonly T[] {
  const sorted = [...points].sort((a, b) => a[axis] - b[axis]);
  const many = Math.ceil(sorted.length * share);
  let best = 0;
  let least = Infinity;
  for (let from = 0; from + many <= sorted.length; from += 1) {
    const span = (sorted[from + many - 1]?.[axis] ?? 0) - (sorted[from]?.[axis] ?? 0);
    if (span < least) {
      least = span;
      best = from;
    }
  }
  return sorted.slice(best, best + many);
}

/** The greatest coordinate; with sign -1 the negated least. */
export function greatest(points: readonly Spot[], axis: "lon" | "lat", sign = 1): number {
  return points.reduce((most, point) => Math.max(most, sign * point[axis]), -Infinity);
}
