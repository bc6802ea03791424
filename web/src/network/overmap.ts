import type { Map as BaseMap } from "maplibre-gl";

import { dress, fitted, openMap } from "../atlas/map";
import type { Key } from "../export/legend";
import { mapPicture, type Project } from "../export/map";
import type { Pen } from "../export/pen";
import type { Network } from "../page.gen";
import { colour } from "../theme";
import { positionAt } from "../time";
import { familyOf, layerColour, outlives } from "./drawing";
import { withAlpha } from "./graph";
import { layerOf } from "./model";
import { nameOf } from "./tie";

/** What is to be seen on the map. */
export interface MapLook {
  strength: Uint8Array;
  time: number | undefined;
  selected: number | undefined;
  legacy: boolean;
}

interface Spot {
  node: number;
  x: number;
  y: number;
}

/** Nodes at one point stand on a ring of this radius, pixels, so that each can be seen. */
const RING = 13;

/** The network over the map: nodes where they are, ties as arcs. */
export class MapScene {
  private readonly map: BaseMap;
  private readonly context: CanvasRenderingContext2D | null;
  private readonly watch: ResizeObserver;
  private look: MapLook | undefined;
  private spots: Spot[] = [];

  constructor(
    container: HTMLElement,
    private readonly canvas: HTMLCanvasElement,
    private readonly network: Network,
    onPick: (node: number | undefined) => void,
  ) {
    this.context = canvas.getContext("2d");
    const located = network.nodes.flatMap(({ positions }) => positions.slice(0, 1)).filter(({ lon, lat }) => lon > 70 && lon < 140 && lat > 15 && lat < 55);
    this.map = openMap(container, fitted(located, container.clientWidth, container.clientHeight), []);
    for (const event of ["render", "move"] as const) this.map.on(event, () => this.draw());
    this.map.on("click", ({ point }) => onPick(this.under(point.x, point.y)));
    this.map.on("mousemove", ({ point }) => (this.map.getCanvas().style.cursor = this.under(point.x, point.y) === undefined ? "" : "pointer"));
    this.watch = new ResizeObserver(() => {
      const ratio = devicePixelRatio || 1;
      canvas.width = Math.round(canvas.clientWidth * ratio);
      canvas.height = Math.round(canvas.clientHeight * ratio);
      this.draw();
    });
    this.watch.observe(canvas);
  }

  show(look: MapLook): void {
    this.look = look;
    this.draw();
  }

  redress(): void {
    dress(this.map);
    this.draw();
  }

  close(): void {
    this.watch.disconnect();
    this.map.remove();
  }

  private under(x: number, y: number): number | undefined {
    return this.spots.filter((spot) => Math.hypot(spot.x - x, spot.y - y) < 10).sort((a, b) => Math.hypot(a.x - x, a.y - y) - Math.hypot(b.x - x, b.y - y))[0]?.node;
  }

  /** The map as it stands, as a picture to take along. */
  picture(moment: string, legend: readonly Key[]): Promise<SVGSVGElement> | undefined {
    const { look } = this;
    if (!look) return undefined;
    const { lng, lat } = this.map.getCenter();
    const view = { lon: lng, lat, zoom: this.map.getZoom() };
    return mapPicture({ width: this.canvas.clientWidth, height: this.canvas.clientHeight, view, moment, legend }, (pen, project) => {
      const spots = this.place(look, project);
      this.paint(pen, look, spots);
    });
  }

  private draw(): void {
    const { context, look } = this;
    if (!context || !look) return;
    const ratio = devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, this.canvas.clientWidth, this.canvas.clientHeight);
    const spots = this.place(look, (lon, lat) => this.map.project([lon, lat]));
    this.spots = [...spots.values()];
    const { lines, without } = this.paint(context, look, spots);
    this.canvas.dataset["lines"] = String(lines);
    this.canvas.dataset["without"] = String(without);
  }

  /** Draws ties and nodes; counts the ties drawn, and those with an end without position. */
  private paint(context: Pen, look: MapLook, at: ReadonlyMap<number, Spot>): { lines: number; without: number } {
    const { network } = this;
    const inks = new Map<string, string>();
    const ink = (name: string) => {
      const known = inks.get(name) ?? colour(name);
      inks.set(name, known);
      return known;
    };
    let lines = 0;
    let without = 0;
    network.ties.forEach((tie, index) => {
      const strength = look.strength[index] ?? 0;
      if (strength === 0) return;
      const [a, b] = [at.get(tie.from), at.get(tie.to)];
      if (!a || !b) {
        without += 1;
        return;
      }
      lines += 1;
      const reach = look.legacy ? outlives(tie) : undefined;
      const lit = look.selected === undefined || tie.from === look.selected || tie.to === look.selected;
      const alpha = !lit || (look.legacy && !reach) ? 0.08 : strength === 1 ? 0.35 : 0.8;
      context.strokeStyle = withAlpha(reach ? ink("--legacy") : ink(layerColour(layerOf(network, tie))), alpha);
      context.lineWidth = reach === "certain" || tie.lineage ? 2.4 : 1.2;
      context.beginPath();
      context.moveTo(a.x, a.y);
      // A bow to one side tells the direction and keeps ties there and back apart.
      context.quadraticCurveTo((a.x + b.x) / 2 + (b.y - a.y) * 0.14, (a.y + b.y) / 2 - (b.x - a.x) * 0.14, b.x, b.y);
      context.stroke();
    });
    context.globalAlpha = 1;
    context.textAlign = "start";
    context.textBaseline = "alphabetic";
    for (const { node, x, y } of at.values()) {
      const one = network.nodes[node];
      if (!one) continue;
      context.beginPath();
      context.arc(x, y, node === look.selected ? 7 : 4, 0, 2 * Math.PI);
      context.fillStyle = ink(`--node-${familyOf(network, one)}`);
      context.strokeStyle = ink("--paper");
      context.lineWidth = 1.2;
      context.fill();
      context.stroke();
      if (node !== look.selected && this.map.getZoom() < 9) continue;
      context.font = `500 13px "Source Sans 3 Variable", "Noto Sans SC Variable", sans-serif`;
      context.strokeStyle = ink("--paper");
      context.lineWidth = 3;
      context.strokeText(nameOf(one), x + 8, y + 4);
      context.fillStyle = ink("--ink");
      context.fillText(nameOf(one), x + 8, y + 4);
    }
    return { lines, without };
  }

  /** Where the nodes with a tie in sight stand on the screen; those at one point stand on a ring. */
  private place(look: MapLook, project: Project): Map<number, Spot> {
    const tied = new Set<number>();
    this.network.ties.forEach((tie, index) => {
      if ((look.strength[index] ?? 0) > 0) tied.add(tie.from).add(tie.to);
    });
    const together = new Map<string, number[]>();
    for (const node of [...tied].sort((a, b) => a - b)) {
      const position = positionAt(this.network.nodes[node]?.positions ?? [], look.time ?? Infinity);
      if (!position) continue;
      const key = `${position.lon.toFixed(3)} ${position.lat.toFixed(3)}`;
      together.set(key, [...(together.get(key) ?? []), node]);
    }
    const out = new Map<number, Spot>();
    for (const [key, nodes] of together) {
      const [lon = 0, lat = 0] = key.split(" ").map(Number);
      const centre = project(lon, lat);
      nodes.forEach((node, index) => {
        // Rings of 8, 16, 24 … places around the point.
        const ring = nodes.length === 1 ? 0 : Math.ceil((Math.sqrt(index / 4 + 1) - 1) || 1);
        const angle = index * 2.399963;
        const spread = nodes.length === 1 ? 0 : RING * Math.max(0.7, ring * 0.8) * Math.min(1.4, 0.5 + this.map.getZoom() / 10);
        out.set(node, { node, x: centre.x + Math.cos(angle) * spread, y: centre.y + Math.sin(angle) * spread });
      });
    }
    return out;
  }
}
