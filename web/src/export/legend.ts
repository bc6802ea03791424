import { colour } from "../theme";
import { type Pen, SvgPen } from "./pen";
import { svgElement, textWidth } from "./svg";

/** A sign of the legend with its words. */
export interface Key {
  /** Draws the sign around a point, within nine pixels. */
  sign: (pen: Pen, x: number, y: number) => void;
  text: string;
}

/** The fonts of the page, for pictures made for export. */
export const FONT = "'Source Sans 3 Variable', 'Noto Sans SC Variable', sans-serif";
const ROW = 20;

/** Puts a legend under a picture, which grows by it. */
export function addLegend(svg: SVGSVGElement, keys: readonly Key[]): void {
  const { width, height } = svg.viewBox.baseVal;
  const rows = flowing(keys, width - 16);
  if (rows.length === 0) return;
  const pen = new SvgPen(svg);
  rows.forEach((row, index) => {
    const y = height + 8 + ROW * (index + 0.5);
    for (const { key, x } of row) {
      key.sign(pen, x + 9, y);
      svg.append(svgElement("text", { x: x + 24, y: y + 4, "font-size": 12, "font-family": FONT, fill: colour("--ink") }, key.text));
    }
  });
  svg.setAttribute("viewBox", `0 0 ${width} ${height + rows.length * ROW + 8}`);
}

/** Keys in rows, one after the other as they fit. */
function flowing(keys: readonly Key[], width: number): { key: Key; x: number }[][] {
  const rows: { key: Key; x: number }[][] = [];
  let x = Infinity;
  for (const key of keys) {
    const wide = 24 + textWidth(key.text, `12px ${FONT}`) + 16;
    if (x + wide > width) {
      rows.push([]);
      x = 8;
    }
    rows.at(-1)?.push({ key, x });
    x += wide;
  }
  return rows;
}
