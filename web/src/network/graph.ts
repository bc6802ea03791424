import type { Network } from "../page.gen";
import { colour } from "../theme";
import { Camera } from "./camera";
import type { Drawing } from "./drawing";
import { DIM_INK, DOT_INKS, type Drawn, drawn, LEGACY_INK, LINE_INKS } from "./drawn";
import { CardPainter, DOT, LINE, type Painter } from "./painter";
import { PixelPainter } from "./pixels";

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

const FONT = '"Source Sans 3 Variable", "Noto Sans SC Variable", system-ui, sans-serif';
/** Widths, pixels at the first view. */
const WIDTH = { faint: 1, plain: 1.7, strong: 3.2 };
/** Lines beyond which all are hairlines. */
const MANY = 5000;
/** How many names are drawn at most, and how many dots are tried. */
const NAMED = 60;
const TRIED = 400;
const PADDING = 52;
/** How far from a dot, pixels, it can be picked. */
const REACH = 6;

/** How a line stands among the others; later ones are drawn over earlier ones. */
const DIM = 0;
const PLAIN = 1;
const DESCENT = 2;
const SURVIVES = 3;

/** How much of a line's colour is left over the paper. */
const ALPHAS = [0.1, 0.38, 0.55, 0.85] as const;
const [A_DIM, A_FAINT, A_POSSIBLE, A_PLAIN] = [0, 1, 2, 3];

/** The network on a graphics card: what changes from moment to moment are two buffers. */
export class GraphScene {
  private readonly names = document.createElement("canvas");
  private painter: Painter;
  private readonly camera: Camera;
  private readonly watch: ResizeObserver;
  private drawn: Drawn;
  private look: Look | undefined;
  /** What is in the buffers; as large as they can become. */
  private lines = new Float32Array(0);
  private dots = new Float32Array(0);
  private lineCount = 0;
  private dotCount = 0;
  /** By dot: 1 in sight, 2 lit. */
  private sight = new Uint8Array(0);
  /** By line: 0 hidden, else 1 + how it stands. */
  private rank = new Uint8Array(0);
  /** Colours as the buffers hold them: by ink, then by alpha; of dots by ink. */
  private lineInks = new Float32Array(LINE_INKS.length * ALPHAS.length);
  private dotInks = new Float32Array(DOT_INKS.length);
  private readonly inkText: string[] = [];
  private ink = "#000";
  private paper = "#fff";
  private readonly widths = new Map<string, number>();
  private hovered: number | undefined;
  private frame = 0;

  constructor(
    private readonly container: HTMLElement,
    private readonly network: Network,
    handlers: Handlers,
  ) {
    this.drawn = drawn(network, { dots: [], lines: [] });
    this.painter = painterFor(0);
    container.append(this.painter.canvas, this.names);
    this.readInks();
    this.camera = new Camera(container, {
      move: () => this.later(),
      click: (x, y) => {
        const dot = this.under(x, y);
        handlers.onPick(dot === undefined ? undefined : this.drawn.drawing.dots[dot]);
      },
      hover: (x, y) => this.hover(this.under(x, y)),
      leave: () => this.hover(undefined),
    });
    this.watch = new ResizeObserver(() => this.resize());
    this.watch.observe(container);
    // Names wait for their fonts: Chinese comes in many small files.
    document.fonts.addEventListener("loadingdone", this.onFonts);
    this.resize();
  }

  /** Takes another drawing. */
  build(drawing: Drawing): void {
    this.drawn = drawn(this.network, drawing);
    this.lines = new Float32Array(drawing.lines.length * LINE);
    this.dots = new Float32Array(drawing.dots.length * DOT);
    this.sight = new Uint8Array(drawing.dots.length);
    this.rank = new Uint8Array(drawing.lines.length);
    this.hovered = undefined;
    this.exchange(painterFor(drawing.lines.length, this.painter));
    this.camera.fit(this.drawn.bounds, PADDING);
  }

  /** Goes on with another painter, or with the same. */
  private exchange(painter: Painter): void {
    if (painter === this.painter) return;
    this.painter.canvas.replaceWith(painter.canvas);
    this.painter.close();
    this.painter = painter;
    this.resize();
  }

  /** Shows what is to be seen of it: one pass over its lines, one over its dots. */
  show(look: Look): void {
    this.look = look;
    this.judge(look);
    this.fillLines(look);
    this.fillDots(look);
    this.painter.take(this.lines, this.lineCount, this.dots, this.dotCount);
    this.draw();
    // For those who cannot see the canvas, and for tests: what it shows.
    this.container.dataset["nodes"] = String(this.dotCount);
    this.container.dataset["lines"] = String(this.lineCount);
    this.container.dataset["shown"] = String(Number(this.container.dataset["shown"] ?? 0) + 1);
  }

  /** Takes the colours of the theme anew. */
  redress(): void {
    this.readInks();
    if (this.look) this.show(this.look);
  }

  /** Brings a dot to the middle. */
  go(node: number): void {
    const dot = this.drawn.drawing.dots.find((one) => one.node === node);
    if (dot) this.camera.go(dot.x, dot.y);
  }

  zoom(direction: 1 | -1): void {
    this.camera.zoom(direction);
  }

  whole(): void {
    this.camera.whole();
  }

  close(): void {
    cancelAnimationFrame(this.frame);
    document.fonts.removeEventListener("loadingdone", this.onFonts);
    this.watch.disconnect();
    this.camera.close();
    this.painter.close();
    this.painter.canvas.remove();
    this.names.remove();
  }

  private readonly onFonts = (): void => {
    this.widths.clear();
    this.later();
  };

  private later(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => this.draw());
  }

  private resize(): void {
    const ratio = Math.min(2, devicePixelRatio || 1);
    for (const canvas of [this.painter.canvas, this.names]) {
      canvas.width = Math.max(1, Math.round(this.container.clientWidth * ratio));
      canvas.height = Math.max(1, Math.round(this.container.clientHeight * ratio));
    }
    this.camera.fit(this.drawn.bounds, PADDING);
    this.draw();
  }

  private hover(dot: number | undefined): void {
    if (dot === this.hovered) return;
    this.hovered = dot;
    this.container.style.cursor = dot === undefined ? "" : "pointer";
    this.later();
  }

  /** The dot under a point: the nearest within reach. */
  private under(x: number, y: number): number | undefined {
    let best: number | undefined;
    let least = Infinity;
    const grow = this.grow();
    this.drawn.drawing.dots.forEach((dot, index) => {
      if (!this.sight[index]) return;
      const [left, top] = this.camera.place(dot.x, dot.y);
      const away = Math.hypot(left - x, top - y) - (this.drawn.radius[index] ?? 0) * grow;
      if (away < REACH && away < least) [best, least] = [index, away];
    });
    return best;
  }

  /** Dots grow more slowly than the drawing, so that near ones come apart. */
  private grow(): number {
    return Math.sqrt(Math.max(0.5, Math.min(16, this.camera.nearness)));
  }

  /** Says of each line how it stands, and of each dot whether it is in sight, or lit. */
  private judge(look: Look): void {
    const { drawn, rank, sight } = this;
    const { first, ties, ends, lineage, reach } = drawn;
    const { strength, selected, found, legacy } = look;
    const nodeOf = (dot: number) => drawn.drawing.dots[dot]?.node ?? -1;
    sight.fill(0);
    for (let line = 0; line < rank.length; line += 1) {
      let seen = 0;
      let survives = 0;
      for (let at = first[line] ?? 0; at < (first[line + 1] ?? 0); at += 1) {
        const tie = ties[at] ?? 0;
        seen = Math.max(seen, strength[tie] ?? 0);
        if (legacy) survives = Math.max(survives, reach[tie] ?? 0);
      }
      rank[line] = 0;
      if (seen === 0) continue;
      const [from, to] = [ends[2 * line] ?? 0, ends[2 * line + 1] ?? 0];
      const touches = selected !== undefined && (nodeOf(from) === selected || nodeOf(to) === selected);
      const lit = selected === undefined ? !found || found.has(nodeOf(from)) || found.has(nodeOf(to)) : touches;
      const dim = !lit || (legacy && survives === 0);
      rank[line] = 1 + (survives > 0 ? SURVIVES : dim ? DIM : lineage[line] ? DESCENT : PLAIN);
      const shines = selected !== undefined ? touches : legacy ? survives > 0 : !found;
      const mark = shines ? 2 : 1;
      if ((sight[from] ?? 0) < mark) sight[from] = mark;
      if ((sight[to] ?? 0) < mark) sight[to] = mark;
    }
    if (!found || selected !== undefined || legacy) return;
    for (let dot = 0; dot < sight.length; dot += 1) if (sight[dot] && found.has(nodeOf(dot))) sight[dot] = 2;
  }

  /** Writes the lines in sight, those that matter last. */
  private fillLines(look: Look): void {
    const { drawn, rank, lines } = this;
    const next = [0, 0, 0, 0];
    for (const value of rank) if (value) next[value - 1] = (next[value - 1] ?? 0) + 1;
    let total = 0;
    for (let at = 0; at < next.length; at += 1) {
      const own = next[at] ?? 0;
      next[at] = total;
      total += own;
    }
    this.lineCount = total;
    for (let line = 0; line < rank.length; line += 1) {
      const stands = (rank[line] ?? 0) - 1;
      if (stands < 0) continue;
      const at = (next[stands] ?? 0) * LINE;
      next[stands] = (next[stands] ?? 0) + 1;
      let seen = 0;
      let reach = 0;
      for (let tie = drawn.first[line] ?? 0; tie < (drawn.first[line + 1] ?? 0); tie += 1) {
        seen = Math.max(seen, look.strength[drawn.ties[tie] ?? 0] ?? 0);
        if (stands === SURVIVES) reach = Math.max(reach, drawn.reach[drawn.ties[tie] ?? 0] ?? 0);
      }
      const ink = stands === SURVIVES ? LEGACY_INK : (drawn.ink[line] ?? 0);
      const alpha = stands === DIM ? A_DIM : reach === 1 ? A_POSSIBLE : seen === 1 ? A_FAINT : A_PLAIN;
      const base = seen === 1 ? WIDTH.faint : drawn.lineage[line] ? WIDTH.strong : WIDTH.plain;
      for (let part = 0; part < 4; part += 1) lines[at + part] = drawn.lines[4 * line + part] ?? 0;
      lines[at + 4] = this.lineInks[ink * ALPHAS.length + alpha] ?? 0;
      lines[at + 5] = (reach === 2 ? WIDTH.strong : base) * (drawn.many[line] ?? 1) + (drawn.above[line] ?? 0);
    }
  }

  /** Writes the dots in sight, the lit ones last. */
  private fillDots(look: Look): void {
    const { drawn, sight, dots } = this;
    let next = 0;
    for (const wanted of [1, 2]) {
      for (let dot = 0; dot < sight.length; dot += 1) {
        if (sight[dot] !== wanted) continue;
        const { x, y, node } = drawn.drawing.dots[dot] ?? { x: 0, y: 0, node: undefined };
        const chosen = node !== undefined && node === look.selected;
        const at = next * DOT;
        dots[at] = x;
        dots[at + 1] = y;
        dots[at + 2] = this.dotInks[wanted === 2 ? (drawn.dotInk[dot] ?? 0) : DIM_INK] ?? 0;
        dots[at + 3] = (drawn.radius[dot] ?? 1) * (chosen ? 1.4 : 1);
        next += 1;
      }
    }
    this.dotCount = next;
  }

  private readInks(): void {
    const paper = rgb(colour("--paper"));
    [this.ink, this.paper] = [colour("--ink"), colour("--paper")];
    LINE_INKS.forEach((name, ink) => {
      this.inkText[ink] = colour(name);
      const own = rgb(colour(name));
      // Mixed with the paper rather than let through: where many cross, what shines through would add up.
      ALPHAS.forEach((alpha, at) => (this.lineInks[ink * ALPHAS.length + at] = packed(own.map((value, i) => value * alpha + (paper[i] ?? 0) * (1 - alpha)))));
    });
    DOT_INKS.forEach((name, ink) => (this.dotInks[ink] = packed(rgb(colour(name)))));
  }

  private draw(): void {
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.painter.draw(this.camera.view, this.grow(), this.drawn.drawing.lines.length > MANY);
    this.drawNames();
  }

  /** Heads of the arrows of descent, and names beside their dots with a rim of paper. */
  private drawNames(): void {
    const context = this.names.getContext("2d");
    if (!context) return;
    const { clientWidth: width, clientHeight: height } = this.container;
    const ratio = this.names.width / Math.max(1, width);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    context.clearRect(0, 0, width, height);
    const { look, drawn, sight } = this;
    if (!look) return;
    this.drawHeads(context);
    context.font = `500 13px ${FONT}`;
    context.lineJoin = "round";
    context.strokeStyle = this.paper;
    context.lineWidth = 3.5;
    context.fillStyle = this.ink;
    const picky = look.selected !== undefined || look.found !== undefined || look.legacy;
    const taken: [number, number, number, number][] = [];
    const grow = this.grow();
    let tried = 0;
    const name = (index: number) => {
      const dot = drawn.drawing.dots[index];
      if (!dot) return;
      tried += 1;
      const [x, y] = this.camera.place(dot.x, dot.y);
      if (x < 0 || y < 0 || x > width || y > height) return;
      const text = look.label(dot);
      let wide = this.widths.get(text);
      if (wide === undefined) {
        wide = context.measureText(text).width;
        this.widths.set(text, wide);
      }
      const left = x + (drawn.radius[index] ?? 0) * grow + 3;
      const box: [number, number, number, number] = [left - 2, y - 9, left + wide + 4, y + 9];
      if (taken.some((other) => box[0] < other[2] && other[0] < box[2] && box[1] < other[3] && other[1] < box[3])) return;
      taken.push(box);
      context.strokeText(text, left, y + 4.5);
      context.fillText(text, left, y + 4.5);
    };
    if (this.hovered !== undefined) name(this.hovered);
    for (const wanted of picky ? [2] : [2, 1]) {
      for (const index of drawn.order) {
        if (tried >= TRIED || taken.length >= NAMED) return;
        if (sight[index] === wanted) name(index);
      }
    }
  }

  private drawHeads(context: CanvasRenderingContext2D): void {
    const { drawn, rank } = this;
    const grow = this.grow();
    for (let line = 0; line < rank.length; line += 1) {
      const stands = (rank[line] ?? 0) - 1;
      if (stands < PLAIN || !drawn.lineage[line]) continue;
      const [ax, ay] = this.camera.place(drawn.lines[4 * line] ?? 0, drawn.lines[4 * line + 1] ?? 0);
      const [bx, by] = this.camera.place(drawn.lines[4 * line + 2] ?? 0, drawn.lines[4 * line + 3] ?? 0);
      const length = Math.hypot(bx - ax, by - ay);
      const stop = (drawn.radius[drawn.ends[2 * line + 1] ?? 0] ?? 0) * grow;
      if (length < stop + 12) continue;
      const [dx, dy] = [(bx - ax) / length, (by - ay) / length];
      const [x, y] = [bx - dx * stop, by - dy * stop];
      context.fillStyle = this.inkText[stands === SURVIVES ? LEGACY_INK : (drawn.ink[line] ?? 0)] ?? this.ink;
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x - dx * 11 - dy * 5, y - dy * 11 + dx * 5);
      context.lineTo(x - dx * 11 + dy * 5, y - dy * 11 - dx * 5);
      context.fill();
    }
  }
}

/** Whether the card of this browser is emulated, and whether it has one; asked once. */
let card: "real" | "emulated" | "none" | undefined;

/** The painter for so many lines: the one at hand if it fits. */
function painterFor(lines: number, now?: Painter): Painter {
  if (card === undefined) {
    try {
      const asked = new CardPainter();
      card = asked.emulated ? "emulated" : "real";
      asked.close();
    } catch {
      card = "none";
    }
  }
  const pixels = card === "none" || (card === "emulated" && lines > MANY);
  if (now && now instanceof PixelPainter === pixels) return now;
  return pixels ? new PixelPainter() : new CardPainter();
}

function rgb(hex: string): [number, number, number] {
  const value = Number.parseInt(hex.slice(1, 7), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

const BYTES = new Uint8Array(4);
const FLOAT = new Float32Array(BYTES.buffer);

/** Four bytes of colour as the number a buffer of floats holds. */
function packed(channels: readonly number[]): number {
  // A last byte of 254 keeps the number from being read as "not a number", which a copy may change.
  BYTES.set([...channels.map((value) => Math.round(value)), 254]);
  return FLOAT[0] ?? 0;
}

/** A colour of the style sheet (`#rrggbb`) with some of it let through. */
export function withAlpha(hex: string, alpha: number): string {
  const [red, green, blue] = rgb(hex);
  return `rgba(${red},${green},${blue},${alpha})`;
}
