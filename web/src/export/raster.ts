import { svgText } from "./figure";

/**
 * An SVG as a PNG, twice its size so that it prints. Shapes are drawn by the browser as a picture;
 * texts are written over them, because a picture drawn by itself has none of the fonts of the page.
 */
export async function png(figure: SVGSVGElement, scale = 2): Promise<Blob> {
  const shapes = figure.cloneNode(true) as SVGSVGElement;
  shapes.querySelectorAll("text").forEach((element) => element.remove());
  const url = URL.createObjectURL(new Blob([svgText(shapes)], { type: "image/svg+xml" }));
  // Texts are measured where they are laid out: on the page, out of sight.
  const laid = figure.cloneNode(true) as SVGSVGElement;
  laid.style.position = "fixed";
  laid.style.left = "-100000px";
  laid.setAttribute("aria-hidden", "true");
  document.body.append(laid);
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(Number(figure.getAttribute("width")) * scale);
    canvas.height = Math.round(Number(figure.getAttribute("height")) * scale);
    const context = canvas.getContext("2d");
    if (!context) throw new Error("no canvas");
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    await fontsOf(laid);
    for (const element of laid.querySelectorAll("text")) write(context, laid, element, scale);
    return await new Promise<Blob>((done, failed) => canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("no picture"))), "image/png"));
  } finally {
    laid.remove();
    URL.revokeObjectURL(url);
  }
}

function fontOf(element: Element): string {
  const style = getComputedStyle(element);
  return `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
}

/** Waits for the fonts of all texts; Chinese comes in many small files. */
async function fontsOf(svg: SVGSVGElement): Promise<void> {
  const texts = new Map<string, string>();
  for (const element of svg.querySelectorAll("text, tspan")) {
    const font = fontOf(element);
    texts.set(font, (texts.get(font) ?? "") + (element.textContent ?? ""));
  }
  await Promise.all([...texts].map(([font, text]) => document.fonts.load(font, text)));
}

/** Writes a text, piece by piece, where the browser has laid it out. */
function write(context: CanvasRenderingContext2D, svg: SVGSVGElement, text: SVGTextElement, scale: number): void {
  const [own, whole] = [text.getScreenCTM(), svg.getScreenCTM()];
  if (!own || !whole || getComputedStyle(text).visibility === "hidden" || text.getNumberOfChars() === 0) return;
  const { x, y } = svg.viewBox.baseVal;
  const matrix = new DOMMatrix([scale, 0, 0, scale, -x * scale, -y * scale]).multiply(whole.inverse().multiply(own));
  context.save();
  const clip = text.closest("[clip-path]")?.getAttribute("clip-path")?.match(/#([^)"']+)/)?.[1];
  const window = clip === undefined ? null : svg.querySelector<SVGGraphicsElement>(`#${clip} > rect`);
  if (window) {
    const at = ["x", "y", "width", "height"].map((name) => Number(window.getAttribute(name) ?? 0) * scale);
    context.beginPath();
    context.rect(at[0] ?? 0, at[1] ?? 0, at[2] ?? 0, at[3] ?? 0);
    context.clip();
  }
  context.setTransform(matrix);
  context.lineJoin = "round";
  const nodes = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let index = 0;
  for (let node = nodes.nextNode(); node; node = nodes.nextNode()) {
    const [data, around] = [node.textContent ?? "", node.parentElement];
    if (data === "" || !around || index >= text.getNumberOfChars()) continue;
    const style = getComputedStyle(around);
    const start = text.getStartPositionOfChar(index);
    context.font = fontOf(around);
    const opacity = opacityOf(around, svg);
    if (style.stroke !== "none" && parseFloat(style.strokeWidth) > 0) {
      context.globalAlpha = opacity * Number(style.strokeOpacity);
      context.strokeStyle = style.stroke;
      context.lineWidth = parseFloat(style.strokeWidth);
      context.strokeText(data, start.x, start.y);
    }
    if (style.fill !== "none") {
      context.globalAlpha = opacity * Number(style.fillOpacity);
      context.fillStyle = style.fill;
      context.fillText(data, start.x, start.y);
    }
    index += data.length;
  }
  context.restore();
}

/** The opacity of an element, with that of all around it. */
function opacityOf(element: Element, svg: SVGSVGElement): number {
  let out = 1;
  for (let at: Element | null = element; at && at !== svg; at = at.parentElement) out *= Number(getComputedStyle(at).opacity);
  return out;
}
