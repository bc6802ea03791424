import type { FeatureCollection, MultiPolygon, Polygon } from "geojson";

import type { View } from "../atlas/map";
import { mercator, ring } from "../cluster";
import { load } from "../data";
import { type Box, type Land, landPath, loadLand, polygons } from "../land";
import { colour } from "../theme";
import { addLegend, FONT, type Key } from "./legend";
import { type Pen, SvgPen } from "./pen";
import { svgElement } from "./svg";

/** What is under and around the marks of a map. */
export interface Sheet {
  width: number;
  height: number;
  view: View;
  /** Files of the study's own areas. */
  areas?: readonly string[];
  /** The circle within which a place lies. */
  circle?: { lon: number; lat: number; radius_m?: number } | undefined;
  /** The moment shown, in the corner of the map. */
  moment: string;
  legend: readonly Key[];
}

/** Pixels of the world at zoom 0. */
const WORLD = 512;
/** From this zoom on the coarse shores look coarse. */
const FINE_FROM = 5.5;

/** Where a point of the earth stands on a sheet; of the copies of the world, the one nearest to the centre. */
export type Project = (lon: number, lat: number) => { x: number; y: number };

/** A map as one SVG: land, areas, then what `paint` draws with the painter of the page, then the legend. */
export async function mapPicture(sheet: Sheet, paint: (pen: Pen, project: Project) => void): Promise<SVGSVGElement> {
  const { width, height, view } = sheet;
  const scale = WORLD * 2 ** view.zoom;
  const [cx, cy] = mercator(view.lon, view.lat);
  const box: Box = [cx - width / 2 / scale, cy - height / 2 / scale, cx + width / 2 / scale, cy + height / 2 / scale];
  const svg = svgElement("svg", { viewBox: `0 0 ${width} ${height}` }) as SVGSVGElement;
  const clip = svgElement("clipPath", { id: "sheet" });
  clip.append(svgElement("rect", { width, height }));
  const map = svgElement("g", { "clip-path": "url(#sheet)" });
  svg.append(clip, map);
  map.append(svgElement("rect", { width, height, fill: colour("--sea") }));
  const path = (land: Land) => landPath(land, box, width);
  map.append(svgElement("path", { d: path(await loadLand(view.zoom < FINE_FROM ? "coarse" : "fine")), fill: colour("--land"), stroke: colour("--shore"), "stroke-width": 0.6 }));
  for (const file of sheet.areas ?? []) {
    map.append(svgElement("path", { d: path(await area(file)), fill: colour("--area"), "fill-opacity": 0.08, stroke: colour("--area"), "stroke-opacity": 0.5 }));
  }
  if (sheet.circle?.radius_m) {
    const around = [[ring(sheet.circle.lon, sheet.circle.lat, sheet.circle.radius_m)]] as Land;
    map.append(svgElement("path", { d: path(around), fill: colour("--accent"), "fill-opacity": 0.15, stroke: colour("--accent"), "stroke-width": 1.5, "stroke-dasharray": "4 3" }));
  }
  paint(new SvgPen(svg, map), (lon, lat) => {
    const [x, y] = mercator(lon + 360 * Math.round((view.lon - lon) / 360), lat);
    return { x: (x - box[0]) * scale, y: (y - box[1]) * scale };
  });
  if (sheet.moment !== "") map.append(svgElement("text", { x: 12, y: 24, "font-size": 17, "font-weight": 600, "font-family": FONT, fill: colour("--ink"), stroke: colour("--paper"), "stroke-width": 4, "paint-order": "stroke" }, sheet.moment));
  addLegend(svg, sheet.legend);
  return svg;
}

async function area(file: string): Promise<Land> {
  const collection = await load<FeatureCollection>(file);
  const shapes = (collection.features ?? []).filter(({ geometry }) => geometry?.type === "Polygon" || geometry?.type === "MultiPolygon");
  return shapes.flatMap(({ geometry }) => polygons(geometry as Polygon | MultiPolygon));
}
