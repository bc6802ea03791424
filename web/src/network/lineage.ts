import type { Network, NetworkNode } from "../page.gen";

/** That one node came from another, with all ties that say so. */
export interface Descent {
  parent: number;
  child: number;
  kind: string;
  ties: number[];
  /** Earliest and latest moment, decimal years; null when no tie is dated. */
  when: readonly [number, number] | null;
}

/** A row of the lineage chart. */
export interface Row {
  node: number;
  /** Generations below the first of its family. */
  depth: number;
}

/** Nodes that came from each other, in the order of the chart. */
export interface Family {
  rows: Row[];
  descents: Descent[];
}

/** Who came from whom, each pair once. */
export function descents(network: Network): Descent[] {
  const known = new Map<string, Descent>();
  network.ties.forEach((tie, index) => {
    if (!tie.lineage) return;
    const [parent, child] = tie.lineage.forward ? [tie.from, tie.to] : [tie.to, tie.from];
    const key = `${parent} ${child}`;
    const found = known.get(key);
    if (!found) known.set(key, { parent, child, kind: tie.lineage.kind, ties: [index], when: tie.life.start });
    else {
      found.ties.push(index);
      found.when ??= tie.life.start;
    }
  });
  return [...known.values()];
}

/** When a node is first heard of: its opening, else the tie that brought it, else nothing. */
export function begins(node: NetworkNode | undefined, brought: Descent | undefined): number | undefined {
  return node?.life?.start?.[0] ?? brought?.when?.[0] ?? node?.life?.end?.[0] ?? undefined;
}

/** Families, the largest first; within one, children follow their earliest parent, by date. */
export function families(network: Network): Family[] {
  const all = descents(network);
  const near = new Map<number, Descent[]>();
  for (const descent of all) {
    for (const node of [descent.parent, descent.child]) near.set(node, [...(near.get(node) ?? []), descent]);
  }
  const start = (node: number) =>
    begins(network.nodes[node], near.get(node)?.find(({ child, when }) => child === node && when !== null)) ?? Infinity;
  const byStart = (a: number, b: number) => start(a) - start(b) || a - b;
  const taken = new Set<number>();
  const found: Family[] = [];
  for (const first of [...near.keys()].sort((a, b) => a - b)) {
    if (taken.has(first)) continue;
    const members = new Set([first]);
    for (const node of members) {
      for (const { parent, child } of near.get(node) ?? []) members.add(parent).add(child);
    }
    const inside = all.filter(({ parent }) => members.has(parent));
    const rows: Row[] = [];
    const visit = (node: number, depth: number) => {
      if (taken.has(node)) return;
      taken.add(node);
      rows.push({ node, depth });
      const children = inside.filter(({ parent }) => parent === node).map(({ child }) => child);
      for (const child of children.sort(byStart)) {
        // A child of several waits for its last parent, so that arrows lead downward.
        const waiting = inside.some(({ parent, child: other }) => other === child && !taken.has(parent));
        if (!waiting) visit(child, depth + 1);
      }
    };
    const orphans = [...members].filter((node) => !inside.some(({ child }) => child === node)).sort(byStart);
    for (const node of orphans) visit(node, 0);
    // Whatever waits for itself: a circle in the evidence.
    for (const node of [...members].sort(byStart)) visit(node, 0);
    found.push({ rows, descents: inside });
  }
  return found.sort((a, b) => b.rows.length - a.rows.length);
}
