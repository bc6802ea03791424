import type { Network } from "../page.gen";
import { type Drawing, dotSize, familyOf, FAMILIES, layerColour, outlives } from "./drawing";

/** Colours of lines, variables of the style sheet; a line holds the index of its own. */
export const LINE_INKS = ["--layer-physical", "--layer-virtual", "--layer-organisational", "--layer-economic", "--layer-lineage", "--layer-none", "--legacy"] as const;
export const LEGACY_INK = LINE_INKS.length - 1;
/** Colours of dots. */
export const DOT_INKS = [...FAMILIES.map((family) => `--node-${family}`), "--node-group", "--node-dim"] as const;
export const DIM_INK = DOT_INKS.length - 1;

/** A drawing in typed arrays: what does not change while time passes. */
export interface Drawn {
  drawing: Drawing;
  /** Two dots a line. */
  ends: Uint32Array;
  /** Four numbers a line: from x, y, to x, y. */
  lines: Float32Array;
  /** Index into {@link LINE_INKS}, by line. */
  ink: Uint8Array;
  /** 1 where a line tells descent. */
  lineage: Uint8Array;
  /** Width beside others between the same dots, and for many ties in one, by line; a factor and what is added. */
  many: Float32Array;
  above: Float32Array;
  /** The ties of line `i` are `ties[first[i]]` to `ties[first[i + 1] - 1]`. */
  first: Uint32Array;
  ties: Uint32Array;
  /** Whether a tie surely (2) or possibly (1) outlived a place, by tie. */
  reach: Uint8Array;
  /** Index into {@link DOT_INKS} and radius, by dot. */
  dotInk: Uint8Array;
  radius: Float32Array;
  /** Dots, the largest first: whose names are drawn before others. */
  order: Uint32Array;
  /** Left, low, right, high. */
  bounds: [number, number, number, number];
}

export function drawn(network: Network, drawing: Drawing): Drawn {
  const { dots, lines } = drawing;
  const degree = new Uint32Array(dots.length);
  const ends = new Uint32Array(lines.length * 2);
  const at = new Float32Array(lines.length * 4);
  const first = new Uint32Array(lines.length + 1);
  const ties = new Uint32Array(lines.reduce((sum, line) => sum + line.ties.length, 0));
  const ink = new Uint8Array(lines.length);
  let next = 0;
  lines.forEach((line, index) => {
    const [from, to] = line.backward ? [line.to, line.from] : [line.from, line.to];
    const [a, b] = [dots[from], dots[to]];
    ends.set([from, to], index * 2);
    at.set([a?.x ?? 0, a?.y ?? 0, b?.x ?? 0, b?.y ?? 0], index * 4);
    degree[from] = (degree[from] ?? 0) + 1;
    degree[to] = (degree[to] ?? 0) + 1;
    ink[index] = Math.max(0, LINE_INKS.findIndex((name) => name === layerColour(line.layer)));
    first[index] = next;
    ties.set(line.ties, next);
    next += line.ties.length;
  });
  first[lines.length] = next;
  const reaches = { certain: 2, possible: 1 } as const;
  const bounds: [number, number, number, number] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of dots) {
    bounds[0] = Math.min(bounds[0], x);
    bounds[1] = Math.min(bounds[1], y);
    bounds[2] = Math.max(bounds[2], x);
    bounds[3] = Math.max(bounds[3], y);
  }
  // Thousands of dots are drawn smaller, so that what lies between them is seen.
  const shrink = Math.max(0.25, Math.min(1, Math.sqrt(500 / Math.max(1, dots.length))));
  const radius = Float32Array.from(dots, ({ count }, index) => dotSize(count, degree[index] ?? 0) * shrink);
  return {
    drawing,
    ends,
    lines: at,
    ink,
    lineage: Uint8Array.from(lines, ({ lineage }) => (lineage ? 1 : 0)),
    many: Float32Array.from(lines, (line) => (line.ties.length > 1 ? Math.min(6, Math.sqrt(line.ties.length)) : 1)),
    above: Float32Array.from(lines, ({ above }) => above * 1.4),
    first,
    ties,
    reach: Uint8Array.from(network.ties, (tie) => {
      const reach = outlives(tie);
      return reach ? reaches[reach] : 0;
    }),
    dotInk: Uint8Array.from(dots, ({ node }) => {
      const found = node === undefined ? undefined : network.nodes[node];
      return DOT_INKS.findIndex((name) => name === `--node-${found ? familyOf(network, found) : "group"}`);
    }),
    radius,
    order: Uint32Array.from(dots.keys()).sort((a, b) => (radius[b] ?? 0) - (radius[a] ?? 0) || a - b),
    bounds: dots.length === 0 ? [0, 0, 1, 1] : bounds,
  };
}
