import { svgElement, textWidth } from "./svg";

/** Style properties that decide how an SVG looks, and that elements take over from the one around them. */
const INHERITED = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
  "font-family", "font-size", "font-weight", "text-anchor", "dominant-baseline", "paint-order", "visibility",
] as const;

const SPACE = "http://www.w3.org/2000/svg";
const LINE = 16;
const MARGIN = 8;
/** A narrower figure stands on a sheet of this width: its caption needs the room. */
const LEAST = 460;

/** A copy of an SVG of the page with its styles written into it. What only serves the pointer is left out. */
export function dressed(figure: SVGSVGElement): SVGSVGElement {
  const copy = figure.cloneNode(true) as SVGSVGElement;
  if (!figure.isConnected) return copy;
  const originals = [figure, ...figure.querySelectorAll<SVGElement>("*")];
  [copy, ...copy.querySelectorAll<SVGElement>("*")].forEach((element, index) => {
    const original = originals[index];
    if (!original) return;
    const style = getComputedStyle(original);
    const around = index > 0 && original.parentElement ? getComputedStyle(original.parentElement) : undefined;
    // As attributes, one by one: the content policy allows no style attribute.
    for (const name of INHERITED) {
      const value = style.getPropertyValue(name);
      if (value !== around?.getPropertyValue(name)) element.setAttribute(name, value);
    }
    if (style.opacity !== "1") element.setAttribute("opacity", style.opacity);
    if (style.display === "none") element.setAttribute("display", "none");
    for (const name of ["style", "class", "tabindex", "role", "aria-label"]) element.removeAttribute(name);
  });
  [copy, ...copy.querySelectorAll("*")].forEach((element, index) => {
    if (originals[index]?.matches(".hit, .reach")) element.remove();
  });
  return copy;
}

/** A figure as a file of its own, on paper, with the caption under it. */
export function standalone(figure: SVGSVGElement, lines: readonly string[]): SVGSVGElement {
  const copy = dressed(figure);
  const { x: left, y, width, height } = figure.viewBox.baseVal;
  const page = getComputedStyle(document.documentElement);
  const body = getComputedStyle(document.body);
  const wide = Math.max(width, LEAST);
  // A narrow figure stands in the middle.
  const x = left - (wide - width) / 2;
  const font = (size: number) => `${size}px ${body.fontFamily}`;
  const set = lines.flatMap((line, index) => wrapped(line, wide - 2 * MARGIN, font(index === 0 ? 12.5 : 10.5)).map((text) => ({ text, first: index === 0 })));
  const tall = height + LINE * set.length + 16;
  const paper = body.backgroundColor === "rgba(0, 0, 0, 0)" ? page.backgroundColor : body.backgroundColor;
  copy.setAttribute("viewBox", `${x} ${y} ${wide} ${tall}`);
  copy.setAttribute("width", String(wide));
  copy.setAttribute("height", String(tall));
  copy.setAttribute("xmlns", SPACE);
  copy.prepend(svgElement("rect", { x, y, width: wide, height: tall, fill: paper }));
  set.forEach(({ text, first }, index) => {
    const place = { x: x + MARGIN, y: y + height + LINE * (index + 1) + 2, "text-anchor": "start" };
    copy.append(svgElement("text", { ...place, "font-size": first ? 12.5 : 10.5, "font-weight": first ? 600 : 400, fill: body.color, "font-family": body.fontFamily }, text));
  });
  return copy;
}

/** A text in lines no wider than `width` pixels; Chinese breaks between any two characters. */
function wrapped(text: string, width: number, font: string): string[] {
  const out = [""];
  for (const part of text.split(/(?<=\s)|(?<=\p{sc=Han}|[，。；：、）])(?![，。；：、）])/u)) {
    const last = out.length - 1;
    if (out[last] !== "" && textWidth(out[last] + part.trimEnd(), font) > width) out.push(part);
    else out[last] += part;
  }
  return out.map((line) => line.trimEnd());
}

/** The text of an SVG file. */
export function svgText(figure: SVGSVGElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(figure)}\n`;
}

/** A file name from a title: letters and digits of any script, the rest as hyphens. */
export function fileName(title: string, extension: string): string {
  const name = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-+|-+$/g, "");
  return `${name.slice(0, 80) || "figure"}.${extension}`;
}

/** Hands a file to the reader. */
export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  // Some browsers follow only links that are on the page.
  document.body.append(link);
  link.click();
  link.remove();
  // The browser still reads it for a moment.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
