import type { Network, NetworkNode, NetworkTie } from "../page.gen";
import { Moments } from "./moment";

/** Lineage that stands in no layer: successors and decisions on records. */
export const LINEAGE = "lineage";
/** Ties for which the study gives no layer. */
export const NO_LAYER = "none";

/** What the reader asked to see; empty sets ask for everything. Codes, as in addresses. */
export interface Wanted {
  layers: ReadonlySet<string>;
  relations: ReadonlySet<string>;
  kinds: ReadonlySet<string>;
  /** Whether ties without any date are shown while a moment is asked for. */
  undated: boolean;
  /** A moment in decimal years; undefined for all times at once. */
  time: number | undefined;
}

/** The layer of a tie, with a name also for those without one. */
export function layerOf(network: Network, tie: NetworkTie): string {
  if (tie.layer !== null) return network.layers[tie.layer] ?? NO_LAYER;
  return tie.lineage ? LINEAGE : NO_LAYER;
}

/** Layers that some tie has: those of the contract first, then lineage, then none. */
export function layersUsed(network: Network): string[] {
  const used = new Set(network.ties.map((tie) => layerOf(network, tie)));
  return [...network.layers, LINEAGE, NO_LAYER].filter((layer) => used.has(layer));
}

/** The kind of a node as written in addresses: table and code, for kinds of tables may share codes. */
export function kindCode(network: Network, node: NetworkNode): string {
  const kind = network.kinds[node.kind];
  return kind ? (kind.code === "" ? kind.table : kind.code) : "";
}

/** Which ties fit the layers, relations and kinds that are asked for, whenever they held: 1 or 0. */
export function askedFor(network: Network, wanted: Wanted): Uint8Array {
  const relations = network.relations.map(({ code }) => wanted.relations.size === 0 || wanted.relations.has(code));
  const nodes = network.nodes.map((node) => wanted.kinds.size === 0 || wanted.kinds.has(kindCode(network, node)));
  return Uint8Array.from(network.ties, (tie) => {
    const fits = relations[tie.relation] && (nodes[tie.from] || nodes[tie.to]) && (wanted.layers.size === 0 || wanted.layers.has(layerOf(network, tie)));
    return fits ? 1 : 0;
  });
}

/** How strongly each tie is seen: 0 not, 1 faintly (not heard of since, or undated at a moment), 2 plainly. */
export function strengths(network: Network, wanted: Wanted, moments = new Moments(network.ties)): Uint8Array {
  const out = new Uint8Array(network.ties.length);
  moments.at(wanted.time, askedFor(network, wanted), wanted.undated, out);
  return out;
}

/** Indices of the ties that are seen. */
export function seen(strength: Uint8Array): number[] {
  const out: number[] = [];
  strength.forEach((value, index) => value > 0 && out.push(index));
  return out;
}

/** A layer in numbers; every number is the length of a list of ties or nodes. */
export interface LayerRow {
  layer: string;
  ties: number[];
  nodes: Set<number>;
  /** Nodes that have no tie in any other layer. */
  only: number[];
}

/** Two layers compared. */
export interface Overlap {
  a: string;
  b: string;
  /** Nodes in both. */
  nodes: number[];
  /** Nodes in either: the first out of these is the share (Jaccard). */
  all: number[];
  /** Ties of either layer between pairs of nodes that are tied in both. */
  ties: number[];
  /** How many such pairs. */
  pairs: number;
}

/** Layers of the given ties, and what they share. */
export function compareLayers(network: Network, ties: readonly number[]): { rows: LayerRow[]; overlaps: Overlap[] } {
  const rows = new Map<string, LayerRow>(layersUsed(network).map((layer) => [layer, { layer, ties: [], nodes: new Set(), only: [] }]));
  const pairs = new Map<string, Map<number, number[]>>([...rows.keys()].map((layer) => [layer, new Map()]));
  for (const index of ties) {
    const tie = network.ties[index];
    if (!tie) continue;
    const layer = layerOf(network, tie);
    const row = rows.get(layer);
    row?.ties.push(index);
    row?.nodes.add(tie.from).add(tie.to);
    const between = pairs.get(layer);
    const pair = Math.min(tie.from, tie.to) * network.nodes.length + Math.max(tie.from, tie.to);
    const list = between?.get(pair);
    if (list) list.push(index);
    else between?.set(pair, [index]);
  }
  const list = [...rows.values()];
  for (const row of list) {
    row.only = [...row.nodes].filter((node) => !list.some((other) => other !== row && other.nodes.has(node)));
  }
  const overlaps = list.flatMap((a, index) =>
    list.slice(index + 1).map((b) => {
      const nodes = [...a.nodes].filter((node) => b.nodes.has(node));
      const all = [...new Set([...a.nodes, ...b.nodes])];
      const [inA, inB] = [pairs.get(a.layer), pairs.get(b.layer)];
      const both = [...(inA?.keys() ?? [])].filter((pair) => inB?.has(pair));
      const shared = both.flatMap((pair) => [...(inA?.get(pair) ?? []), ...(inB?.get(pair) ?? [])]);
      return { a: a.layer, b: b.layer, nodes, all, ties: shared, pairs: both.length };
    }),
  );
  return { rows: list, overlaps };
}

/** Ties of each node, among those given. */
export function byNode(network: Network, ties: readonly number[]): number[][] {
  const out: number[][] = network.nodes.map(() => []);
  for (const index of ties) {
    const tie = network.ties[index];
    if (!tie) continue;
    out[tie.from]?.push(index);
    out[tie.to]?.push(index);
  }
  return out;
}

/** Ways to look at the network. */
export const VIEWS = ["graph", "layers", "map", "lineage", "outlived"] as const;
export type View = (typeof VIEWS)[number];

/** What nodes can be gathered by. */
export const GROUPINGS = ["kind", "territory", "component"] as const;
export type Grouping = (typeof GROUPINGS)[number];

/** The group of a node, as written in addresses. */
export function groupOf(network: Network, node: NetworkNode, by: Grouping): string {
  if (by === "kind") return kindCode(network, node);
  if (by === "component") return String(node.component);
  return node.territory === null ? "-" : (network.territories[node.territory]?.id ?? "-");
}

/** The name of a component: its node with most ties. */
export function chiefs(network: Network): number[] {
  const degree = byNode(network, network.ties.map((_, index) => index)).map((ties) => ties.length);
  const chief: number[] = [];
  network.nodes.forEach((node, index) => {
    const best = chief[node.component];
    if (best === undefined || (degree[index] ?? 0) > (degree[best] ?? 0)) chief[node.component] = index;
  });
  return chief;
}
