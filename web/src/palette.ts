import { signal } from "@preact/signals";

/** Shapes, so that kinds differ without colour too. */
export const SHAPES = ["circle", "square", "triangle", "diamond", "pentagon", "star", "hexagon"] as const;
export type Shape = (typeof SHAPES)[number] | "ring";

/** How a kind looks: a colour of the style sheet and a shape. */
export interface Look {
  colour: string;
  shape: Shape;
}

/** Number of kinds with a colour of their own (Okabe & Ito's set without yellow and black). */
const COLOURS = 6;

/** Rank of each kind by how many places are of it, the most frequent first. */
const ranks = signal<ReadonlyMap<number, number>>(new Map());

/** Gives colours to the most frequent kinds; among equals the codebook's order decides. */
export function rankKinds(counts: readonly { kind: number | null; places: number }[]): void {
  const order = counts.flatMap(({ kind, places }) => (kind === null ? [] : [{ kind, places }]));
  order.sort((a, b) => b.places - a.places || a.kind - b.kind);
  const next = new Map(order.map(({ kind }, rank) => [kind, rank]));
  const same = next.size === ranks.peek().size && [...next].every(([kind, rank]) => ranks.peek().get(kind) === rank);
  if (!same) ranks.value = next;
}

/** The rank of a kind by frequency; kinds that no place has come last. */
export function rankOf(kind: number | null): number {
  return kind === null ? Infinity : (ranks.value.get(kind) ?? 1e6 + kind);
}

/** The most frequent kind, to show by example how marks look. */
export function commonKind(): number | null {
  for (const [kind, rank] of ranks.value) if (rank === 0) return kind;
  return null;
}

/** The look of a kind: the six most frequent have colours of their own, the rest are grey; all have shapes. */
export function look(kind: number | null): Look {
  if (kind === null) return { colour: "--kind-none", shape: "circle" };
  const rank = rankOf(kind);
  return { colour: rank < COLOURS ? `--kind-${rank}` : "--kind-other", shape: SHAPES[rank % SHAPES.length] ?? "circle" };
}

/** Corners of a shape on the unit circle, scaled to look equally large; none for a circle. */
export function corners(shape: Shape): readonly (readonly [number, number])[] {
  switch (shape) {
    case "square":
      return polygon(4, Math.PI / 4, 1.2);
    case "diamond":
      return polygon(4, 0, 1.25);
    case "triangle":
      return polygon(3, 0, 1.35);
    case "pentagon":
      return polygon(5, 0, 1.12);
    case "hexagon":
      return polygon(6, Math.PI / 6, 1.08);
    case "star":
      return Array.from({ length: 10 }, (_, i) => at((Math.PI / 5) * i, i % 2 === 0 ? 1.4 : 0.62));
    case "circle":
    case "ring":
      return [];
  }
}

function polygon(sides: number, turn: number, radius: number): [number, number][] {
  return Array.from({ length: sides }, (_, i) => at(turn + (2 * Math.PI * i) / sides, radius));
}

/** A point at a clockwise angle from the top. */
function at(angle: number, radius: number): [number, number] {
  return [Math.sin(angle) * radius, -Math.cos(angle) * radius];
}
