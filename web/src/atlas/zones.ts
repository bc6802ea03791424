import { type Cluster, clusters, type Point } from "../cluster";
import type { Pen } from "../export/pen";
import type { ZoneShown } from "../page.gen";
import { colour } from "../theme";

/** Zones drawn as one square: they stand at one point, or near one another. */
export type ZoneMark = Cluster<ZoneShown>;

/** What is known of a zone at a moment; `undated` when nothing says when it was approved. */
export type ZoneState = "approved" | "maybe" | "not_yet" | "undated";

export function zoneAt(zone: ZoneShown, time: number): ZoneState {
  if (!zone.bounds) return "undated";
  if (time < zone.bounds[0]) return "not_yet";
  return time < zone.bounds[1] ? "maybe" : "approved";
}

export type ZoneCensus = Record<ZoneState, number>;

export function zoneCensus(zones: readonly ZoneShown[], time: number): ZoneCensus {
  const count: ZoneCensus = { approved: 0, maybe: 0, not_yet: 0, undated: 0 };
  for (const zone of zones) count[zoneAt(zone, time)] += 1;
  return count;
}

/** Pixels within which zones share a square. */
const REACH = 30;

export function zoneMarks(zones: readonly ZoneShown[], zoom: number): ZoneMark[] {
  const points: Point<ZoneShown>[] = zones.flatMap((item) => (item.position ? [{ lon: item.position.lon, lat: item.position.lat, item }] : []));
  return clusters(points, zoom, REACH);
}

export interface ZoneDrawn {
  mark: ZoneMark;
  x: number;
  y: number;
  half: number;
}

/** Pixels by which a square stands up and to the right of its point, so that places keep theirs. */
const ASIDE = 17;

/**
 * Squares with the number of zones: filled from below by the share approved, hatched by that which
 * may be; the dashed rest is of unknown year. A line leads to the point.
 */
export function paintZones(
  context: Pen,
  size: { width: number; height: number },
  marks: readonly ZoneMark[],
  time: number,
  project: (lon: number, lat: number) => { x: number; y: number },
): ZoneDrawn[] {
  const [ink, paper, area] = [colour("--ink"), colour("--paper"), colour("--area")];
  const drawn: ZoneDrawn[] = [];
  for (const mark of marks) {
    const count = zoneCensus(mark.items, time);
    const there = mark.items.length - count.not_yet;
    if (there === 0) continue;
    const at = project(mark.lon, mark.lat);
    const half = 7 + 1.5 * Math.log2(mark.items.length);
    const [x, y] = [at.x + ASIDE, at.y - ASIDE];
    if (x < -40 || y < -40 || x > size.width + 40 || y > size.height + 40) continue;
    context.setLineDash([]);
    context.globalAlpha = 0.8;
    context.strokeStyle = area;
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(at.x, at.y);
    context.lineTo(x, y);
    context.stroke();
    context.globalAlpha = 0.92;
    context.fillStyle = paper;
    context.fillRect(x - half, y - half, 2 * half, 2 * half);
    const rise = (n: number) => (2 * half * n) / there;
    const sure = rise(count.approved);
    context.globalAlpha = 0.55;
    context.fillStyle = area;
    context.fillRect(x - half, y + half - sure, 2 * half, sure);
    hatch(context, x - half, y + half - sure - rise(count.maybe), 2 * half, rise(count.maybe), area);
    context.globalAlpha = 1;
    context.strokeStyle = area;
    context.lineWidth = 1.5;
    context.setLineDash(count.undated > 0 ? [3, 2.5] : []);
    context.strokeRect(x - half, y - half, 2 * half, 2 * half);
    context.setLineDash([]);
    context.fillStyle = ink;
    context.font = `600 11px "Source Sans 3 Variable", system-ui, sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(String(there), x, y + 0.5);
    drawn.push({ mark, x, y, half });
  }
  return drawn;
}

function hatch(context: Pen, x: number, y: number, width: number, height: number, area: string): void {
  if (height <= 0) return;
  context.save();
  context.beginPath();
  context.rect(x, y, width, height);
  context.clip();
  context.strokeStyle = area;
  context.lineWidth = 1;
  context.beginPath();
  for (let step = -height; step < width; step += 4) {
    context.moveTo(x + step, y + height);
    context.lineTo(x + step + height, y);
  }
  context.stroke();
  context.restore();
}

/** The sign of zones in a legend. */
export function paintZoneKey(pen: Pen, x: number, y: number): void {
  pen.globalAlpha = 1;
  pen.setLineDash([]);
  pen.strokeStyle = colour("--area");
  pen.lineWidth = 1.5;
  pen.strokeRect(x - 5.5, y - 5.5, 11, 11);
}

/** The square under a pointer, the last drawn first. */
export function zoneUnder(drawn: readonly ZoneDrawn[], x: number, y: number): ZoneMark | undefined {
  return drawn.findLast((one) => Math.abs(one.x - x) <= one.half + 3 && Math.abs(one.y - y) <= one.half + 3)?.mark;
}
