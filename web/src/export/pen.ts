import { svgElement, textWidth } from "./svg";

/** What the painters of the maps need of a canvas. */
export type Pen = Pick<
  CanvasRenderingContext2D,
  | "globalAlpha" | "fillStyle" | "strokeStyle" | "lineWidth" | "lineJoin" | "font" | "textAlign" | "textBaseline"
  | "beginPath" | "moveTo" | "lineTo" | "quadraticCurveTo" | "arc" | "rect" | "closePath" | "fill" | "stroke" | "fillRect" | "strokeRect" | "clearRect"
  | "fillText" | "strokeText" | "measureText" | "setLineDash" | "save" | "restore" | "clip"
>;

/** A pen that writes SVG elements: an exported map is drawn by the painter of the map on the page. */
export class SvgPen implements Pen {
  globalAlpha = 1;
  fillStyle: string | CanvasGradient | CanvasPattern = "#000";
  strokeStyle: string | CanvasGradient | CanvasPattern = "#000";
  lineWidth = 1;
  lineJoin: CanvasLineJoin = "miter";
  font = "10px sans-serif";
  textAlign: CanvasTextAlign = "start";
  textBaseline: CanvasTextBaseline = "alphabetic";
  private path = "";
  private dash: number[] = [];
  /** Where elements go; the last is the innermost clipped group. */
  private readonly into: Element[];

  constructor(
    private readonly svg: SVGSVGElement,
    root: Element = svg,
  ) {
    this.into = [root];
  }

  beginPath(): void {
    this.path = "";
  }

  moveTo(x: number, y: number): void {
    this.path += `M${tenth(x)},${tenth(y)}`;
  }

  lineTo(x: number, y: number): void {
    this.path += `${this.path === "" ? "M" : "L"}${tenth(x)},${tenth(y)}`;
  }

  quadraticCurveTo(cx: number, cy: number, x: number, y: number): void {
    this.path += `Q${tenth(cx)},${tenth(cy)} ${tenth(x)},${tenth(y)}`;
  }

  rect(x: number, y: number, width: number, height: number): void {
    this.path += `M${tenth(x)},${tenth(y)}h${tenth(width)}v${tenth(height)}h${tenth(-width)}Z`;
  }

  /** Clockwise arcs; a whole turn is drawn as two halves, which one SVG arc cannot say. */
  arc(x: number, y: number, radius: number, from: number, to: number): void {
    const at = (angle: number) => `${tenth(x + radius * Math.cos(angle))},${tenth(y + radius * Math.sin(angle))}`;
    const half = (angle: number, large: number) => `A${tenth(radius)},${tenth(radius)} 0 ${large} 1 ${at(angle)}`;
    this.path += `${this.path === "" ? "M" : "L"}${at(from)}`;
    if (to - from >= 2 * Math.PI - 1e-9) this.path += half(from + Math.PI, 0) + half(to, 0);
    else this.path += half(to, to - from > Math.PI ? 1 : 0);
  }

  closePath(): void {
    this.path += "Z";
  }

  setLineDash(dash: Iterable<number>): void {
    this.dash = [...dash];
  }

  fill(): void {
    this.put("path", { d: this.path, ...this.filled() });
  }

  stroke(): void {
    this.put("path", { d: this.path, ...this.stroked() });
  }

  fillRect(x: number, y: number, width: number, height: number): void {
    this.put("rect", { x: tenth(x), y: tenth(y), width: tenth(width), height: tenth(height), ...this.filled() });
  }

  strokeRect(x: number, y: number, width: number, height: number): void {
    this.put("rect", { x: tenth(x), y: tenth(y), width: tenth(width), height: tenth(height), ...this.stroked() });
  }

  /** A picture starts on clean paper. */
  clearRect(): void {}

  fillText(text: string, x: number, y: number): void {
    this.put("text", { ...this.written(x, y), ...this.filled() }, text);
  }

  strokeText(text: string, x: number, y: number): void {
    this.put("text", { ...this.written(x, y), ...this.stroked() }, text);
  }

  measureText(text: string): TextMetrics {
    return { width: textWidth(text, this.font) } as TextMetrics;
  }

  save(): void {
    this.into.push(this.group());
  }

  restore(): void {
    if (this.into.length > 1) this.into.pop();
  }

  /** Clips what follows to the path, until the state is restored. */
  clip(): void {
    const id = `clip-${this.svg.querySelectorAll("clipPath").length}`;
    const clip = svgElement("clipPath", { id });
    clip.append(svgElement("path", { d: this.path }));
    this.svg.append(clip);
    const clipped = this.group();
    clipped.setAttribute("clip-path", `url(#${id})`);
    this.into[this.into.length - 1] = clipped;
  }

  /** A group in what is drawn into now. */
  private group(): Element {
    const group = svgElement("g", {});
    this.into.at(-1)?.append(group);
    return group;
  }

  private put(name: string, attributes: Record<string, string | number>, text?: string): void {
    this.into.at(-1)?.append(svgElement(name, attributes, text));
  }

  private filled(): Record<string, string | number> {
    return { fill: String(this.fillStyle), ...(this.globalAlpha < 1 ? { "fill-opacity": tenth(this.globalAlpha, 3) } : {}) };
  }

  private stroked(): Record<string, string | number> {
    return {
      fill: "none",
      stroke: String(this.strokeStyle),
      "stroke-width": this.lineWidth,
      ...(this.globalAlpha < 1 ? { "stroke-opacity": tenth(this.globalAlpha, 3) } : {}),
      ...(this.dash.length > 0 ? { "stroke-dasharray": this.dash.join(" ") } : {}),
      ...(this.lineJoin === "round" ? { "stroke-linejoin": "round" } : {}),
    };
  }

  /** Font, anchor and baseline; lines are set on their baseline, as every program that reads SVG can. */
  private written(x: number, y: number): Record<string, string | number> {
    const [, weight = "400", size = "10", family = "sans-serif"] = /^(?:(\d+) )?([\d.]+)px (.+)$/.exec(this.font) ?? [];
    const down = { top: 0.8, middle: 0.35 }[this.textBaseline as string] ?? 0;
    const anchor = this.textAlign === "center" ? "middle" : this.textAlign === "end" || this.textAlign === "right" ? "end" : "start";
    return { x: tenth(x), y: tenth(y + down * Number(size)), "font-size": size, "font-weight": weight, "font-family": family.replaceAll('"', "'"), "text-anchor": anchor };
  }
}

function tenth(value: number, digits = 1): number {
  return Number(value.toFixed(digits));
}
