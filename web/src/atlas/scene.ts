import type { Map as BaseMap } from "maplibre-gl";

import type { Point } from "../cluster";
import type { Key } from "../export/legend";
import { mapPicture } from "../export/map";
import type { Atlas, AtlasPlace, Position, ZoneShown } from "../page.gen";
import { positionAt } from "../time";
import { dress, openMap, showUncertainty, type View } from "./map";
import { type Mark, marksAt, markUnder, type Seen, seenAt } from "./marks";
import { type Drawn, type Inks, inks, paint } from "./paint";
import { paintZones, type ZoneDrawn, type ZoneMark, zoneMarks, zoneUnder } from "./zones";

/** What is to be seen. */
export interface Shot {
  atlas: Atlas;
  places: readonly AtlasPlace[];
  time: number;
  undated: boolean;
  selected: string | undefined;
  /** Zones to draw beside the places; none when the layer is off. */
  zones: readonly ZoneShown[];
  label: (mark: Mark, zoom: number) => string;
}

/** What the reader does on the map. */
export interface Handlers {
  onView: (view: View) => void;
  onHover: (mark: Mark | undefined, x: number, y: number) => void;
  onPick: (mark: Mark | undefined) => void;
  onZones: (mark: ZoneMark | undefined) => void;
}

/** Part of the earth in view: west, south, east, north. */
export type Bounds = readonly [number, number, number, number];

/**
 * The map with the places on a canvas above it. Moving in time repaints only the canvas, so that
 * ten thousand places play smoothly even where the map itself is drawn without a graphics card.
 */
export class Scene {
  private shot: Shot | undefined;
  private seen: Point<Seen>[] = [];
  private marks: Mark[] = [];
  private marksZoom = NaN;
  private drawn: Drawn[] = [];
  private zones: ZoneMark[] = [];
  private zonesDrawn: ZoneDrawn[] = [];
  private hovered: Mark | undefined;
  /** The position whose uncertainty the map shows. */
  private circled: Position | undefined;
  private colours: Inks = inks();
  private frame = 0;
  private readonly map: BaseMap;
  private readonly context: CanvasRenderingContext2D | null;
  private readonly watch: ResizeObserver;

  constructor(
    container: HTMLElement,
    private readonly canvas: HTMLCanvasElement,
    view: View,
    areas: readonly string[],
    private readonly handlers: Handlers,
  ) {
    this.context = canvas.getContext("2d");
    this.map = openMap(container, view, areas);
    this.map.on("render", () => this.draw());
    this.map.on("move", () => this.draw());
    this.map.on("moveend", () => handlers.onView(this.view()));
    this.map.on("mousemove", ({ point }) => this.hover(point.x, point.y));
    this.map.on("mouseout", () => this.hover(-1e4, -1e4));
    this.map.on("click", ({ point }) => {
      const zones = zoneUnder(this.zonesDrawn, point.x, point.y);
      handlers.onZones(zones);
      handlers.onPick(zones ? undefined : markUnder(this.drawn, point.x, point.y, 8));
    });
    this.map.on("idle", () => (canvas.dataset["idle"] = "yes"));
    this.watch = new ResizeObserver(() => this.fitCanvas());
    this.watch.observe(canvas);
    // Labels wait for their fonts: Chinese comes in many small files.
    document.fonts.addEventListener("loadingdone", this.repaint);
  }

  /** Shows another moment, selection or set of places. */
  show(shot: Shot): void {
    const before = this.shot;
    this.shot = shot;
    this.seen = seenAt(shot.places, shot.time, shot.undated);
    this.marksZoom = NaN;
    if (before?.selected !== shot.selected || before?.time !== shot.time) this.circle();
    this.repaint();
  }

  view(): View {
    const { lng, lat } = this.map.getCenter();
    return { lon: lng, lat, zoom: this.map.getZoom() };
  }

  bounds(): Bounds {
    const bounds = this.map.getBounds();
    return [bounds.getWest(), bounds.getSouth(), bounds.getEast(), bounds.getNorth()];
  }

  go(view: View): void {
    this.map.easeTo({ center: [view.lon, view.lat], zoom: view.zoom, duration: 500 });
  }

  /** Takes the colours of the theme anew. */
  redress(): void {
    this.colours = inks();
    dress(this.map);
    this.repaint();
  }

  /** The map as it stands, as a picture to take along. */
  picture(moment: string, legend: readonly Key[]): Promise<SVGSVGElement> | undefined {
    const { shot, marks, zones, colours } = this;
    if (!shot) return undefined;
    const view = this.view();
    const size = { width: this.canvas.clientWidth, height: this.canvas.clientHeight };
    return mapPicture({ ...size, view, areas: shot.atlas.areas, circle: this.circled, moment, legend }, (pen, project) => {
      paint(pen, size, marks, project, colours, { selected: shot.selected, hovered: undefined, label: (mark) => shot.label(mark, view.zoom) });
      paintZones(pen, size, zones, shot.time, project);
    });
  }

  /** The places to be seen now, wherever they stand. */
  places(): Seen[] {
    return this.seen.map(({ item }) => item);
  }

  close(): void {
    cancelAnimationFrame(this.frame);
    document.fonts.removeEventListener("loadingdone", this.repaint);
    this.watch.disconnect();
    this.map.remove();
  }

  private readonly repaint = (): void => {
    if (this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.draw();
    });
  };

  private circle(): void {
    const place = this.shot?.places.find(({ id }) => id === this.shot?.selected);
    const at: Position | undefined = place && positionAt(place.positions, this.shot?.time ?? 0);
    // The map is drawn anew only for another circle, not for every moment.
    if (at === this.circled) return;
    this.circled = at;
    const put = () => showUncertainty(this.map, at);
    if (this.map.getSource("uncertainty")) put();
    else this.map.once("style.load", put);
  }

  private fitCanvas(): void {
    const ratio = devicePixelRatio || 1;
    this.canvas.width = Math.round(this.canvas.clientWidth * ratio);
    this.canvas.height = Math.round(this.canvas.clientHeight * ratio);
    this.draw();
  }

  private draw(): void {
    const { context, shot, map } = this;
    if (!context || !shot) return;
    const zoom = map.getZoom();
    const step = Math.round(zoom * 2);
    if (step !== this.marksZoom) {
      this.marks = marksAt(this.seen, zoom, shot.selected);
      this.zones = zoneMarks(shot.zones, zoom);
      this.marksZoom = step;
    }
    const ratio = devicePixelRatio || 1;
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const centre = map.getCenter().lng;
    const size = { width: this.canvas.clientWidth, height: this.canvas.clientHeight };
    // Of the copies of the world, the one nearest to the centre.
    const project = (lon: number, lat: number) => map.project([lon + 360 * Math.round((centre - lon) / 360), lat]);
    this.drawn = paint(
      context,
      size,
      this.marks,
      project,
      this.colours,
      { selected: shot.selected, hovered: this.hovered, label: (mark) => shot.label(mark, zoom) },
    );
    this.zonesDrawn = paintZones(context, size, this.zones, shot.time, project);
    // For those who cannot see the canvas, and for tests: what it shows.
    this.canvas.dataset["time"] = shot.time.toFixed(3);
    this.canvas.dataset["places"] = String(this.seen.length);
    this.canvas.dataset["marks"] = String(this.marks.length);
    this.canvas.dataset["zones"] = String(this.zonesDrawn.reduce((sum, { mark }) => sum + mark.items.length, 0));
  }

  private hover(x: number, y: number): void {
    const mark = markUnder(this.drawn, x, y, 4);
    this.map.getCanvas().style.cursor = mark || zoneUnder(this.zonesDrawn, x, y) ? "pointer" : "";
    if (mark === this.hovered) return;
    this.hovered = mark;
    this.handlers.onHover(mark, x, y);
    this.repaint();
  }
}
