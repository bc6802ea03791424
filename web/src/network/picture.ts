import type { Network } from "../page.gen";
import { colour } from "../theme";
import { byNode, layerOf, seen } from "./model";
import { dotSize, familyOf, layerColour, outlives } from "./drawing";
import { fitted } from "./layers";
import { nameOf } from "./tie";

const SPACE = "http://www.w3.org/2000/svg";
const SIZE = { width: 1000, height: 680, margin: 60 };
/** How many nodes are named, those with most ties first. */
const NAMED = 40;

/** The network as one SVG, for export: what the graphics card shows, as lines and dots. */
export function picture(network: Network, strength: Uint8Array, legacy: boolean): SVGSVGElement {
  const svg = element("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}` });
  const ties = seen(strength);
  const at = fitted(network.nodes, SIZE);
  const paths = new Map<string, string[]>();
  for (const index of ties) {
    const tie = network.ties[index];
    const [a, b] = [at[tie?.from ?? -1], at[tie?.to ?? -1]];
    if (!tie || !a || !b) continue;
    const ink = legacy && outlives(tie) ? "--legacy" : layerColour(layerOf(network, tie));
    const key = `${ink} ${strength[index] === 1 ? 0.3 : 0.75} ${tie.lineage ? 2.2 : 1}`;
    paths.set(key, [...(paths.get(key) ?? []), `M${a[0]},${a[1]}L${b[0]},${b[1]}`]);
  }
  for (const [key, lines] of paths) {
    const [ink = "", opacity = "", width = ""] = key.split(" ");
    svg.append(element("path", { d: lines.join(""), fill: "none", stroke: colour(ink), "stroke-opacity": opacity, "stroke-width": width }));
  }
  const degree = byNode(network, ties).map((own) => own.length);
  const order = network.nodes.map((_, index) => index).filter((index) => (degree[index] ?? 0) > 0);
  order.sort((a, b) => (degree[b] ?? 0) - (degree[a] ?? 0) || a - b);
  for (const index of order) {
    const [node, point] = [network.nodes[index], at[index]];
    if (!node || !point) continue;
    const r = dotSize(1, degree[index] ?? 0) * 0.6;
    svg.append(element("circle", { cx: point[0], cy: point[1], r, fill: colour(`--node-${familyOf(network, node)}`) }));
  }
  for (const index of order.slice(0, NAMED)) {
    const [node, point] = [network.nodes[index], at[index]];
    if (!node || !point) continue;
    const text = element("text", {
      x: point[0] + dotSize(1, degree[index] ?? 0) * 0.6 + 3, y: point[1] + 4, "font-size": 11, fill: colour("--ink"),
      stroke: colour("--paper"), "stroke-width": 3, "paint-order": "stroke", "font-family": "Source Sans 3 Variable, Noto Sans SC Variable, sans-serif",
    });
    text.textContent = nameOf(node);
    svg.append(text);
  }
  return svg as SVGSVGElement;
}

function element(name: string, attributes: Record<string, string | number>): SVGElement {
  const out = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) out.setAttribute(key, String(value));
  return out;
}
