import { effect, type ReadonlySignal, useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import type { Part } from "../account";
import { Timeline } from "../atlas/timeline";
import { Counted, counting, placeItem, Sentence } from "../counted";
import { loadAtlas, useData } from "../data";
import { ExportButtons } from "../export/buttons";
import { usePrinted } from "../export/printed";
import { fold } from "../fold";
import { language, number, t } from "../language";
import { Controls } from "../network/controls";
import { NodeCard } from "../network/card";
import { Lineage } from "../network/descent";
import { type Dot, drawing, FAMILIES } from "../network/drawing";
import { GraphScene } from "../network/graph";
import { Layers, NodeCount, TieCount } from "../network/layers";
import { askedFor, byNode, chiefs, GROUPINGS, type Grouping, layerOf, seen, strengths, type View, VIEWS, type Wanted } from "../network/model";
import { Moments } from "../network/moment";
import { NodeList } from "../network/nodelist";
import { OutlivedView } from "../network/outlived";
import type { MapScene } from "../network/overmap";
import { networkKeys, picture } from "../network/picture";
import { citedByTies, nameOf, Shown, TieList } from "../network/tie";
import { say } from "../language";
import type { Network } from "../page.gen";
import { Waiting } from "../parts";
import { formatRoute, rememberSoon, route } from "../route";
import { useSlow } from "../slow";
import { theme } from "../theme";
import { moment, yearMonth } from "../time";

/** Who is tied to whom; its whole state stands in the address. */
export function NetworkPage() {
  const { data, error } = useData<Network>("data/network.json");
  if (!data) return <Waiting error={error} />;
  if (data.ties.length === 0) return <p class="waiting">{t("net_none")}</p>;
  return (
    <Shown.Provider value={data}>
      <Linked network={data} />
    </Shown.Provider>
  );
}

interface Held {
  view: View;
  wanted: Wanted;
  by: Grouping | undefined;
  open: ReadonlySet<string>;
  selected: number | undefined;
  text: string;
  legacy: boolean;
}

function codes(text: string | null): Set<string> {
  return new Set(text ? text.split(",").filter(Boolean) : []);
}

/** Reads the state of the page from an address; the moment is the one the atlas was left at. */
function readHeld(network: Network, query: URLSearchParams): Held {
  const asked = query.get("t");
  const time = asked === "all" ? undefined : asked !== null && Number.isFinite(Number(asked)) ? Number(asked) : moment.value;
  const selected = network.nodes.findIndex(({ id }) => id === query.get("sel"));
  return {
    view: VIEWS.find((view) => view === query.get("view")) ?? "graph",
    wanted: {
      layers: codes(query.get("layer")),
      relations: codes(query.get("relation")),
      kinds: codes(query.get("kind")),
      undated: query.get("undated") !== "no",
      time: time === undefined ? undefined : Math.min(network.years[1] + 1, Math.max(network.years[0], time)),
    },
    by: GROUPINGS.find((name) => name === query.get("by")),
    open: codes(query.get("open")),
    selected: selected < 0 ? undefined : selected,
    text: query.get("q") ?? "",
    legacy: query.get("outlived") === "yes",
  };
}

function Linked({ network }: { network: Network }) {
  const query = route.value.query;
  const start = useMemo(() => readHeld(network, query), [network, query]);
  const [held, setHeld] = useState(start);
  const [listed, setListed] = useState<{ title: string; ties: readonly number[] } | undefined>();
  const { view, wanted, by, open, selected, text, legacy } = held;
  const change = (next: Partial<Held>) => setHeld((old) => ({ ...old, ...next }));
  const want = (next: Partial<Wanted>) => setHeld((old) => ({ ...old, wanted: { ...old.wanted, ...next } }));
  const select = (node: number | undefined) => {
    setListed(undefined);
    change({ selected: node });
  };
  const time = useSignal(start.wanted.time ?? network.years[1] + 1);
  const all = useSignal(start.wanted.time === undefined);
  const playing = useSignal(false);
  const speed = useSignal(1);

  // A link followed while the page is open.
  const opened = useRef(start);
  useEffect(() => {
    if (opened.current === start) return;
    opened.current = start;
    setHeld(start);
    touched.current = start.wanted.time ?? time.peek();
    if (start.wanted.time !== undefined) time.value = start.wanted.time;
    all.value = start.wanted.time === undefined;
  }, [start]);
  const stage = useRef<HTMLDivElement>(null);
  const take = useRef<MapScene | undefined>(undefined);
  const [mapped, setMapped] = useState(false);
  // The slider leads; the first touch of it leaves "all times". The drawing follows it at every frame,
  // lists and numbers a few times a second.
  const touched = useRef(time.peek());
  useEffect(
    () =>
      effect(() => {
        if (touched.current === time.value) return;
        touched.current = time.value;
        moment.value = time.value;
        all.value = false;
      }),
    [time],
  );
  const slow = useSlow(time);
  const slowTime = all.value ? undefined : slow;
  useEffect(() => {
    if (wanted.time !== slowTime) want({ time: slowTime });
  }, [slowTime]);

  useEffect(() => {
    if (playing.value) return undefined;
    return rememberSoon(
      () =>
        formatRoute("network", "", {
          view: view === "graph" ? undefined : view,
          t: wanted.time === undefined ? "all" : wanted.time.toFixed(2),
          layer: [...wanted.layers].join(","),
          relation: [...wanted.relations].join(","),
          kind: [...wanted.kinds].join(","),
          undated: wanted.undated ? undefined : "no",
          by,
          open: [...open].join(","),
          sel: selected === undefined ? undefined : network.nodes[selected]?.id,
          q: text,
          outlived: legacy ? "yes" : undefined,
        }),
      250,
    );
  }, [held, playing.value]);

  const moments = useMemo(() => new Moments(network.ties), [network]);
  const { layers, relations, kinds } = wanted;
  const asked = useMemo(() => askedFor(network, wanted), [network, layers, relations, kinds]);
  const frame: Frame = { moments, asked, undated: wanted.undated, time, all };
  const strength = useMemo(() => strengths(network, wanted, moments), [network, wanted, moments]);
  const ties = useMemo(() => seen(strength), [strength]);
  const near = useMemo(() => byNode(network, ties), [network, ties]);
  const count = useMemo(() => {
    const rest = strengths(network, { ...wanted, layers: new Set() }, moments);
    const out = new Map<string, number>();
    for (const index of seen(rest)) {
      const tie = network.ties[index];
      if (tie) out.set(layerOf(network, tie), (out.get(layerOf(network, tie)) ?? 0) + 1);
    }
    return out;
  }, [network, wanted]);
  const folded = fold(text);
  const found = useMemo(
    () => (folded === "" ? undefined : new Set(network.nodes.flatMap(({ name, zh, id }, index) => (fold(`${name} ${zh ?? ""} ${id}`).includes(folded) ? [index] : [])))),
    [network, folded],
  );
  const degree = useMemo(() => near.map((own) => own.length), [near]);
  const nodes = useMemo(() => degree.flatMap((n, index) => (n > 0 ? [index] : [])), [degree]);
  const hidden = useMemo(() => {
    if (selected === undefined) return [];
    const own = new Set(near[selected]);
    return network.ties.flatMap((tie, index) => ((tie.from === selected || tie.to === selected) && !own.has(index) ? [index] : []));
  }, [network, near, selected]);
  const asGraph = () => picture(network, strength, legacy);
  const overMap = () => take.current?.picture(wanted.time === undefined ? t("net_all_times") : yearMonth(wanted.time), networkKeys(network, strength, legacy));
  usePrinted(stage, () => (view === "graph" ? asGraph() : view === "map" ? overMap() : undefined));
  return (
    <div class={`atlas network view-${view}`}>
      <div class="stage" ref={stage}>
        <div class="views" role="group" aria-label={t("net_views")}>
          {VIEWS.map((name) => (
            <button type="button" key={name} aria-pressed={name === view} onClick={() => change({ view: name })}>
              {t(`net_view_${name}`)}
            </button>
          ))}
        </div>
        {view === "graph" && (
          <GraphView {...{ network, frame, by, open, selected, found, legacy }} onSelect={select} onOpen={(group) => change({ open: new Set([...open, group]) })} />
        )}
        {view === "map" && <MapView {...{ network, frame, strength, legacy, selected, take }} onThere={setMapped} onSelect={select} />}
        {view === "layers" && (
          <Layers ties={ties} onList={(title, list) => setListed({ title, ties: list })} onLayer={(layer) => change({ view: "graph", wanted: { ...wanted, layers: new Set([layer]) } })} />
        )}
        {view === "lineage" && <Lineage selected={selected} onSelect={(node) => change({ selected: node })} />}
        {view === "outlived" && <OutlivedView selected={selected} onSelect={select} onList={(title, list) => setListed({ title, ties: list })} />}
      </div>
      <Timeline places={network.ties} years={network.years} time={time} playing={playing} speed={speed} />
      <aside class="sidebar">
        <h1 class="aside">{t("nav_network")}</h1>
        <p class="summary" role="status">
          <Sentence
            of="net_summary"
            values={{ n: ties.length, nodes: nodes.length }}
            parts={{
              n: <TieCount ties={ties} />,
              nodes: <NodeCount nodes={nodes} how={t("net_members_how")} />,
              time: <span data-not-a-claim="the moment of the slider">{wanted.time === undefined ? t("net_all_times") : yearMonth(wanted.time)}</span>,
            }}
          />
        </p>
        <div class="moment">
          <label class="switch">
            <input
              type="checkbox"
              checked={all.value}
              onChange={(event) => {
                playing.value = false;
                all.value = event.currentTarget.checked;
              }}
            />
            {t("net_all_times_switch")}
          </label>
          {wanted.time !== undefined && (
            <label class="switch" data-lists>
              <input type="checkbox" checked={wanted.undated} onChange={(event) => want({ undated: event.currentTarget.checked })} />
              {t("net_undated_switch", { n: network.ties.filter(({ life }) => !life.start && !life.end && life.confirmed === null).length })}
            </label>
          )}
        </div>
        <Controls
          {...{ wanted, by, legacy, count }}
          onWanted={(next) => change({ wanted: next })}
          onGroup={(next) => change({ by: next, open: new Set() })}
          onLegacy={(next) => change({ legacy: next })}
        />
        {(view === "graph" || view === "map") && (
          <ul class="families" aria-label={t("legend")}>
            {FAMILIES.map((family) => (
              <li key={family}>
                <i class="dot" style={{ background: `var(--node-${family})` }} /> {t(`net_family_${family}`)}
              </li>
            ))}
            <li>
              <i class="layer lineage" /> {t("net_key_lineage")}
            </li>
            <li>{t("net_key_faint")}</li>
          </ul>
        )}
        {view === "map" && mapped && (
          <p class="quiet take">
            {t("export")}{" "}
            <ExportButtons
              title={`${t("nav_network")}: ${t("net_view_map")}`}
              figure={overMap}
              cites={{ keys: () => citedByTies(ties) }}
            />
          </p>
        )}
        {view === "graph" && (
          <p class="quiet take">
            {t("export")} <ExportButtons title={t("nav_network")} figure={asGraph} cites={{ keys: () => citedByTies(ties) }} />
          </p>
        )}
        {network.untied_places > 0 && <p class="quiet unlocated">
            <Sentence of="net_untied" values={{ n: network.untied_places }} parts={{ n: <Counted n={network.untied_places} how={t("net_untied_how")} parts={() => untied(network)} /> }} />
          </p>}
        {listed ? (
          <section class="node-card" aria-label={listed.title}>
            <button type="button" class="plain close" onClick={() => setListed(undefined)} aria-label={t("close")}>
              ×
            </button>
            <h2>
              {listed.title} <span class="tally" data-lists="below">{number(listed.ties.length)}</span>
            </h2>
            <TieList ties={listed.ties} onSelect={select} />
          </section>
        ) : selected !== undefined ? (
          <NodeCard node={selected} ties={near[selected] ?? []} hidden={hidden} onSelect={select} onClose={() => select(undefined)} />
        ) : (
          <>
            <input
              type="search"
              class="text"
              value={text}
              placeholder={t("net_search")}
              aria-label={t("net_search")}
              onInput={(event) => change({ text: event.currentTarget.value })}
            />
            <NodeList degree={degree} found={found} onSelect={select} />
          </>
        )}
      </aside>
    </div>
  );
}

/** What decides, at each moment, how strongly each tie is seen. */
interface Frame {
  moments: Moments;
  /** Ties that fit what is asked for, whenever they held. */
  asked: Uint8Array;
  undated: boolean;
  time: ReadonlySignal<number>;
  /** Whether all times are shown at once. */
  all: ReadonlySignal<boolean>;
}

/** Calls back with the strengths of the ties now and whenever the moment changes; the array is used again. */
function everyMoment({ moments, asked, undated, time, all }: Frame, show: (strength: Uint8Array, time: number | undefined) => void): () => void {
  const strength = new Uint8Array(asked.length);
  return effect(() => {
    const now = all.value ? undefined : time.value;
    moments.at(now, asked, undated, strength);
    show(strength, now);
  });
}

/** The network as dots and lines on the graphics card. */
function GraphView(props: {
  network: Network;
  frame: Frame;
  by: Grouping | undefined;
  open: ReadonlySet<string>;
  selected: number | undefined;
  found: ReadonlySet<number> | undefined;
  legacy: boolean;
  onSelect: (node: number | undefined) => void;
  onOpen: (group: string) => void;
}) {
  const { network, frame, by, open, selected, found, legacy, onSelect, onOpen } = props;
  const { moments, asked, undated } = frame;
  const container = useRef<HTMLDivElement>(null);
  const scene = useRef<GraphScene | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const pick = useRef<(dot: Dot | undefined) => void>(() => undefined);
  pick.current = (dot) => (dot?.group !== undefined ? onOpen(dot.group) : onSelect(dot?.node));
  const label = useMemo(() => labeller(network, by), [network, by, language.value]);
  useEffect(() => {
    if (!container.current) return undefined;
    try {
      scene.current = new GraphScene(container.current, network, { onPick: (dot) => pick.current(dot) });
    } catch {
      setFailed(true);
    }
    return () => {
      scene.current?.close();
      scene.current = undefined;
    };
  }, [network]);
  useEffect(() => scene.current?.build(drawing(network, by, open)), [network, by, open]);
  useEffect(
    () => everyMoment(frame, (strength) => scene.current?.show({ strength, selected, found, legacy, label })),
    [network, by, open, moments, asked, undated, selected, found, legacy, label],
  );
  useEffect(() => scene.current?.redress(), [theme.value]);
  useEffect(() => {
    if (selected !== undefined) scene.current?.go(selected);
  }, [selected]);
  return (
    <>
      <div class="graph" ref={container} role="img" aria-label={t("net_graph_label")} />
      {failed && <p class="nomap">{t("map_failed")}</p>}
      <div class="zoom">
        <button type="button" onClick={() => scene.current?.zoom(1)} aria-label={t("net_zoom_in")}>
          +
        </button>
        <button type="button" onClick={() => scene.current?.zoom(-1)} aria-label={t("net_zoom_out")}>
          −
        </button>
        <button type="button" onClick={() => scene.current?.whole()} aria-label={t("net_zoom_all")}>
          ⤢
        </button>
      </div>
    </>
  );
}

/** The network over the base map. */
function MapView(props: {
  network: Network;
  frame: Frame;
  strength: Uint8Array;
  legacy: boolean;
  selected: number | undefined;
  /** Holds the map while it is there. */
  take: { current: MapScene | undefined };
  onThere: (there: boolean) => void;
  onSelect: (node: number | undefined) => void;
}) {
  const { network, frame, strength, legacy, selected, take: scene, onThere, onSelect } = props;
  const { moments, asked, undated } = frame;
  const container = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    if (!container.current || !canvas.current) return undefined;
    let wanted = true;
    // The map library comes only when the map is asked for.
    import("../network/overmap").then(
      ({ MapScene }) => {
        if (!wanted || !container.current || !canvas.current) return;
        scene.current = new MapScene(container.current, canvas.current, network, (node) => pick.current(node));
        show.current();
        onThere(true);
      },
    ).catch(() => wanted && setFailed(true));
    return () => {
      wanted = false;
      scene.current?.close();
      scene.current = undefined;
      onThere(false);
    };
  }, [network]);
  const pick = useRef(onSelect);
  pick.current = onSelect;
  const show = useRef(() => undefined as void);
  useEffect(
    () =>
      everyMoment(frame, (strength, time) => {
        show.current = () => scene.current?.show({ strength, time, legacy, selected });
        show.current();
      }),
    [network, moments, asked, undated, legacy, selected],
  );
  useEffect(() => scene.current?.redress(), [theme.value]);
  const without = useMemo(
    () => seen(strength).filter((index) => [network.ties[index]?.from, network.ties[index]?.to].some((node) => network.nodes[node ?? -1]?.positions.length === 0)),
    [network, strength],
  );
  return (
    <>
      <div class="map" ref={container} role="region" aria-label={t("net_map_label")} />
      <canvas class="marks" ref={canvas} aria-hidden="true" />
      {failed && <p class="nomap">{t("map_failed")}</p>}
      {without.length > 0 && <p class="mapnote">
          <Sentence of="net_without_position" values={{ n: without.length }} parts={{ n: <TieCount ties={without} /> }} />
        </p>}
    </>
  );
}

/** Places without any tie, from the atlas. */
async function untied(network: Network): Promise<Part[]> {
  const tied = new Set(network.nodes.flatMap(({ id, table }) => (table === "places" ? [id] : [])));
  const { atlas } = await loadAtlas();
  return counting(atlas.places.filter(({ id }) => !tied.has(id)).map(placeItem));
}

/** Names for dots: nodes by their own, groups by what gathers them. */
function labeller(network: Network, by: Grouping | undefined): (dot: Dot) => string {
  const chief = chiefs(network);
  const kinds = new Map(network.kinds.map((kind) => [kind.code === "" ? kind.table : kind.code, say(kind.label)]));
  const territories = new Map(network.territories.map(({ id, label }) => [id, say(label)]));
  return (dot) => {
    if (dot.node !== undefined) return nameOf(network.nodes[dot.node]);
    const group = dot.group ?? "";
    if (by === "component") return t("net_component", { name: nameOf(network.nodes[chief[Number(group)] ?? -1]), n: dot.count });
    const name = by === "kind" ? kinds.get(group) : territories.get(group);
    return `${name || (group === "-" ? t("none_given") : group)} (${dot.count})`;
  };
}
