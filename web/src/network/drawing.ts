import type { Network, NetworkNode, NetworkTie } from "../page.gen";
import { groupOf, type Grouping, layerOf, LINEAGE } from "./model";

/** Something drawn as a dot: a node, or a group of nodes gathered into one. */
export interface Dot {
  /** `n:<index of node>` or `g:<group>`. */
  key: string;
  /** Index of the node; undefined for a group. */
  node: number | undefined;
  /** Code of the group, for a group. */
  group: string | undefined;
  /** How many nodes. */
  count: number;
  x: number;
  y: number;
}

/** Something drawn as a line: one tie, or all ties of a layer between two dots. */
export interface Line {
  from: number;
  to: number;
  layer: string;
  ties: number[];
  /** How came the one from the other, if it did. */
  lineage: string | undefined;
  /** Whether the later end is `from`. */
  backward: boolean;
  /** Lines between the same dots that are drawn above this one; it is drawn wider so that it shows. */
  above: number;
}

export interface Drawing {
  dots: Dot[];
  lines: Line[];
}

/** Dots and lines for a network, with nodes gathered by `by` except in the groups laid `open`. */
export function drawing(network: Network, by: Grouping | undefined, open: ReadonlySet<string>): Drawing {
  const dots: Dot[] = [];
  const dotOfGroup = new Map<string, number>();
  const dotOfNode = network.nodes.map((node, index) => {
    const group = by && groupOf(network, node, by);
    if (group === undefined || open.has(group)) {
      return dots.push({ key: `n:${index}`, node: index, group: undefined, count: 1, x: node.x, y: node.y }) - 1;
    }
    let at = dotOfGroup.get(group);
    if (at === undefined) {
      at = dots.push({ key: `g:${group}`, node: undefined, group, count: 0, x: 0, y: 0 }) - 1;
      dotOfGroup.set(group, at);
    }
    const dot = dots[at];
    if (dot) {
      dot.count += 1;
      // The running mean of the members' places.
      dot.x += (node.x - dot.x) / dot.count;
      dot.y += (node.y - dot.y) / dot.count;
    }
    return at;
  });
  const gatheredLines = new Map<string, Line>();
  const list: Line[] = [];
  network.ties.forEach((tie, index) => {
    const [from = 0, to = 0] = [dotOfNode[tie.from], dotOfNode[tie.to]];
    if (from === to) return;
    const layer = layerOf(network, tie);
    const gathered = dots[from]?.group !== undefined || dots[to]?.group !== undefined;
    // Groups are joined by one line a layer; nodes by one line a tie.
    const key = gathered ? `${Math.min(from, to)} ${Math.max(from, to)} ${layer}` : "";
    const known = gathered ? gatheredLines.get(key) : undefined;
    if (known) return void known.ties.push(index);
    const lineage = gathered ? undefined : tie.lineage?.kind;
    const line = { from, to, layer, ties: [index], lineage, backward: tie.lineage ? !tie.lineage.forward : false, above: 0 };
    if (gathered) gatheredLines.set(key, line);
    list.push(line);
  });
  const between = new Map<number, number>();
  for (let at = list.length - 1; at >= 0; at -= 1) {
    const line = list[at];
    if (!line) continue;
    const pair = Math.min(line.from, line.to) * dots.length + Math.max(line.from, line.to);
    line.above = between.get(pair) ?? 0;
    between.set(pair, line.above + 1);
  }
  return { dots, lines: list };
}

/** The colour of a layer, a variable of the style sheet. */
export function layerColour(layer: string): string {
  const known = ["physical", "virtual", "organisational", "economic", LINEAGE];
  return known.includes(layer) ? `--layer-${layer}` : "--layer-none";
}

/** Families of nodes that are told apart by colour. */
export const FAMILIES = ["place", "person", "organisation", "territory", "other"] as const;
export type Family = (typeof FAMILIES)[number];

export function familyOf(network: Network, node: NetworkNode): Family {
  const kind = network.kinds[node.kind];
  if (node.table === "places") return "place";
  if (node.table === "actors") return kind?.code === "person" ? "person" : "organisation";
  return node.table === "territories" ? "territory" : "other";
}

/** Whether a tie surely or possibly outlived a place; `place` asks for one only. */
export function outlives(tie: NetworkTie, place?: number): "certain" | "possible" | undefined {
  let found: "certain" | "possible" | undefined;
  for (const one of tie.outlived) {
    if (place !== undefined && one.place !== place) continue;
    if (one.reach === "certain") return "certain";
    if (one.reach === "possible") found = "possible";
  }
  return found;
}

/** Radius of a dot with so many lines, pixels. */
export function dotSize(count: number, degree: number): number {
  return count > 1 ? Math.min(26, 7 + 1.6 * Math.sqrt(count)) : Math.min(15, 3 + 1.5 * Math.sqrt(degree));
}
