import { dressed } from "./figure";
import { svgElement } from "./svg";

/** What serves the reader of the page, not of a picture. */
const LEFT_OUT = ".export, .aside, summary, [hidden], select, input, .visually-hidden";

const MARGIN = 8;

/**
 * A figure that the page draws with boxes (bars, life lines, axes) as an SVG: boxes, borders and
 * lines of text stand where the page has set them. Hatched backgrounds become hatching.
 */
export function pictured(figure: Element): SVGSVGElement {
  const frame = figure.getBoundingClientRect();
  const [wide, tall] = [Math.ceil(frame.width) + 2 * MARGIN, Math.ceil(frame.height) + 2 * MARGIN];
  const svg = svgElement("svg", { viewBox: `${-MARGIN} ${-MARGIN} ${wide} ${tall}` }) as SVGSVGElement;
  draw(figure, svg, frame);
  return svg;
}

function draw(element: Element, svg: SVGSVGElement, frame: DOMRect): void {
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  if (element.matches(LEFT_OUT) || !element.checkVisibility({ visibilityProperty: true })) return;
  const at = { x: box.left - frame.left, y: box.top - frame.top, width: box.width, height: box.height };
  if (element instanceof SVGSVGElement) {
    if (box.width > 0) svg.append(nested(element, at));
    return;
  }
  boxOf(style, at, svg);
  for (const side of ["::before", "::after"] as const) lineOf(getComputedStyle(element, side), at, svg);
  for (const node of element.childNodes) {
    if (node instanceof Element) draw(node, svg, frame);
    else if (node instanceof Text) write(node, style, svg, frame);
  }
}

interface Area {
  x: number;
  y: number;
  width: number;
  height: number;
}

function nested(figure: SVGSVGElement, at: Area): SVGSVGElement {
  const copy = dressed(figure);
  for (const [name, value] of Object.entries(at)) copy.setAttribute(name, value.toFixed(1));
  return copy;
}

/** Background and borders. */
function boxOf(style: CSSStyleDeclaration, { x, y, width, height }: Area, svg: SVGSVGElement): void {
  if (width <= 0 || height <= 0) return;
  const radius = Math.min(parseFloat(style.borderTopLeftRadius) || 0, width / 2, height / 2);
  const rect = (attributes: Record<string, string | number | undefined>) =>
    svg.append(svgElement("rect", { x: x.toFixed(1), y: y.toFixed(1), width: width.toFixed(1), height: height.toFixed(1), ...(radius > 0 ? { rx: radius.toFixed(1) } : {}), ...attributes }));
  const opacity = Number(style.opacity) < 1 ? { opacity: style.opacity } : {};
  if (!clear(style.backgroundColor)) rect({ fill: style.backgroundColor, ...opacity });
  const hatching = firstColour(style.backgroundImage);
  if (hatching) rect({ fill: style.backgroundImage.startsWith("repeating") ? hatch(svg, hatching) : hatching, ...opacity });
  const sides = (["Top", "Right", "Bottom", "Left"] as const).map((side) => ({
    side,
    wide: parseFloat(style[`border${side}Width`]) || 0,
    colour: style[`border${side}Color`],
    dashed: style[`border${side}Style`] !== "solid",
  }));
  const drawn = sides.filter(({ wide, colour, side }) => wide > 0 && !clear(colour) && style[`border${side}Style`] !== "none");
  const [first] = drawn;
  if (!first) return;
  const line = { stroke: first.colour, "stroke-width": first.wide, ...(first.dashed ? { "stroke-dasharray": "3 2.5" } : {}), fill: "none", ...opacity };
  if (drawn.length === 4 && drawn.every(({ wide, colour }) => wide === first.wide && colour === first.colour)) return void rect(line);
  for (const { side, wide, colour, dashed } of drawn) {
    const [x1, x2] = side === "Left" ? [x, x] : side === "Right" ? [x + width, x + width] : [x, x + width];
    const [y1, y2] = side === "Top" ? [y, y] : side === "Bottom" ? [y + height, y + height] : [y, y + height];
    svg.append(svgElement("line", { x1: x1.toFixed(1), x2: x2.toFixed(1), y1: y1.toFixed(1), y2: y2.toFixed(1), stroke: colour, "stroke-width": wide, ...(dashed ? { "stroke-dasharray": "3 2.5" } : {}) }));
  }
}

/** A rule drawn by a pseudo-element: across the middle of its box, as under life lines. */
function lineOf(style: CSSStyleDeclaration, { x, y, width }: Area, svg: SVGSVGElement): void {
  const wide = parseFloat(style.borderTopWidth) || 0;
  if (style.content === "none" || style.position !== "absolute" || wide === 0 || clear(style.borderTopColor)) return;
  const middle = y + (parseFloat(style.top) || 0);
  svg.append(svgElement("line", { x1: x.toFixed(1), x2: (x + width).toFixed(1), y1: middle.toFixed(1), y2: middle.toFixed(1), stroke: style.borderTopColor, "stroke-width": wide }));
}

/** A text node, line by line as the page has broken it. */
function write(node: Text, style: CSSStyleDeclaration, svg: SVGSVGElement, frame: DOMRect): void {
  const size = parseFloat(style.fontSize);
  for (const { text, box } of lines(node)) {
    svg.append(
      svgElement(
        "text",
        {
          x: (box.left - frame.left).toFixed(1),
          // The baseline of a line of text, whose box is its font's ascent and descent.
          y: (box.top - frame.top + box.height / 2 + size * 0.34).toFixed(1),
          "font-size": size,
          "font-weight": style.fontWeight,
          "font-family": style.fontFamily.replaceAll('"', "'"),
          fill: style.color,
        },
        text,
      ),
    );
  }
}

function lines(node: Text): { text: string; box: DOMRect }[] {
  const whole = node.data;
  if (whole.trim() === "") return [];
  const range = document.createRange();
  const out: { text: string; box: DOMRect }[] = [];
  for (const { segment, index } of new Intl.Segmenter(undefined, { granularity: "word" }).segment(whole)) {
    range.setStart(node, index);
    range.setEnd(node, index + segment.length);
    const box = range.getClientRects()[0];
    if (!box || box.width < 0.1) continue;
    const last = out.at(-1);
    if (last && Math.abs(last.box.top - box.top) < box.height / 2) {
      last.text += segment;
      last.box = new DOMRect(last.box.left, last.box.top, box.right - last.box.left, last.box.height);
    } else if (segment.trim() !== "") {
      out.push({ text: segment.trimStart(), box });
    }
  }
  return out.map(({ text, box }) => ({ text: text.replace(/\s+/g, " ").trimEnd(), box })).filter(({ text }) => text !== "");
}

function clear(colour: string): boolean {
  return colour === "transparent" || /^rgba\(.*, 0\)$/.test(colour) || /\/ 0\)$/.test(colour);
}

/** The first colour of a gradient that can be seen. */
function firstColour(image: string): string | undefined {
  const found = image.match(/(?:rgba?|color|oklch|oklab|lab|lch)\([^()]*\)/g) ?? [];
  return image.includes("gradient") ? found.find((colour) => !clear(colour)) : undefined;
}

/** A pattern of slanting lines in a colour; made once for each. */
function hatch(svg: SVGSVGElement, colour: string): string {
  const id = `hatch-${[...colour].reduce((sum, one) => (sum * 31 + one.charCodeAt(0)) % 1e9, 7)}`;
  if (!svg.querySelector(`#${id}`)) {
    const pattern = svgElement("pattern", { id, width: 4.5, height: 4.5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    pattern.append(svgElement("line", { x1: 0, x2: 0, y1: 0, y2: 4.5, stroke: colour, "stroke-width": 3 }));
    svg.prepend(pattern);
  }
  return `url(#${id})`;
}
