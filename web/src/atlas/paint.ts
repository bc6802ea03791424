import type { Pen } from "../export/pen";
import { corners, look, rankOf, type Shape } from "../palette";
import { colour } from "../theme";
import type { State } from "../time";
import { type Mark, radius, type Seen } from "./marks";

/** Colours of the theme, read once per theme, not once per mark. */
export interface Inks {
  paper: string;
  ink: string;
  quiet: string;
  accent: string;
  kind: (kind: number | null) => string;
}

export function inks(): Inks {
  const known = new Map<string, string>();
  const read = (name: string) => {
    let value = known.get(name);
    if (value === undefined) known.set(name, (value = colour(name)));
    return value;
  };
  return {
    paper: read("--paper"),
    ink: read("--ink"),
    quiet: read("--ink-quiet"),
    accent: read("--accent"),
    kind: (kind) => read(look(kind).colour),
  };
}

const FONT = '"Source Sans 3 Variable", "Noto Sans SC Variable", system-ui, sans-serif';

export interface Drawn {
  mark: Mark;
  x: number;
  y: number;
}

/** Draws marks, small ones last, and their labels where there is room; returns where they stand. */
export function paint(
  context: Pen,
  size: { width: number; height: number },
  marks: readonly Mark[],
  project: (lon: number, lat: number) => { x: number; y: number },
  colours: Inks,
  options: { selected: string | undefined; hovered: Mark | undefined; label: (mark: Mark) => string },
): Drawn[] {
  context.clearRect(0, 0, size.width, size.height);
  const drawn: Drawn[] = [];
  for (const mark of marks) {
    const { x, y } = project(mark.lon, mark.lat);
    const margin = radius(mark) + 4;
    if (x < -margin || y < -margin || x > size.width + margin || y > size.height + margin) continue;
    drawn.push({ mark, x, y });
  }
  drawn.sort((a, b) => b.mark.items.length - a.mark.items.length);
  for (const { mark, x, y } of drawn) {
    const only = mark.items.length === 1 ? mark.items[0] : undefined;
    const chosen = only !== undefined && only.place.id === options.selected;
    if (only) paintPlace(context, x, y, only, chosen ? 9 : 6.5, colours);
    else paintGroup(context, x, y, mark, colours);
    if (chosen || (options.hovered !== undefined && same(mark, options.hovered))) {
      context.globalAlpha = 1;
      context.strokeStyle = colours.accent;
      context.lineWidth = 2.5;
      context.setLineDash([]);
      context.beginPath();
      context.arc(x, y, (chosen ? 9 : radius(mark)) + 5, 0, 2 * Math.PI);
      context.stroke();
    }
  }
  paintLabels(context, drawn, colours, options);
  return drawn;
}

function same(a: Mark, b: Mark): boolean {
  return a === b || (a.items.length === b.items.length && a.items[0]?.place.id === b.items[0]?.place.id);
}

function trace(context: Pen, shape: Shape, x: number, y: number, size: number): void {
  context.beginPath();
  const points = corners(shape);
  if (points.length === 0) context.arc(x, y, size, 0, 2 * Math.PI);
  else points.forEach(([dx, dy], index) => (index === 0 ? context.moveTo(x + dx * size, y + dy * size) : context.lineTo(x + dx * size, y + dy * size)));
  context.closePath();
}

/** One place: filled when known alive, faint when perhaps, hollow when not heard of, crossed when ended. */
export function paintPlace(
  context: Pen,
  x: number,
  y: number,
  { place, state, glow, position }: Pick<Seen, "state" | "glow"> & { place: { kind: number | null }; position: { from_territory: boolean } },
  size: number,
  colours: Inks,
): void {
  const hue = state === "ended" || state === "undated" ? colours.quiet : colours.kind(place.kind);
  const fills: Record<State, number> = { before: 0, maybe: 0.35, live: 1, ending: 0.55, ended: 0.35, silent: 0, undated: 0 };
  context.setLineDash([]);
  trace(context, look(place.kind).shape, x, y, size);
  // A sheet of paper beneath, so that faint marks stay legible over land and one another.
  context.globalAlpha = glow * 0.85;
  context.fillStyle = colours.paper;
  context.fill();
  context.globalAlpha = glow * fills[state];
  context.fillStyle = hue;
  context.fill();
  context.globalAlpha = glow;
  context.strokeStyle = state === "live" ? colours.paper : hue;
  context.lineWidth = state === "live" ? 1.2 : 1.8;
  if (state === "maybe" || state === "ending" || state === "undated") context.setLineDash([2.5, 2]);
  context.stroke();
  context.setLineDash([]);
  if (state === "ended") {
    const arm = size * 0.55;
    context.strokeStyle = colours.ink;
    context.lineWidth = 1.5;
    context.beginPath();
    context.moveTo(x - arm, y - arm);
    context.lineTo(x + arm, y + arm);
    context.moveTo(x + arm, y - arm);
    context.lineTo(x - arm, y + arm);
    context.stroke();
  }
  if (position.from_territory) {
    // Only the territory is known: a wide dotted ring says "somewhere here".
    context.globalAlpha = glow * 0.6;
    context.strokeStyle = hue;
    context.lineWidth = 1;
    context.setLineDash([1, 3]);
    context.beginPath();
    context.arc(x, y, size + 5, 0, 2 * Math.PI);
    context.stroke();
    context.setLineDash([]);
  }
  context.globalAlpha = 1;
}

/** Place of a kind around the ring. */
function order(kind: number | null): number {
  return Math.min(rankOf(kind), 1e9);
}

/** Several places: a ring with a share for each kind, solid where known alive, and their number. */
function paintGroup(context: Pen, x: number, y: number, mark: Mark, colours: Inks): void {
  const size = radius(mark);
  const shares = new Map<string, { kind: number | null; live: boolean; n: number }>();
  for (const { place, state } of mark.items) {
    if (state === "ended") continue;
    const live = state === "live";
    // Kinds without a colour of their own share one stretch of the ring.
    const key = `${look(place.kind).colour}${live}`;
    const share = shares.get(key);
    if (share) share.n += 1;
    else shares.set(key, { kind: place.kind, live, n: 1 });
  }
  const here = [...shares.values()].sort((a, b) => order(a.kind) - order(b.kind) || Number(b.live) - Number(a.live));
  const total = here.reduce((sum, share) => sum + share.n, 0);
  context.setLineDash([]);
  context.beginPath();
  context.arc(x, y, size, 0, 2 * Math.PI);
  context.fillStyle = colours.paper;
  context.globalAlpha = 0.94;
  context.fill();
  const width = Math.max(3.5, size * 0.27);
  context.lineWidth = width;
  let from = -Math.PI / 2;
  if (total === 0) {
    context.globalAlpha = 0.4;
    context.strokeStyle = colours.quiet;
    context.beginPath();
    context.arc(x, y, size - width / 2, 0, 2 * Math.PI);
    context.stroke();
  }
  for (const share of here) {
    const to = from + (2 * Math.PI * share.n) / total;
    context.globalAlpha = share.live ? 1 : 0.3;
    context.strokeStyle = colours.kind(share.kind);
    context.beginPath();
    context.arc(x, y, size - width / 2, from, to);
    context.stroke();
    from = to;
  }
  context.globalAlpha = 1;
  context.fillStyle = total === 0 ? colours.quiet : colours.ink;
  context.font = `600 ${size > 17 ? 13 : 11.5}px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  context.fillText(String(total === 0 ? mark.items.length : total), x, y + 0.5);
}

/** Labels beneath marks, the larger group first; one that would touch another is left out. */
function paintLabels(
  context: Pen,
  drawn: readonly Drawn[],
  colours: Inks,
  options: { selected: string | undefined; label: (mark: Mark) => string },
): void {
  const taken: [number, number, number, number][] = drawn.map(({ mark, x, y }) => {
    const r = radius(mark) * 0.8;
    return [x - r, y - r, x + r, y + r];
  });
  context.font = `500 12.5px ${FONT}`;
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  drawn.forEach(({ mark, x, y }, index) => {
    const text = options.label(mark);
    if (text === "") return;
    const width = context.measureText(text).width;
    const top = y + radius(mark) + 3;
    const box: [number, number, number, number] = [x - width / 2 - 2, top, x + width / 2 + 2, top + 15];
    if (taken.some((other, at) => at !== index && box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) return;
    taken.push(box);
    context.strokeStyle = colours.paper;
    context.lineWidth = 3.5;
    context.globalAlpha = 0.9;
    context.strokeText(text, x, top);
    context.globalAlpha = 1;
    context.fillStyle = colours.ink;
    context.fillText(text, x, top);
  });
}
