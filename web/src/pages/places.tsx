import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { type AtlasData, useAtlas } from "../data";
import { type Asked, asksNothing, matching, readAsked, writeAsked } from "../filter";
import { Filters } from "../filters";
import { fold } from "../fold";
import { LifeBar, yearsText } from "../life";
import { language, number, say, t, word } from "../language";
import { useNarrow } from "../narrow";
import type { AtlasPlace } from "../page.gen";
import { KindSign, Waiting, Zh } from "../parts";
import { entityRoute, formatRoute, rememberSoon, route } from "../route";
import { useWindow } from "../windowed";

const COLUMNS = ["name", "kind", "territory", "opened", "closed", "status", "sources"] as const;
type Column = (typeof COLUMNS)[number];

interface Order {
  by: Column;
  down: boolean;
}

function readOrder(query: URLSearchParams): Order {
  const text = query.get("sort") ?? "";
  const by = COLUMNS.find((column) => column === text.replace(/^-/, ""));
  return { by: by ?? "name", down: by !== undefined && text.startsWith("-") };
}

/** The table of places: sortable, filterable, and as fast with ten thousand rows as with ten. */
export function PlacesPage() {
  const { data, error } = useAtlas();
  if (!data) return <Waiting error={error} />;
  return <Table data={data} />;
}

function Table({ data }: { data: AtlasData }) {
  const { atlas, head, keys } = data;
  const query = route.value.query;
  const [asked, setAsked] = useState<Asked>(() => readAsked(query));
  const [order, setOrder] = useState<Order>(() => readOrder(query));
  useEffect(() => {
    setAsked(readAsked(query));
    setOrder(readOrder(query));
  }, [query]);
  useEffect(() => {
    const sort = order.by === "name" && !order.down ? undefined : `${order.down ? "-" : ""}${order.by}`;
    return rememberSoon(() => formatRoute("places", "", { ...writeAsked(asked), sort }), 200);
  }, [asked, order]);

  const found = useMemo(() => matching(atlas, head, asked, keys, fold(asked.text)), [data, asked]);
  const sorted = useMemo(() => sort(found, order, data), [found, order, language.value]);
  const body = useRef<HTMLTableSectionElement>(null);
  const narrow = useNarrow();
  const rowHeight = narrow ? 62 : 34;
  const [from, to] = useWindow(sorted.length, rowHeight, body);
  const years: [number, number] = [atlas.years[0], atlas.years[1] + 1];
  const columns = narrow ? 1 : COLUMNS.length + 1;
  return (
    <div class="places">
      <header class="lead">
        <h1>{t("nav_places")}</h1>
        <p class="byline" role="status" data-lists="below">
          {t("places_shown", { n: sorted.length, all: atlas.places.length })}
          {!asksNothing(asked) && (
            <>
              {" · "}
              <button type="button" class="link" onClick={() => setAsked(readAsked(new URLSearchParams()))}>
                {t("filter_clear")}
              </button>
              {" · "}
              <a href={formatRoute("atlas", "", writeAsked(asked))}>{t("show_on_atlas")}</a>
            </>
          )}
        </p>
      </header>
      <Filters data={data} asked={asked} onChange={setAsked} />
      <table class={narrow ? "table narrow" : "table"} aria-rowcount={sorted.length + 1}>
        <thead>
          <tr>
            {(narrow ? (["name"] as const) : COLUMNS).map((column) => (
              <th
                key={column}
                scope="col"
                class={column}
                aria-sort={order.by === column ? (order.down ? "descending" : "ascending") : undefined}
              >
                <button
                  type="button"
                  class="plain"
                  onClick={() => setOrder({ by: column, down: order.by === column ? !order.down : false })}
                >
                  {t(`column_${column}`)}
                </button>
              </th>
            ))}
            {!narrow && (
              <th scope="col" class="life axis">
                <span class="from">{atlas.years[0]}</span>
                <span class="to">{atlas.years[1]}</span>
              </th>
            )}
          </tr>
        </thead>
        <tbody ref={body}>
          {from > 0 && <Spacer rows={from} height={rowHeight} columns={columns} />}
          {sorted.slice(from, to).map((place, index) => (
            <Row key={place.id} data={data} place={place} years={years} narrow={narrow} index={from + index + 2} />
          ))}
          {to < sorted.length && <Spacer rows={sorted.length - to} height={rowHeight} columns={columns} />}
        </tbody>
      </table>
      {sorted.length === 0 && <p class="quiet nothing">{t("places_none")}</p>}
    </div>
  );
}

function Spacer({ rows, height, columns }: { rows: number; height: number; columns: number }) {
  return (
    <tr aria-hidden="true" class="spacer">
      <td colSpan={columns} style={{ height: `${rows * height}px` }} />
    </tr>
  );
}

function Row(props: { data: AtlasData; place: AtlasPlace; years: [number, number]; narrow: boolean; index: number }) {
  const { data, place, years, narrow, index } = props;
  const kind = place.kind === null ? "" : say(data.head.kinds[place.kind]?.label);
  const territory = place.territory === null ? "" : say(data.atlas.territories[place.territory]?.label);
  const name = (
    <>
      <KindSign kind={place.kind} />
      <a href={entityRoute("places", place.id)}>
        {place.name}
        {place.zh !== null && place.zh !== place.name && (
          <>
            {" "}
            <Zh>{place.zh}</Zh>
          </>
        )}
      </a>
      {place.contradictions > 0 && (
        <span class="disputed" title={t("disputed", { n: place.contradictions })}>
          ≠<span class="aside">{t("disputed", { n: place.contradictions })}</span>
        </span>
      )}
    </>
  );
  const closed = place.life.end ? yearsText(place.life.end) : "";
  const page = entityRoute("places", place.id);
  if (narrow) {
    return (
      <tr aria-rowindex={index}>
        <td class="card">
          <div class="name">{name}</div>
          <a class="quiet" href={page}>
            {[territory, place.life.start ? `${yearsText(place.life.start)} – ${closed || "?"}` : "", word("status", place.life.status)]
              .filter(Boolean)
              .join(" · ")}
          </a>
          <LifeBar life={place.life} years={years} />
        </td>
      </tr>
    );
  }
  return (
    <tr aria-rowindex={index}>
      <td class="name">
        <div class="cut">{name}</div>
      </td>
      <td>
        <div class="cut">{kind}</div>
      </td>
      <td>
        <div class="cut">{territory}</div>
      </td>
      <td class="year">{place.life.start && <a href={page}>{yearsText(place.life.start)}</a>}</td>
      <td class="year">{closed && <a href={page}>{closed}</a>}</td>
      <td>{word("status", place.life.status)}</td>
      <td class="right">
        <a href={page}>{number(place.sources)}</a>
      </td>
      <td class="life">
        <LifeBar life={place.life} years={years} />
      </td>
    </tr>
  );
}

/** Places in the asked order; blanks last, equals by name. */
function sort(places: readonly AtlasPlace[], { by, down }: Order, { atlas, head }: AtlasData): AtlasPlace[] {
  const compare = new Intl.Collator(language.value, { numeric: true }).compare;
  const key = (place: AtlasPlace): string | number | undefined => {
    switch (by) {
      case "name":
        return place.name;
      case "kind":
        return place.kind === null ? undefined : say(head.kinds[place.kind]?.label);
      case "territory":
        return place.territory === null ? undefined : say(atlas.territories[place.territory]?.label);
      case "opened":
        return place.life.start?.[0];
      case "closed":
        return place.life.end?.[0];
      case "status":
        return word("status", place.life.status);
      case "sources":
        return place.sources;
    }
  };
  const keyed = places.map((place) => ({ place, key: key(place) }));
  keyed.sort((a, b) => {
    if (a.key === undefined || b.key === undefined) return Number(a.key === undefined) - Number(b.key === undefined);
    const way =
      typeof a.key === "number" && typeof b.key === "number" ? a.key - b.key : compare(String(a.key), String(b.key));
    return (down ? -way : way) || compare(a.place.name, b.place.name);
  });
  return keyed.map(({ place }) => place);
}
