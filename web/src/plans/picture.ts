/** One line of a picture of targets. */
export interface Line {
  label: string;
  depth: number;
  /** The numbers, in words, at the right. */
  text: string;
  range: readonly [number, number] | null;
  base?: number | undefined;
  seen: readonly number[];
  /** Hollow dots: seen in another year. */
  other?: readonly number[];
  /** A scale of its own, else that of the picture. */
  scale?: readonly [number, number] | undefined;
}

const SPACE = "http://www.w3.org/2000/svg";
const WIDTH = 960;
const ROW = 22;
const LABEL = 300;
const TRACK = 360;

/** The lines as an SVG of its own, for files: what the page draws with boxes, in the colours of the page. */
export function picture(lines: readonly Line[], scale: readonly [number, number] | undefined, shade?: readonly [number, number] | null): SVGSVGElement {
  const style = getComputedStyle(document.documentElement);
  const ink = (name: string) => style.getPropertyValue(name).trim();
  const svg = make("svg", { viewBox: `0 0 ${WIDTH} ${lines.length * ROW + 12}`, "font-family": style.fontFamily, "font-size": 12 }) as SVGSVGElement;
  lines.forEach((line, index) => {
    const y = index * ROW + 17;
    const own = line.scale ?? scale;
    const x = (value: number) => (own ? LABEL + ((value - own[0]) / (own[1] - own[0] || 1)) * TRACK : LABEL);
    svg.append(make("text", { x: 6 + line.depth * 14, y: y + 4, fill: ink("--ink") }, line.label));
    svg.append(make("text", { x: WIDTH - 6, y: y + 4, "text-anchor": "end", fill: ink("--ink") }, line.text));
    if (!own) return;
    if (shade) svg.append(make("rect", { x: x(shade[0]), y: y - 9, width: Math.max(1, x(shade[1]) - x(shade[0])), height: 18, fill: ink("--line") }));
    svg.append(make("line", { x1: LABEL, x2: LABEL + TRACK, y1: y, y2: y, stroke: ink("--line"), "stroke-width": 1 }));
    if (line.range) {
      const wide = Math.max(3, x(line.range[1]) - x(line.range[0]));
      svg.append(make("rect", { x: x(line.range[0]) - (wide === 3 ? 1.5 : 0), y: y - (wide === 3 ? 8 : 5), width: wide, height: wide === 3 ? 16 : 10, fill: ink("--kind-1") }));
    }
    if (line.base !== undefined) svg.append(make("circle", { cx: x(line.base), cy: y, r: 5, fill: ink("--paper"), stroke: ink("--ink"), "stroke-width": 2 }));
    for (const value of line.other ?? []) svg.append(make("circle", { cx: x(value), cy: y, r: 4, fill: ink("--paper"), stroke: ink("--ink-quiet"), "stroke-width": 2 }));
    for (const value of line.seen) svg.append(make("circle", { cx: x(value), cy: y, r: 4.5, fill: ink("--ink") }));
  });
  return svg;
}

function make(name: string, attributes: Record<string, string | number>, text?: string): SVGElement {
  const element = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}
