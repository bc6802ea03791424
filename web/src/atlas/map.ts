import "maplibre-gl/dist/maplibre-gl.css";

import type { Feature, FeatureCollection } from "geojson";
import { type GeoJSONSource, Map as BaseMap, NavigationControl, setWorkerUrl } from "maplibre-gl";
import workerFile from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";

import { ring } from "../cluster";
import { greatest, type Spot } from "../extent";
import { loadLand } from "../land";
import { colour } from "../theme";

setWorkerUrl(workerFile);

/** Centre and zoom of the map. */
export interface View {
  lon: number;
  lat: number;
  zoom: number;
}

const EMPTY: FeatureCollection = { type: "FeatureCollection", features: [] };
/** Beyond this the base map has nothing more to show. */
const MAX_ZOOM = 15;
/** From this zoom on the coarse shores look coarse. */
const FINE_FROM = 5.5;

/** Opens the base map: land, the study's own areas, a circle of uncertainty. Places are drawn over it. */
export function openMap(container: HTMLElement, view: View, areas: readonly string[]): BaseMap {
  const map = new BaseMap({
    container,
    center: [view.lon, view.lat],
    zoom: view.zoom,
    minZoom: 0.5,
    maxZoom: MAX_ZOOM,
    attributionControl: false,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    renderWorldCopies: true,
    fadeDuration: 0,
    style: {
      version: 8,
      sources: {
        land: { type: "geojson", data: EMPTY, tolerance: 0.2 },
        uncertainty: { type: "geojson", data: EMPTY },
        ...Object.fromEntries(areas.map((file, index) => [`area-${index}`, { type: "geojson" as const, data: new URL(file, document.baseURI).href }])),
      },
      layers: [
        { id: "sea", type: "background" },
        { id: "land", type: "fill", source: "land" },
        { id: "shore", type: "line", source: "land", paint: { "line-width": 0.6 } },
        ...areas.flatMap((_, index) => [
          { id: `area-${index}`, type: "fill" as const, source: `area-${index}`, filter: ["==", ["geometry-type"], "Polygon"] as never, paint: { "fill-opacity": 0.08 } },
          { id: `area-line-${index}`, type: "line" as const, source: `area-${index}`, paint: { "line-width": 1, "line-opacity": 0.5 } },
        ]),
        { id: "uncertainty", type: "fill", source: "uncertainty", paint: { "fill-opacity": 0.15 } },
        { id: "uncertainty-line", type: "line", source: "uncertainty", paint: { "line-width": 1.5, "line-dasharray": [2, 2] } },
      ],
    },
  });
  map.touchZoomRotate.disableRotation();
  map.keyboard.disableRotation();
  map.addControl(new NavigationControl({ showCompass: false }), "top-right");
  map.once("style.load", () => {
    dress(map);
    showLand(map, "coarse");
    const come = () => {
      if (map.getZoom() < FINE_FROM) return;
      map.off("zoomend", come);
      showLand(map, "fine");
    };
    map.on("zoomend", come);
    // The coarse land is there at once; the fine one takes its place when it is drawn.
    map.once("idle", come);
  });
  return map;
}

function showLand(map: BaseMap, detail: "coarse" | "fine"): void {
  loadLand(detail).then(
    (coordinates) => {
      const land: Feature = { type: "Feature", properties: {}, geometry: { type: "MultiPolygon", coordinates } };
      map.getSource<GeoJSONSource>("land")?.setData(land);
    },
    // Without land the places still stand where they are.
    () => undefined,
  );
}

/** Gives the map the colours of the theme. */
export function dress(map: BaseMap): void {
  if (!map.style?._loaded) return;
  map.setPaintProperty("sea", "background-color", colour("--sea"));
  map.setPaintProperty("land", "fill-color", colour("--land"));
  map.setPaintProperty("shore", "line-color", colour("--shore"));
  map.setPaintProperty("uncertainty", "fill-color", colour("--accent"));
  map.setPaintProperty("uncertainty-line", "line-color", colour("--accent"));
  for (const layer of map.getStyle().layers) {
    if (/^area-\d+$/.test(layer.id)) map.setPaintProperty(layer.id, "fill-color", colour("--area"));
    if (layer.id.startsWith("area-line-")) map.setPaintProperty(layer.id, "line-color", colour("--area"));
  }
}

/** Draws the circle within which a place lies, or none. */
export function showUncertainty(map: BaseMap, at: { lon: number; lat: number; radius_m?: number } | undefined): void {
  const source = map.getSource<GeoJSONSource>("uncertainty");
  if (!source) return;
  if (!at?.radius_m) {
    source.setData(EMPTY);
    return;
  }
  source.setData({ type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [ring(at.lon, at.lat, at.radius_m)] } });
}

/** The view that holds all points, on a map of a given size. */
export function fitted(points: readonly Spot[], width: number, height: number): View {
  if (points.length === 0) return { lon: 105, lat: 34, zoom: 3 };
  const [west, east] = [-greatest(points, "lon", -1), greatest(points, "lon")];
  const [south, north] = [-greatest(points, "lat", -1), greatest(points, "lat")];
  const y = (lat: number) => Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
  const across = Math.max((east - west) / 360, 1e-6);
  const up = Math.max(y(north) - y(south), 1e-6);
  // Room for the marks, their labels and the controls.
  const margin = 56;
  const inner = (side: number) => Math.max(side - 2 * margin, side / 3);
  const zoom = Math.min(Math.log2(inner(width) / (512 * across)), Math.log2(inner(height) / (512 * up)), 10);
  const middle = (y(north) + y(south)) / 2;
  const lat = (Math.atan(Math.exp(middle * 2 * Math.PI)) * 360) / Math.PI - 90;
  return { lon: (west + east) / 2, lat, zoom: Math.max(0.5, zoom) };
}
