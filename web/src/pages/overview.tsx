import { useEffect, useMemo, useState } from "preact/hooks";

import type { Item } from "../account";
import { Contradictions } from "../contradictions";
import { Counted, counting, placeItem, Sentence } from "../counted";
import { load, useData } from "../data";
import { Statements } from "../evidence";
import { core } from "../extent";
import { ExportButtons } from "../export/buttons";
import { number, say, t, word } from "../language";
import { Locator } from "../locator";
import type { Atlas, Count, Head, LeftOut, Overview } from "../page.gen";
import { look, rankKinds } from "../palette";
import { KindSign, Say, Section, Waiting } from "../parts";
import { formatRoute, route } from "../route";
import { YearChart } from "../yearchart";
import { LISTED } from "./table";

/** The study in one screen: what it is, honest counts, when, where, what kinds, what is disputed. */
export function OverviewPage({ head }: { head: Head }) {
  const { data, error } = useData<Overview>("data/overview.json");
  useEffect(() => {
    if (data) rankKinds(data.kinds);
  }, [data]);
  const show = route.value.query.get("show");
  useEffect(() => {
    if (data && show) document.getElementById(show)?.scrollIntoView();
  }, [data, show]);
  if (!data) return <Waiting error={error} />;
  return (
    <Statements.Provider value={data.evidence}>
      <div class="overview">
        <div class="hero">
          <header class="lead" data-not-a-claim="title, abstract and authors of the study">
            <h1>
              <Say label={head.title} />
            </h1>
            <p class="abstract">
              <Say label={head.abstract} />
            </p>
            <p class="byline">
              {head.authors.map((author) => author.name).join(", ")}
              {head.licence !== null && <span> · {head.licence}</span>}
            </p>
          </header>
          <Where />
        </div>
        <Counts counts={data.counts} />
        <Later data={data} />
        <Section id="when" title={t("overview_when")}>
          <YearChart years={data.years} />
        </Section>
        <div class="columns">
          <Section id="kinds" title={t("overview_kinds")}>
            <Bars
              title={t("overview_kinds")}
              rows={data.kinds.map(({ kind, places }) => {
                const code = kind === null ? undefined : head.kinds[kind];
                return {
                  key: code?.code ?? "-",
                  name: code ? say(code.label) : t("none_given"),
                  sign: kind,
                  places,
                  route: formatRoute("places", "", { kind: code?.code ?? "-" }),
                };
              })}
            />
          </Section>
          <Section id="territories" title={t("overview_territories")}>
            <Bars
              title={t("overview_territories")}
              rows={data.territories.map(({ id, label, places, listed }) => ({
                key: id ?? "-",
                name: id === null ? t("none_given") : say(label),
                sign: undefined,
                places,
                route: id === null ? undefined : formatRoute("places", "", { territory: id }),
                listed,
              }))}
            />
          </Section>
        </div>
        <Section id="more" title={t("overview_more")}>
          <ul class="tables">
            {head.tables
              .filter(({ table, rows }) => rows > 0 && LISTED.some((listed) => listed === table))
              .map(({ table, rows }) => (
                <li key={table}>
                  <a href={formatRoute("table", table)} data-lists>
                    {word("tables", table)} <span class="quiet">{number(rows)}</span>
                  </a>
                </li>
              ))}
          </ul>
        </Section>
        <Section id="contradictions" title={t("overview_contradictions")} count={data.contradictions.length}>
          <p class="quiet">{t("overview_contradictions_text")}</p>
          {data.contradictions.length === 0 ? (
            <p>{t("contradictions_none")}</p>
          ) : (
            <>
              <Contradictions list={data.contradictions.slice(0, SHOWN)} entity />
              {data.contradictions.length > SHOWN && (
                <details open={show === "contradictions"}>
                  <summary data-lists="below">{t("more", { n: data.contradictions.length - SHOWN })}</summary>
                  <Contradictions list={data.contradictions.slice(SHOWN)} entity />
                </details>
              )}
            </>
          )}
        </Section>
      </div>
    </Statements.Provider>
  );
}

/** What other pages hold, once the page can be read: its drawing comes as a part of its own. */
function Later({ data }: { data: Overview }) {
  const [Entries, setEntries] = useState<typeof import("./entries").Entries>();
  useEffect(() => {
    import("./entries").then((module) => setEntries(() => module.Entries)).catch(() => undefined);
  }, []);
  if (!data.curve && !data.cascade && data.theses.length === 0) return null;
  return Entries ? <Entries data={data} /> : <div class="entries waiting" />;
}

/** A count, leading to what it counts if a page lists that. */
function Figure({ count }: { count: Count }) {
  const content = (
    <>
      <span class="number">{number(count.value)}</span>
      {count.of !== null && <span class="of"> / {number(count.of)}</span>}
      <span class="label">
        <Say label={count.label} />
      </span>
    </>
  );
  return count.route === "" ? <span class="figure">{content}</span> : <a class="figure" href={count.route} data-lists>{content}</a>;
}

/** How many things a count leaves out, and which. */
function LeftOutNumber({ out }: { out: LeftOut }) {
  const parts = async () => {
    const names = out.places.length > 0 ? (await load<Atlas>("data/atlas.json")).places : [];
    const known = new Map(names.map((place) => [place.id, place]));
    const items: Item[] = [
      ...out.places.map((id) => placeItem(known.get(id) ?? { id, name: id })),
      ...out.sources.map((key): Item => ({ text: key, href: formatRoute("source", key) })),
      ...out.statements.map((fact): Item => ({ text: "", fact })),
    ];
    return counting(items, t("account_left_out"));
  };
  return <Counted n={out.count} how={say(out.reason)} parts={parts} />;
}

/** Headline counts; each opens what it counts and says how, and what it leaves out. */
function Counts({ counts }: { counts: readonly Count[] }) {
  return (
    <ul class="counts">
      {counts.map((count) => (
        <li key={count.id}>
          <Figure count={count} />
          <details>
            <summary>{t("count_how")}</summary>
            <p>
              <Say label={count.how} />
            </p>
            {count.left_out.length > 0 && (
              <ul class="leftout">
                {count.left_out.map((out, index) => (
                  <li key={index}>
                    <b>
                      <LeftOutNumber out={out} />
                    </b>{" "}
                    <Say label={out.reason} />
                  </li>
                ))}
              </ul>
            )}
          </details>
        </li>
      ))}
    </ul>
  );
}

const SHOWN = 10;

interface BarRow {
  key: string;
  name: string;
  sign: number | null | undefined;
  places: number;
  route: string | undefined;
  /** Ids of the places, where no page lists them. */
  listed?: readonly string[];
}

function Bars({ rows, title }: { rows: readonly BarRow[]; title: string }) {
  const most = Math.max(1, ...rows.map((row) => row.places));
  const line = (row: BarRow) => (
    <li key={row.key}>
      <span class="name">
        {row.sign !== undefined && <KindSign kind={row.sign} />}
        {row.route === undefined ? row.name : <a href={row.route}>{row.name}</a>}
      </span>
      <span class="bar" aria-hidden="true">
        <i
          style={{
            width: `${(row.places / most) * 100}%`,
            background: row.sign === undefined ? undefined : `var(${look(row.sign).colour})`,
          }}
        />
      </span>
      <span class="n">
        {row.route !== undefined ? (
          <a href={row.route} data-lists>
            {number(row.places)}
          </a>
        ) : (
          <Counted n={row.places} how={t("overview_no_territory")} parts={() => counting((row.listed ?? []).map((id) => placeItem({ id, name: id })))} />
        )}
      </span>
    </li>
  );
  return (
    <div class="barsfigure">
      <ul class="bars">{rows.slice(0, SHOWN).map(line)}</ul>
      {rows.length > SHOWN && (
        <details>
          <summary data-lists="below">{t("more", { n: rows.length - SHOWN })}</summary>
          <ul class="bars">{rows.slice(SHOWN).map(line)}</ul>
        </details>
      )}
      <p class="takealong">
        <ExportButtons title={title} figure={(button) => button.closest(".barsfigure")} />
      </p>
    </div>
  );
}

/** A still map of all places, which leads to the atlas. */
function Where() {
  const { data, error } = useData<Atlas>("data/atlas.json");
  const dots = useMemo(
    () =>
      (data?.places ?? []).flatMap((place) => {
        const position = place.positions[0];
        return position ? [{ lon: position.lon, lat: position.lat, faint: position.from_territory, place }] : [];
      }),
    [data],
  );
  if (!data) return <Waiting error={error} />;
  if (dots.length === 0) return <p class="quiet">{t("map_empty")}</p>;
  const near = core(dots);
  return (
    <div class="wheremap">
      <a href="#/atlas" data-lists>
        <Locator dots={near} title={t("map_of", { n: near.length })} width={640} height={420} span={8} group />
        <span class="go">{t("open_atlas")}</span>
      </a>
      <ExportButtons title={t("overview_where")} figure={(button) => button.closest(".wheremap")?.querySelector("svg")} />
      {near.length < dots.length && <p class="quiet">
          <Sentence
            of="map_outside"
            values={{ n: dots.length - near.length }}
            parts={{ n: <Counted n={dots.length - near.length} how={t("map_outside_how")} parts={() => counting(dots.filter((dot) => !near.includes(dot)).map(({ place }) => placeItem(place)))} /> }}
          />
        </p>}
    </div>
  );
}
