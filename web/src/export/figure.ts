import { say } from "../language";
import type { Head, Sources } from "../page.gen";
import { load } from "../data";

/** What stands under an exported figure. */
export async function caption(title: string): Promise<string[]> {
  const [head, { sources }] = await Promise.all([load<Head>("data/head.json"), load<Sources>("data/sources.json")]);
  const cited = sources.filter(({ statements }) => statements > 0).length;
  const parts = [`${cited} sources cited`, head.licence, `study ${head.digest.slice(0, 12)}`, `milieu ${head.version}`];
  return [`${title} — ${say(head.title)}`, parts.filter(Boolean).join(" · ")];
}

/** Style properties that decide how an SVG looks. */
const STYLES = [
  "fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
  "opacity", "font-family", "font-size", "font-weight", "text-anchor", "paint-order", "visibility", "display",
] as const;

const SPACE = "http://www.w3.org/2000/svg";
const LINE = 16;

/**
 * A figure of the page as a file of its own: styles written into it, on paper, with the caption
 * under it. What only serves the pointer (`.hit`, `.reach`) is left out.
 */
export function standalone(figure: SVGSVGElement, lines: readonly string[]): SVGSVGElement {
  const copy = figure.cloneNode(true) as SVGSVGElement;
  const originals = [figure, ...figure.querySelectorAll<SVGElement>("*")];
  [copy, ...copy.querySelectorAll<SVGElement>("*")].forEach((element, index) => {
    const original = originals[index];
    if (!original) return;
    const style = getComputedStyle(original);
    // A picture made for export is not on the page and brings its own attributes.
    for (const name of STYLES) {
      // As attributes, one by one: the content policy allows no style attribute.
      const value = style.getPropertyValue(name);
      if (value) element.setAttribute(name, value);
    }
    element.removeAttribute("style");
  });
  copy.querySelectorAll(".hit, .reach").forEach((element) => element.remove());
  const { x, y, width, height } = figure.viewBox.baseVal;
  const tall = height + LINE * lines.length + 14;
  const paper = getComputedStyle(document.body).backgroundColor;
  const page = getComputedStyle(document.documentElement);
  copy.setAttribute("viewBox", `${x} ${y} ${width} ${tall}`);
  copy.setAttribute("width", String(width));
  copy.setAttribute("height", String(tall));
  copy.setAttribute("xmlns", SPACE);
  const sheet = document.createElementNS(SPACE, "rect");
  const ground = paper === "rgba(0, 0, 0, 0)" ? page.backgroundColor : paper;
  for (const [name, value] of Object.entries({ x, y, width, height: tall, fill: ground })) sheet.setAttribute(name, String(value));
  copy.prepend(sheet);
  lines.forEach((line, index) => {
    const text = document.createElementNS(SPACE, "text");
    const place = { x: x + 6, y: y + height + LINE * (index + 1), "font-size": index === 0 ? 12 : 10, fill: page.color, "font-family": page.fontFamily };
    for (const [name, value] of Object.entries(place)) text.setAttribute(name, String(value));
    // A line longer than the figure is drawn together rather than cut off.
    if (line.length * 5.6 > width) {
      text.setAttribute("textLength", String(width - 12));
      text.setAttribute("lengthAdjust", "spacingAndGlyphs");
    }
    text.textContent = line;
    copy.append(text);
  });
  return copy;
}

/** The text of an SVG file. */
export function svgText(figure: SVGSVGElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(figure)}\n`;
}

/** A PNG of an SVG, twice its size so that it prints. */
export async function png(figure: SVGSVGElement, scale = 2): Promise<Blob> {
  const url = URL.createObjectURL(new Blob([svgText(figure)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(Number(figure.getAttribute("width")) * scale);
    canvas.height = Math.round(Number(figure.getAttribute("height")) * scale);
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise<Blob>((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/png"));
  } finally {
    URL.revokeObjectURL(url);
  }
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
  link.click();
  // The browser still reads it for a moment.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
