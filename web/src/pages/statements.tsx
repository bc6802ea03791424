import { useMemo } from "preact/hooks";

import { headings, useData } from "../data";
import { Statements, statementsAt, Value } from "../evidence";
import { say, t, word } from "../language";
import type { StatementIndex } from "../page.gen";
import { EntityAnchor, Say, SourceAnchor, Waiting } from "../parts";
import { formatRoute, route } from "../route";
import { statedIn, type Stated, useRuns } from "../runs";
import { Select } from "../select";

/** Rows on a page of the list. */
const ROWS = 50;

/** What a list of statements is narrowed to; as in addresses. */
interface Asked {
  table: string;
  property: string;
  source: string;
  /** `yes`: cites the bibliography; `no`: names no source; `unlisted`: names only keys it lacks. */
  sourced: string;
}

/** Numbers of the statements that fit, in the study's order. */
export function fitting(index: StatementIndex, asked: Asked): number[] {
  const source = index.sources.indexOf(asked.source);
  const out: number[] = [];
  index.property.forEach((property, at) => {
    if (asked.table !== "" && index.tables[property] !== asked.table) return;
    if (asked.property !== "" && index.names[property] !== asked.property) return;
    const cites = index.cites[at] ?? [];
    if (asked.source !== "" && !cites.includes(source)) return;
    const listed = cites.some((one) => one < index.listed);
    const fits = { yes: listed, no: cites.length === 0, unlisted: cites.length > 0 && !listed }[asked.sourced] ?? true;
    if (fits) out.push(at);
  });
  return out;
}

/** Every statement of the study, page by page. */
export function StatementsPage() {
  const { data, error } = useData<StatementIndex>("data/statements.json");
  const { query } = route.value;
  const of = (key: string) => query.get(key) ?? "";
  const asked: Asked = { table: of("table"), property: of("property"), source: of("source"), sourced: of("sourced") };
  const found = useMemo(() => (data ? fitting(data, asked) : []), [data, query]);
  if (!data) return <Waiting error={error} />;
  const pages = Math.max(1, Math.ceil(found.length / ROWS));
  const page = Math.min(pages, Math.max(1, Number(of("page")) || 1));
  const address = (next: Partial<Asked>, to = 1) => formatRoute("statements", "", { ...asked, ...next, page: to === 1 ? undefined : String(to) });
  const go = (next: Partial<Asked>) => (location.hash = address(next));
  const tables = [...new Set(data.property.map((property) => data.tables[property] ?? ""))];
  const properties = [...new Set(data.tables.flatMap((table, at) => (asked.table === "" || table === asked.table ? [data.names[at] ?? ""] : [])))];
  return (
    <div class="statements-page">
      <header class="lead">
        <h1>{t("nav_statements")}</h1>
        <p class="abstract">{t("statements_text")}</p>
        <p class="byline" role="status" data-lists="below">
          {t("statements_shown", { n: found.length, all: data.property.length })}
        </p>
      </header>
      <div class="filters inline">
        <Select label={t("statements_table")} value={asked.table} options={tables.map((table) => [table, word("table", table)])} onChange={(table) => go({ table, property: "" })} />
        <Select label={t("statements_property")} value={asked.property} options={properties.map((name) => [name, propertyWord(data, asked.table, name)])} onChange={(property) => go({ property })} />
        <Select label={t("statements_source")} value={asked.source} options={[...data.sources].sort().map((key) => [key, key])} onChange={(source) => go({ source })} />
        <Select
          label={t("aspect_sourced")}
          value={asked.sourced}
          options={[["yes", t("statements_sourced")], ["no", t("statements_unsourced")], ["unlisted", t("statements_unlisted")]]}
          onChange={(sourced) => go({ sourced })}
        />
      </div>
      {found.length === 0 ? <p class="quiet">{t("statements_none")}</p> : <Rows numbers={found.slice((page - 1) * ROWS, page * ROWS)} />}
      {pages > 1 && (
        <nav class="paging" aria-label={t("nav_statements")}>
          {page > 1 && <a href={address({}, page - 1)}>{t("statements_before")}</a>}
          <span data-not-a-claim="page of a list">{t("statements_page", { page, pages })}</span>
          {page < pages && <a href={address({}, page + 1)}>{t("statements_after")}</a>}
        </nav>
      )}
    </div>
  );
}

/** A property in words; of several tables, as it is headed. */
function propertyWord(index: StatementIndex, table: string, name: string): string {
  const at = index.names.findIndex((one, property) => one === name && (table === "" || index.tables[property] === table));
  return table === "" ? name : say(headings.value?.properties[at]) || name;
}

/** Statements by number, read from their files. */
function Rows({ numbers }: { numbers: readonly number[] }) {
  const { data: runs, error } = useRuns(numbers);
  if (!runs) return <Waiting error={error} />;
  return (
    <div class="wide">
      <table class="plain-table statements">
        <thead>
          <tr>
            <th scope="col">{t("statements_about")}</th>
            <th scope="col">{t("statements_property")}</th>
            <th scope="col">{t("statements_said")}</th>
            <th scope="col">{t("statements_who")}</th>
          </tr>
        </thead>
        <tbody>
          {numbers.map((at) => {
            const stated = statedIn(runs, at);
            return stated && <Row key={at} stated={stated} />;
          })}
        </tbody>
      </table>
    </div>
  );
}

function Row({ stated: { about, list, place } }: { stated: Stated }) {
  const [statement] = statementsAt(list, [place]);
  if (!statement) return null;
  return (
    <tr>
      <th scope="row">{about && <EntityAnchor link={about} />}</th>
      <td>
        <Say label={statement.label} />
      </td>
      <td>
        <Statements.Provider value={list}>
          <Value shown={{ text: statement.written, evidence: [place] }}>{statement.written || t("blank")}</Value>
        </Statements.Provider>
        {statement.unit !== undefined && <span class="unit"> {statement.unit}</span>}
      </td>
      <td class="who">
        {statement.citations.map((citation, index) => (
          <span key={index}>
            {index > 0 && "; "}
            <SourceAnchor id={citation.key}>{citation.short || citation.key}</SourceAnchor>
          </span>
        ))}
      </td>
    </tr>
  );
}
