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
 * Groups points that lie within `reach` pixels of each other at `zoom` (world of 512·2^zoom pixels,
 * as MapLibre counts). Each point joins the nearest group begun before it, else begins its own; the
 * grid of cells only makes that search short. Groups are fixed to the world, not to the view, so
 * that they do not change while the map is dragged; order of points decides their order.
 */
export function clusters<T>(points: readonly Point<T>[], zoom: number, reach: number): Cluster<T>[] {
  // Half steps: groups regroup when zooming, not at every pinch.
  const scale = (512 * 2 ** (Math.round(zoom * 2) / 2)) / reach;
  const cells = new Map<number, Group<T>[]>();
  const groups: Group<T>[] = [];
  for (const { lon, lat, item } of points) {
    const [worldX, worldY] = mercator(lon, lat);
    const [x, y] = [worldX * scale, worldY * scale];
    const [column, row] = [Math.floor(x), Math.floor(y)];
    let nearest: Group<T> | undefined;
    let least = 1;
    for (let dx = -1; dx <= 1; dx += 1) {
      for (let dy = -1; dy <= 1; dy += 1) {
        for (const group of cells.get(key(column + dx, row + dy)) ?? []) {
          const distance = Math.hypot(group.x - x, group.y - y);
          if (distance < least) {
            least = distance;
            nearest = group;
          }
        }
      }
    }
    if (nearest) {
      nearest.items.push(item);
      nearest.lon += lon;
      nearest.lat += lat;
      continue;
    }
    const group = { x, y, lon, lat, items: [item] };
    groups.push(group);
    const cell = cells.get(key(column, row));
    if (cell) cell.push(group);
    else cells.set(key(column, row), [group]);
  }
  return groups.map(({ lon, lat, items }) => ({ lon: lon / items.length, lat: lat / items.length, items }));
}

/** A group while it grows: where it began, and the sum of its points. */
interface Group<T> extends Cluster<T> {
  x: number;
  y: number;
}

function key(column: number, row: number): number {
  return column * 2 ** 26 + row;
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
