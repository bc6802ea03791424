const SPACE = "http://www.w3.org/2000/svg";

/** An element of an SVG. */
export function svgElement(name: string, attributes: Readonly<Record<string, string | number | undefined>>, text?: string): SVGElement {
  const element = document.createElementNS(SPACE, name);
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, String(value));
  if (text !== undefined) element.textContent = text;
  return element;
}

let ruler: CanvasRenderingContext2D | null | undefined;

/** How wide a text is, pixels, in a CSS font. */
export function textWidth(text: string, font: string): number {
  ruler ??= document.createElement("canvas").getContext("2d");
  if (!ruler) return text.length * 7;
  ruler.font = font;
  return ruler.measureText(text).width;
}
