import { effect, signal, useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { Sentence } from "../counted";
import { type AtlasData, useAtlas } from "../data";
import { core } from "../extent";
import { type Asked, asksNothing, matching, readAsked, writeAsked } from "../filter";
import { Filters } from "../filters";
import { ExportButtons } from "../export/buttons";
import { citedByPlaces } from "../export/cited";
import { usePrinted } from "../export/printed";
import { fold } from "../fold";
import { language, say, t } from "../language";
import type { AtlasPlace } from "../page.gen";
import { Waiting } from "../parts";
import { formatRoute, rememberSoon, route } from "../route";
import { useSlow } from "../slow";
import { theme } from "../theme";
import { census, fullest, moment, positionAt, stateAt, yearMonth } from "../time";
import { Card, GroupCard, type Hover, Tip } from "./card";
import { inState, Legend, legendKeys, PlaceCount } from "./legend";
import { PlaceList } from "./list";
import { fitted, type View } from "./map";
import { inseparable, type Mark, sharedTerritory } from "./marks";
import { type Bounds, Scene } from "./scene";
import { Timeline } from "./timeline";
import { useZones, ZoneCard, ZoneSwitch } from "./zonecard";
import type { ZoneMark } from "./zones";

/** Map, timeline and list of places, linked; its whole state stands in the address. */
export function AtlasPage() {
  const { data, error } = useAtlas();
  if (!data) return <Waiting error={error} />;
  return <Linked data={data} />;
}

/** Zoom from which single places are named on the map. */
const NAMES_FROM = 7;

interface Held {
  asked: Asked;
  time: number;
  undated: boolean;
  /** Whether the layer of zones is shown. */
  zones: boolean;
  selected: string | undefined;
  view: View | undefined;
}

/** Reads the state of the atlas from an address; what it does not say is chosen from the data. */
function readHeld({ atlas }: AtlasData, query: URLSearchParams): Held {
  const selected = query.get("sel") ?? undefined;
  const place = atlas.places.find(({ id }) => id === selected);
  const asked = query.get("t");
  const time = asked !== null && Number.isFinite(Number(asked)) ? Number(asked) : place ? aliveAt(place, atlas.years[1]) : (moment.value ?? fullest(atlas.places, atlas.years));
  const [lon, lat] = (query.get("c") ?? "").split(",").map(Number);
  const zoom = Number(query.get("z") ?? NaN);
  const given = lon !== undefined && lat !== undefined && Number.isFinite(lon + lat + zoom) && Math.abs(lat) <= 90;
  const position = place && positionAt(place.positions, time);
  return {
    asked: readAsked(query),
    time: Math.min(atlas.years[1] + 1, Math.max(atlas.years[0], time)),
    undated: query.get("undated") === "yes" || (place !== undefined && place.life.start === null),
    zones: query.get("zones") === "yes",
    selected,
    view: given ? { lon, lat, zoom } : position ? { lon: position.lon, lat: position.lat, zoom: 9 } : undefined,
  };
}

/** A moment at which a place is most certainly alive. */
function aliveAt({ life }: AtlasPlace, otherwise: number): number {
  const from = life.start?.[1] ?? life.end?.[0] ?? life.confirmed ?? otherwise;
  const to = life.end?.[0] ?? life.confirmed ?? from;
  return to > from ? (from + to) / 2 : from;
}

const noHover: Hover = { mark: undefined, x: 0, y: 0 };

function Linked({ data }: { data: AtlasData }) {
  const { atlas, head, keys } = data;
  const query = route.value.query;
  const start = useMemo(() => readHeld(data, query), [query]);
  const [asked, setAsked] = useState(start.asked);
  const [undated, setUndated] = useState(start.undated);
  const [selected, setSelected] = useState(start.selected);
  const [view, setView] = useState<View | undefined>(start.view);
  const [bounds, setBounds] = useState<Bounds | undefined>();
  const [group, setGroup] = useState<readonly string[]>([]);
  const [failed, setFailed] = useState(false);
  const [layer, setLayer] = useState(start.zones);
  const [square, setSquare] = useState<ZoneMark | undefined>(undefined);
  const zones = useZones(layer);
  const time = useSignal(start.time);
  const playing = useSignal(false);
  const speed = useSignal(1);
  const hover = useMemo(() => signal(noHover), []);
  const stage = useRef<HTMLDivElement>(null);
  const container = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const scene = useRef<Scene | undefined>(undefined);
  const found = useMemo(() => matching(atlas, head, asked, keys, fold(asked.text)), [data, asked]);
  const slow = useSlow(time);

  // A link followed while the atlas is open.
  const opened = useRef(start);
  useEffect(() => {
    if (opened.current === start) return;
    opened.current = start;
    setAsked(start.asked);
    setUndated(start.undated);
    setLayer(start.zones);
    setSelected(start.selected);
    time.value = start.time;
    if (start.view) scene.current?.go(start.view);
  }, [start]);

  useEffect(() => {
    if (!container.current || !canvas.current) return undefined;
    const located = atlas.places.flatMap((place) => place.positions[0] ?? []);
    const { clientWidth, clientHeight } = container.current;
    try {
      scene.current = new Scene(container.current, canvas.current, start.view ?? fitted(core(located), clientWidth, clientHeight), atlas.areas, {
        onView: (next) => {
          setView(next);
          setBounds(scene.current?.bounds());
        },
        onHover: (mark, x, y) => (hover.value = { mark, x, y }),
        onPick: (mark) => pickRef.current(mark),
        onZones: setSquare,
      });
      setBounds(scene.current.bounds());
    } catch {
      // No WebGL: the list and the timeline still serve.
      setFailed(true);
    }
    return () => {
      scene.current?.close();
      scene.current = undefined;
    };
  }, [atlas.areas.join("\n")]);

  const pick = (mark: Mark | undefined) => {
    hover.value = noHover;
    setGroup([]);
    if (!mark) return setSelected(undefined);
    const only = mark.items.length === 1 ? mark.items[0] : undefined;
    if (only) return setSelected(only.place.id);
    if (inseparable(mark)) return setGroup(mark.items.map((item) => item.place.id));
    const points = mark.items.map(({ position }) => position);
    const at = fitted(points, container.current?.clientWidth ?? 800, container.current?.clientHeight ?? 600);
    const zoom = Math.min(Math.max(at.zoom, (view?.zoom ?? scene.current?.view().zoom ?? 3) + 1), 15);
    return scene.current?.go({ ...at, zoom });
  };
  const showAll = () => {
    const points = found.flatMap((place) => place.positions[0] ?? []);
    scene.current?.go(fitted(points, container.current?.clientWidth ?? 800, container.current?.clientHeight ?? 600));
  };
  const pickRef = useRef(pick);
  pickRef.current = pick;

  const label = useMemo(() => labeller(data), [data, language.value]);
  // Time passes many times a second: it repaints the map without rendering this component anew.
  useEffect(
    () => effect(() => scene.current?.show({ atlas, places: found, time: time.value, undated, selected, zones: layer ? (zones?.zones ?? []) : [], label })),
    [atlas, found, undated, selected, label, failed, layer, zones],
  );
  useEffect(() => scene.current?.redress(), [theme.value]);
  // The network opens at the moment chosen here, once one was chosen.
  const begun = useRef(start.time);
  useEffect(() => {
    if (slow !== begun.current) moment.value = slow;
    begun.current = NaN;
  }, [slow]);

  useEffect(() => {
    if (playing.value) return undefined;
    return rememberSoon(
      () =>
        formatRoute("atlas", "", {
          ...writeAsked(asked),
          t: time.peek().toFixed(2),
          undated: undated ? "yes" : undefined,
          zones: layer ? "yes" : undefined,
          sel: selected,
          c: view && `${view.lon.toFixed(4)},${view.lat.toFixed(4)}`,
          z: view?.zoom.toFixed(2),
        }),
      250,
    );
  }, [asked, slow, playing.value, undated, layer, selected, view]);

  const picture = () => scene.current?.picture(yearMonth(time.peek()), legendKeys(head, scene.current.places(), layer ? (zones?.zones.length ?? 0) : 0));
  usePrinted(stage, picture);
  const count = useMemo(() => census(found, slow), [found, slow]);
  const place = atlas.places.find(({ id }) => id === selected);
  const unlocated = useMemo(() => found.filter((one) => one.positions.length === 0), [found]);
  return (
    <div class="atlas">
      <div class="stage" ref={stage}>
        <div class="map" ref={container} role="region" aria-label={t("map_label")} />
        <canvas class="marks" ref={canvas} aria-hidden="true" />
        <button type="button" class="fitall" title={t("fit_all")} aria-label={t("fit_all")} onClick={showAll}>
          <svg viewBox="0 0 24 24" aria-hidden="true">
            <path d="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" />
          </svg>
        </button>
        {failed && <p class="nomap">{t("map_failed")}</p>}
        <Legend count={count} places={found} time={slow} />
        <Tip hover={hover} head={head} />
        {group.length > 0 && !place && (
          <GroupCard places={found.filter(({ id }) => group.includes(id))} onSelect={setSelected} onClose={() => setGroup([])} />
        )}
        {square && zones && layer && !place && <ZoneCard zones={zones} mark={square} onClose={() => setSquare(undefined)} />}
        {place && <Card data={data} place={place} time={slow} onClose={() => setSelected(undefined)} />}
      </div>
      <Timeline places={found} years={atlas.years} time={time} playing={playing} speed={speed} />
      <aside class="sidebar">
        <h1 class="aside">{t("nav_atlas")}</h1>
        <p class="summary" role="status">
          <Sentence
            of="atlas_summary"
            values={{ n: count.live, all: found.length }}
            parts={{ n: <PlaceCount places={inState(found, slow, "live")} />, all: <PlaceCount places={found} /> }}
          />
          {!asksNothing(asked) && (
            <button type="button" class="link" onClick={() => setAsked(readAsked(new URLSearchParams()))}>
              {t("filter_clear")}
            </button>
          )}
        </p>
        <Filters data={data} asked={asked} onChange={setAsked} />
        <label class="switch" data-lists>
          <input type="checkbox" checked={undated} onChange={(event) => setUndated(event.currentTarget.checked)} />
          {t("undated_switch", { n: count.undated })}
        </label>
        <ZoneSwitch on={layer} zones={zones} time={slow} onChange={setLayer} />
        <p class="quiet take">
          {t("export")}{" "}
          <ExportButtons
            title={t("nav_atlas")}
            figure={picture}
            cites={{ keys: () => citedByPlaces(scene.current?.places().map((one) => one.place.id) ?? []) }}
          />
        </p>
        {unlocated.length > 0 && (
          <p class="quiet unlocated">
            <Sentence of="unlocated" values={{ n: unlocated.length }} parts={{ n: <PlaceCount places={unlocated} /> }} />
          </p>
        )}
        <PlaceList
          data={data}
          places={found}
          time={slow}
          undated={undated}
          bounds={bounds}
          selected={selected}
          onSelect={(id) => {
            setSelected(id);
            const chosen = atlas.places.find((one) => one.id === id);
            const at = chosen && positionAt(chosen.positions, time.value);
            if (chosen && stateAt(chosen.life, time.value) === "before") time.value = aliveAt(chosen, time.value);
            if (at) scene.current?.go({ lon: at.lon, lat: at.lat, zoom: Math.max(scene.current.view().zoom, 8) });
          }}
        />
      </aside>
    </div>
  );
}

/** Names for marks: a territory that a group shares; a place's own name when close enough. */
function labeller({ atlas }: AtlasData): (mark: Mark, zoom: number) => string {
  const known = new WeakMap<Mark, string>();
  return (mark, zoom) => {
    const only = mark.items.length === 1 ? mark.items[0] : undefined;
    if (only) return zoom < NAMES_FROM ? "" : ((language.value === "zh" ? only.place.zh : null) ?? only.place.name);
    let text = known.get(mark);
    if (text === undefined) {
      const territory = sharedTerritory(mark, atlas);
      text = territory === undefined ? "" : say(atlas.territories[territory]?.label);
      known.set(mark, text);
    }
    return text;
  };
}
