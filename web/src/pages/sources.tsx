import { useMemo, useState } from "preact/hooks";

import { fileOf, useData } from "../data";
import { Statements, statementsAt, Value } from "../evidence";
import { fold } from "../fold";
import { number, t, word } from "../language";
import type { EntityLink, EvidenceList, SourcePage as Page, SourceRow, Sources } from "../page.gen";
import { EntityAnchor, Say, SourceAnchor, Waiting } from "../parts";
import { formatRoute, route } from "../route";
import { byEntity, statedIn, useRuns } from "../runs";

/** Statements of a source that are shown before more are asked for. */
const FIRST = 2000;

/** The bibliography. */
export function SourcesPage() {
  const { data, error } = useData<Sources>("data/sources.json");
  const [text, setText] = useState("");
  const [byUse, setByUse] = useState(false);
  const cited = route.value.query.get("cited") === "yes";
  const rows = useMemo(() => {
    const folded = fold(text);
    const listed = (data?.sources ?? []).filter((source) => !cited || source.statements > 0);
    const found = listed.filter((source) => folded === "" || fold(`${source.short} ${source.reference} ${source.key}`).includes(folded));
    return byUse ? [...found].sort((a, b) => b.statements - a.statements) : found;
  }, [data, text, byUse, cited]);
  if (!data) return <Waiting error={error} />;
  return (
    <div class="sources-page">
      <header class="lead">
        <h1>{t("nav_sources")}</h1>
        <p class="byline" role="status" data-lists="below">
          {t("sources_shown", { n: rows.length, all: data.sources.length })}
        </p>
      </header>
      <div class="filters inline">
        <input
          type="search"
          class="text"
          value={text}
          placeholder={t("sources_filter")}
          aria-label={t("sources_filter")}
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="button" class="chip" aria-pressed={byUse} onClick={() => setByUse(!byUse)}>
          {t("sources_by_use")}
        </button>
        <button
          type="button"
          class="chip"
          aria-pressed={cited}
          onClick={() => {
            location.hash = formatRoute("sources", "", { cited: cited ? undefined : "yes" });
          }}
        >
          {t("sources_cited")}
        </button>
      </div>
      <ol class="bibliography">
        {rows.map((source) => (
          <li key={source.key}>
            <p class="who">
              <SourceAnchor id={source.key}>{source.short || source.key}</SourceAnchor>
              <span class="uses">
                <a href={formatRoute("statements", "", { source: source.key })} data-lists>
                  {t("statements_n", { n: source.statements })}
                </a>{" "}
                · <SourceAnchor id={source.key}>{t("entities_n", { n: source.entities })}</SourceAnchor>
              </span>
            </p>
            <SourceText source={source} />
          </li>
        ))}
      </ol>
    </div>
  );
}

/** A language as a tag, if it is one: bibliographies also write its name. */
function tag(language: string | null): string | undefined {
  return language !== null && /^[a-z]{2,3}(-\w+)*$/i.test(language) ? language : undefined;
}

function SourceText({ source }: { source: SourceRow }) {
  return (
    <>
      <p class="reference" lang={tag(source.language)}>
        {source.reference}
      </p>
      <p class="quiet">
        <code>{source.key}</code> · {word("sourcekind", source.kind)}
        {source.language !== null && ` · ${source.language}`}
        {source.url !== null && (
          <>
            {" · "}
            <a href={source.url} rel="noreferrer" target="_blank">
              {t("open_original")}
            </a>
          </>
        )}
      </p>
      {source.note !== null && <p class="quiet reference">{source.note}</p>}
    </>
  );
}

/** One source and all that rests on it. */
export function SourcePage({ id }: { id: string }) {
  const { data, error } = useData<Page>(fileOf("source", id));
  if (!data) return <Waiting error={error} />;
  const { source } = data;
  return (
    <article class="source-page">
      <header class="lead">
        <p class="eyebrow">
          <a href="#/sources">{t("nav_sources")}</a>
        </p>
        <h1 lang={tag(source.language)}>{source.title || source.short || source.key}</h1>
        <SourceText source={source} />
      </header>
      <p>
        <b>
          <a href={formatRoute("statements", "", { source: source.key })} data-lists>
            {number(source.statements)}
          </a>
        </b>{" "}
        {t("source_rests", { n: source.statements })}
      </p>
      <Groups facts={data.statements} source={source.key} />
    </article>
  );
}

/** What a source says, entity by entity, read from the files of statements. */
function Groups({ facts, source }: { facts: readonly number[]; source: string }) {
  const [most, setMost] = useState(FIRST);
  const shown = facts.slice(0, most);
  const { data: runs, error } = useRuns(shown);
  if (!runs) return <Waiting error={error} />;
  return (
    <>
      {byEntity(shown.flatMap((fact) => statedIn(runs, fact) ?? [])).map((group, index) => (
        <section key={index} class="group">
          <Heading link={group[0].about} />
          <table class="said">
            <tbody>
              {group.map(({ list, place }, row) => (
                <Statements.Provider key={row} value={list}>
                  <Row list={list} at={place} source={source} />
                </Statements.Provider>
              ))}
            </tbody>
          </table>
        </section>
      ))}
      {facts.length > most && (
        <button type="button" class="plain more" onClick={() => setMost(most + FIRST)}>
          {t("more", { n: facts.length - most })}
        </button>
      )}
    </>
  );
}

function Heading({ link }: { link: EntityLink | undefined }) {
  if (!link) return <h2>{t("source_no_entity")}</h2>;
  return (
    <h2>
      <EntityAnchor link={link} /> <span class="family">{word("table", link.table)}</span>
    </h2>
  );
}

/** One statement in a line: what, where in the source, in which cell; the rest is a click away. */
function Row({ list, at, source }: { list: EvidenceList; at: number; source: string }) {
  const [statement] = statementsAt(list, [at]);
  if (!statement) return null;
  const locators = statement.citations.filter(({ key }) => key === source).map(({ locator }) => locator ?? "");
  return (
    <tr>
      <th scope="row">
        <Say label={statement.label} />
      </th>
      <td>
        <Value shown={{ text: statement.written, evidence: [at] }} />
        {statement.unit !== undefined && <span class="unit"> {statement.unit}</span>}
        {statement.status !== "accepted" && <span class={`badge ${statement.status}`}>{word("claim", statement.status)}</span>}
      </td>
      <td class="at">{locators.filter(Boolean).join("; ")}</td>
      <td class="where">
        <code>
          {statement.cell.file}:{statement.cell.line}
        </code>
      </td>
    </tr>
  );
}
