/** A point on the map with what decides how it is drawn. */
export interface Point<T> {
  lon: number;
  lat: number;
  item: T;
}

/** Points drawn together because they would overlap. */
export interface Cluster<T> {
  /** Mean position. */
  lon: number;
  lat: number;
  items: T[];
}

/** Web Mercator: world square of side 1. */
export function mercator(lon: number, lat: number): [number, number] {
  const clipped = Math.max(-85.05, Math.min(85.05, lat));
  const sine = Math.sin((clipped * Math.PI) / 180);
  return [lon / 360 + 0.5, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI)];
}

/**
 * Groups points by the cell of a square grid, `cell` pixels wide at `zoom` (world of 512·2^zoom
 * pixels, as MapLibre counts). The grid is fixed to the world, not to the view, so that groups do
 * not change while the map is dragged. Order of points decides the order of groups and items.
 */
export function clusters<T>(points: readonly Point<T>[], zoom: number, cell: number): Cluster<T>[] {
  // Half steps: groups regroup when zooming, not at every pinch.
  const scale = (512 * 2 ** (Math.round(zoom * 2) / 2)) / cell;
  const cells = new Map<number, Cluster<T> & { x: number; y: number }>();
  for (const { lon, lat, item } of points) {
    const [x, y] = mercator(lon, lat);
    const key = Math.floor(x * scale) * 2 ** 26 + Math.floor(y * scale);
    const group = cells.get(key);
    if (group) {
      group.items.push(item);
      group.x += lon;
      group.y += lat;
    } else {
      cells.set(key, { lon, lat, items: [item], x: lon, y: lat });
    }
  }
  return [...cells.values()].map(({ x, y, items }) => ({ lon: x / items.length, lat: y / items.length, items }));
}

/** A circle of `radius` metres as a ring of lon/lat pairs, on a sphere of radius 6 371 008.8 m. */
export function ring(lon: number, lat: number, radius: number, steps = 64): [number, number][] {
  const angle = radius / 6_371_008.8;
  const phi = (lat * Math.PI) / 180;
  const out: [number, number][] = [];
  for (let step = 0; step <= steps; step += 1) {
    const bearing = (2 * Math.PI * step) / steps;
    const sine = Math.sin(phi) * Math.cos(angle) + Math.cos(phi) * Math.sin(angle) * Math.cos(bearing);
    const across = Math.atan2(
      Math.sin(bearing) * Math.sin(angle) * Math.cos(phi),
      Math.cos(angle) - Math.sin(phi) * sine,
    );
    out.push([lon + (across * 180) / Math.PI, (Math.asin(sine) * 180) / Math.PI]);
  }
  return out;
}
