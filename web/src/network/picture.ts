import { addLegend, FONT, type Key } from "../export/legend";
import { svgElement, textWidth } from "../export/svg";
import { t } from "../language";
import type { Network } from "../page.gen";
import { colour } from "../theme";
import { byNode, layerOf, seen } from "./model";
import { dotSize, FAMILIES, familyOf, layerColour, outlives } from "./drawing";
import { fitted } from "./layers";
import { layerName, nameOf } from "./tie";

const SIZE = { width: 1000, height: 680, margin: 60 };
/** At most so many nodes are named, those with most ties first. */
const NAMED = 40;

/** The network as one SVG, for export: what the graphics card shows, as lines and dots. */
export function picture(network: Network, strength: Uint8Array, legacy: boolean): SVGSVGElement {
  const svg = svgElement("svg", { viewBox: `0 0 ${SIZE.width} ${SIZE.height}` }) as SVGSVGElement;
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
    svg.append(svgElement("path", { d: lines.join(""), fill: "none", stroke: colour(ink), "stroke-opacity": opacity, "stroke-width": width }));
  }
  const degree = byNode(network, ties).map((own) => own.length);
  const order = network.nodes.map((_, index) => index).filter((index) => (degree[index] ?? 0) > 0);
  order.sort((a, b) => (degree[b] ?? 0) - (degree[a] ?? 0) || a - b);
  for (const index of order) {
    const [node, point] = [network.nodes[index], at[index]];
    if (!node || !point) continue;
    const r = dotSize(1, degree[index] ?? 0) * 0.6;
    svg.append(svgElement("circle", { cx: point[0], cy: point[1], r, fill: colour(`--node-${familyOf(network, node)}`) }));
  }
  const taken: [number, number, number, number][] = [];
  for (const index of order) {
    const [node, point] = [network.nodes[index], at[index]];
    if (!node || !point || taken.length === NAMED) continue;
    const [x, y] = [point[0] + dotSize(1, degree[index] ?? 0) * 0.6 + 3, point[1] + 4];
    const name = nameOf(node);
    // The better tied first; a name that would touch another is left out.
    const box: (typeof taken)[number] = [x - 2, y - 11, x + textWidth(name, `11px ${FONT}`) + 2, y + 4];
    if (taken.some((other) => box[0] < other[2] && box[2] > other[0] && box[1] < other[3] && box[3] > other[1])) continue;
    taken.push(box);
    svg.append(svgElement("text", { x, y, "font-size": 11, fill: colour("--ink"), stroke: colour("--paper"), "stroke-width": 3, "paint-order": "stroke", "font-family": FONT }, name));
  }
  addLegend(svg, networkKeys(network, strength, legacy));
  return svg;
}

/** The legend of the exported network: families of nodes and layers of ties in sight. */
export function networkKeys(network: Network, strength: Uint8Array, legacy: boolean): Key[] {
  const ties = seen(strength).flatMap((index) => network.ties[index] ?? []);
  const families = new Set(ties.flatMap(({ from, to }) => [from, to]).flatMap((node) => network.nodes[node] ?? []).map((node) => familyOf(network, node)));
  const layers = [...new Set(ties.map((tie) => layerOf(network, tie)))].sort();
  return [
    ...FAMILIES.filter((family) => families.has(family)).map((family) => ({ sign: dot(`--node-${family}`), text: t(`net_family_${family}`) })),
    ...layers.map((layer) => ({ sign: stroke(layerColour(layer)), text: layerName(layer) })),
    ...(legacy ? [{ sign: stroke("--legacy"), text: t("net_view_outlived") }] : []),
  ];
}

function dot(ink: string): Key["sign"] {
  return (pen, x, y) => {
    pen.globalAlpha = 1;
    pen.fillStyle = colour(ink);
    pen.beginPath();
    pen.arc(x, y, 4.5, 0, 2 * Math.PI);
    pen.fill();
  };
}

function stroke(ink: string): Key["sign"] {
  return (pen, x, y) => {
    pen.globalAlpha = 1;
    pen.strokeStyle = colour(ink);
    pen.lineWidth = 2;
    pen.beginPath();
    pen.moveTo(x - 8, y);
    pen.lineTo(x + 8, y);
    pen.stroke();
  };
}
