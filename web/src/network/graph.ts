import Graph from "graphology";
import Sigma from "sigma";
import { EdgeArrowProgram, EdgeLineProgram, EdgeRectangleProgram } from "sigma/rendering";

import type { Network } from "../page.gen";
import { colour } from "../theme";
import { type Drawing, dotSize, familyOf, layerColour, outlives } from "./drawing";

/** What is to be seen of a drawing. */
export interface Look {
  /** Strength of each tie: 0 hidden, 1 faint, 2 plain. */
  strength: Uint8Array;
  selected: number | undefined;
  /** Nodes that fit the search; undefined when nothing is searched. */
  found: ReadonlySet<number> | undefined;
  /** Whether ties that outlived their place stand out. */
  legacy: boolean;
  label: (dot: Drawing["dots"][number]) => string;
}

export interface Handlers {
  onPick: (dot: Drawing["dots"][number] | undefined) => void;
}

interface Inks {
  [name: string]: string;
}

const FONT = '"Source Sans 3 Variable", "Noto Sans SC Variable", system-ui, sans-serif';
/** The library multiplies widths by the zoom; these are pixels at the first view. */
const WIDTH = { faint: 1, plain: 1.7, strong: 3.2 };
/** Ties beyond which drawing them is simplified. */
const MANY = 5000;
/** How many names are drawn at most, and how many dots are tried. */
const NAMED = 60;
const TRIED = 400;

/** The network on a graphics card: built once for a way of gathering, then only shaded. */
export class GraphScene {
  private readonly sigma: Sigma;
  private readonly graph = new Graph({ multi: true, type: "directed" });
  private drawing: Drawing = { dots: [], lines: [] };
  private look: Look | undefined;
  private shownDots = new Set<number>();
  private near = new Set<number>();
  private survivors = new Set<number>();
  private inks: Inks = {};
  private hovered: number | undefined;
  /** Dots in sight, the weightier first. */
  private order: number[] = [];

  constructor(
    private readonly container: HTMLElement,
    private readonly network: Network,
    handlers: Handlers,
  ) {
    this.readInks();
    this.sigma = new Sigma(this.graph, container, {
      allowInvalidContainer: true,
      // Names are drawn by `drawNames`, the weightier first and none over another.
      renderLabels: false,
      defaultDrawNodeHover: () => undefined,
      minEdgeThickness: 0.8,
      zIndex: true,
      hideEdgesOnMove: network.ties.length > MANY,
      // Among thousands of ties widths cannot be told apart: hairlines cost half to draw.
      edgeProgramClasses: { line: network.ties.length > MANY ? EdgeLineProgram : EdgeRectangleProgram, arrow: EdgeArrowProgram },
      stagePadding: 52,
      minCameraRatio: 0.02,
      maxCameraRatio: 3,
      // A reducer replaces all attributes: those of the graph stay beneath.
      nodeReducer: (_, data) => ({ ...data, ...this.dressDot(data as unknown as { index: number }) }),
      edgeReducer: (_, data) => ({ ...data, ...this.dressLine(data as unknown as { index: number }) }),
    });
    this.sigma.on("clickNode", ({ node }) => handlers.onPick(this.drawing.dots[Number(node)]));
    this.sigma.on("clickStage", () => handlers.onPick(undefined));
    this.sigma.on("enterNode", ({ node }) => this.hover(Number(node)));
    this.sigma.on("leaveNode", () => this.hover(undefined));
    this.sigma.on("afterRender", () => this.drawNames());
    // Names wait for their fonts: Chinese comes in many small files.
    document.fonts.addEventListener("loadingdone", this.redraw);
  }

  /** Takes another drawing. */
  build(drawing: Drawing): void {
    this.drawing = drawing;
    this.graph.clear();
    drawing.dots.forEach(({ x, y }, index) => this.graph.addNode(String(index), { x, y, index }));
    drawing.lines.forEach(({ from, to, lineage, backward }, index) => {
      const [source, target] = backward ? [to, from] : [from, to];
      this.graph.addEdgeWithKey(String(index), String(source), String(target), { index, type: lineage ? "arrow" : "line" });
    });
  }

  /** Shades the drawing anew. */
  show(look: Look): void {
    this.look = look;
    this.shownDots.clear();
    this.near.clear();
    this.survivors.clear();
    let lines = 0;
    for (const line of this.drawing.lines) {
      if (!this.strengthOf(line.ties)) continue;
      lines += 1;
      this.shownDots.add(line.from).add(line.to);
      if (look.legacy && line.ties.some((tie) => outlivesAt(this.network, tie))) this.survivors.add(line.from).add(line.to);
      if (look.selected !== undefined) {
        const ends = [line.from, line.to];
        if (ends.some((end) => this.drawing.dots[end]?.node === look.selected)) ends.forEach((end) => this.near.add(end));
      }
    }
    const rank = (dot: number) => (this.isLit(dot) ? 1e4 : 0) + dotSize(this.drawing.dots[dot]?.count ?? 1, this.degree(dot));
    this.order = [...this.shownDots].sort((a, b) => rank(b) - rank(a) || a - b);
    this.sigma.refresh({ skipIndexation: false });
    // For those who cannot see the canvas, and for tests: what it shows.
    this.container.dataset["nodes"] = String(this.shownDots.size);
    this.container.dataset["lines"] = String(lines);
    this.container.dataset["shown"] = String(Number(this.container.dataset["shown"] ?? 0) + 1);
  }

  /** Takes the colours of the theme anew. */
  redress(): void {
    this.readInks();
    this.sigma.refresh();
  }

  /** Brings a dot to the middle. */
  go(node: number): void {
    const index = this.drawing.dots.findIndex((dot) => dot.node === node);
    const at = index < 0 ? undefined : this.sigma.getNodeDisplayData(String(index));
    if (at) void this.sigma.getCamera().animate({ x: at.x, y: at.y, ratio: Math.min(this.sigma.getCamera().ratio, 0.5) }, { duration: 400 });
  }

  zoom(direction: 1 | -1): void {
    const camera = this.sigma.getCamera();
    void (direction > 0 ? camera.animatedZoom({ duration: 200 }) : camera.animatedUnzoom({ duration: 200 }));
  }

  whole(): void {
    void this.sigma.getCamera().animatedReset({ duration: 300 });
  }

  close(): void {
    document.fonts.removeEventListener("loadingdone", this.redraw);
    this.sigma.kill();
  }

  private readonly redraw = (): void => {
    this.sigma.scheduleRender();
  };

  private hover(dot: number | undefined): void {
    this.hovered = dot;
    this.container.style.cursor = dot === undefined ? "" : "pointer";
    this.redraw();
  }

  private strengthOf(ties: readonly number[]): number {
    let most = 0;
    for (const tie of ties) most = Math.max(most, this.look?.strength[tie] ?? 0);
    return most;
  }

  private degree(dot: number): number {
    return this.graph.degree(String(dot));
  }

  private dressDot({ index }: { index: number }) {
    const { look, inks } = this;
    const dot = this.drawing.dots[index];
    if (!dot || !look || !this.shownDots.has(index)) return { hidden: true, label: null };
    const chosen = dot.node !== undefined && dot.node === look.selected;
    const lit = this.isLit(index);
    const node = dot.node === undefined ? undefined : this.network.nodes[dot.node];
    const family = node ? familyOf(this.network, node) : "group";
    return {
      color: lit ? inks[`--node-${family}`] : inks["--node-dim"],
      size: dotSize(dot.count, this.degree(index)) * this.shrink() * (chosen ? 1.4 : 1),
      zIndex: chosen ? 3 : lit ? 2 : 0,
    };
  }

  /** Thousands of dots are drawn smaller, so that what lies between them is seen. */
  private shrink(): number {
    return Math.max(0.25, Math.min(1, Math.sqrt(500 / Math.max(1, this.shownDots.size))));
  }

  /** Whether a dot stands out: selected or next to it, or what was searched for. */
  private isLit(index: number): boolean {
    const { look } = this;
    if (look?.selected !== undefined) return this.near.has(index);
    if (look?.legacy) return this.survivors.has(index);
    const node = this.drawing.dots[index]?.node;
    return look?.found === undefined || (node !== undefined && look.found.has(node));
  }

  private dressLine({ index }: { index: number }) {
    const { look, inks } = this;
    const line = this.drawing.lines[index];
    const strength = line && look ? this.strengthOf(line.ties) : 0;
    if (!line || !look || strength === 0) return { hidden: true };
    const reach = look.legacy ? strongest(line.ties.map((tie) => outlivesAt(this.network, tie))) : undefined;
    const lit = look.selected === undefined || [line.from, line.to].some((end) => this.drawing.dots[end]?.node === look.selected);
    const searched = look.found === undefined || look.selected !== undefined || [line.from, line.to].some((end) => look.found?.has(this.drawing.dots[end]?.node ?? -1));
    const dim = !lit || !searched || (look.legacy && !reach);
    const base = strength === 1 ? WIDTH.faint : line.lineage ? WIDTH.strong : WIDTH.plain;
    const many = line.ties.length > 1 ? Math.min(6, Math.sqrt(line.ties.length)) : 1;
    const ink = reach ? inks["--legacy"] : inks[layerColour(line.layer)];
    const alpha = dim ? 0.1 : reach === "possible" ? 0.55 : strength === 1 ? 0.38 : 0.85;
    return {
      // Mixed with the paper: where lines cross, the library would add up what shines through.
      color: mixed(ink ?? "#888888", inks["--paper"] ?? "#ffffff", alpha),
      size: (reach === "certain" ? WIDTH.strong : base) * many + line.above * 1.4,
      zIndex: reach ? 3 : dim ? 0 : line.lineage ? 2 : 1,
    };
  }

  private readInks(): void {
    const names = [
      "--ink", "--ink-quiet", "--paper", "--line", "--legacy", "--node-dim", "--node-group", "--node-place", "--node-person",
      "--node-organisation", "--node-territory", "--node-other", "--layer-physical", "--layer-virtual", "--layer-organisational",
      "--layer-economic", "--layer-lineage", "--layer-none",
    ];
    this.inks = Object.fromEntries(names.map((name) => [name, colour(name)]));
  }

  /** Names beside their dots, with a rim of paper. */
  private drawNames(): void {
    const context = this.sigma.getCanvases()["labels"]?.getContext("2d");
    if (!context || !this.look) return;
    const { width, height } = this.sigma.getDimensions();
    context.clearRect(0, 0, width, height);
    context.font = `500 13px ${FONT}`;
    context.lineJoin = "round";
    const taken: [number, number, number, number][] = [];
    const picky = this.look.selected !== undefined || this.look.found !== undefined || this.look.legacy;
    const first = this.hovered === undefined ? this.order : [this.hovered, ...this.order];
    for (const index of first.slice(0, TRIED)) {
      const data = this.sigma.getNodeDisplayData(String(index));
      const dot = this.drawing.dots[index];
      if (!data || !dot || taken.length >= NAMED || (picky && index !== this.hovered && !this.isLit(index))) continue;
      const { x, y } = this.sigma.framedGraphToViewport(data);
      if (x < 0 || y < 0 || x > width || y > height) continue;
      const text = this.look.label(dot);
      const left = x + this.sigma.scaleSize(data.size) + 3;
      const box: [number, number, number, number] = [left - 2, y - 9, left + context.measureText(text).width + 4, y + 9];
      if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) continue;
      taken.push(box);
      context.strokeStyle = this.inks["--paper"] ?? "#fff";
      context.lineWidth = 3.5;
      context.strokeText(text, left, y + 4.5);
      context.fillStyle = this.inks["--ink"] ?? "#000";
      context.fillText(text, left, y + 4.5);
    }
  }
}

function outlivesAt(network: Network, tie: number): "certain" | "possible" | undefined {
  const found = network.ties[tie];
  return found && outlives(found);
}

function strongest(reaches: readonly ("certain" | "possible" | undefined)[]): "certain" | "possible" | undefined {
  return reaches.includes("certain") ? "certain" : reaches.find((reach) => reach !== undefined);
}

/** A colour laid thinly over another; both `#rrggbb`. */
function mixed(over: string, under: string, alpha: number): string {
  const [a, b] = [over, under].map((hex) => Number.parseInt(hex.slice(1, 7), 16));
  const channel = (shift: number) => Math.round((((a ?? 0) >> shift) & 255) * alpha + (((b ?? 0) >> shift) & 255) * (1 - alpha));
  return `#${[16, 8, 0].map((shift) => channel(shift).toString(16).padStart(2, "0")).join("")}`;
}

/** A colour of the style sheet (`#rrggbb`) with some of it let through. */
export function withAlpha(hex: string, alpha: number): string {
  const value = Number.parseInt(hex.slice(1, 7), 16);
  return `rgba(${value >> 16},${(value >> 8) & 255},${value & 255},${alpha})`;
}
