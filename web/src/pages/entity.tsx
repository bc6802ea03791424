import { useContext } from "preact/hooks";

import { Contradictions } from "../contradictions";
import { Counted, counting } from "../counted";
import { fileOf, propertyLabel, useData, useSource } from "../data";
import { Statements, Value } from "../evidence";
import { ExportButtons } from "../export/buttons";
import { censoringText, LifeChart, lifeText } from "../life";
import { number, pick, say, t, word } from "../language";
import { Locator } from "../locator";
import { NoteText } from "../note";
import type { CitedSource, EntityPage as Page, LifeLine, Mention, Property, SiteShown, TieShown } from "../page.gen";
import { EntityAnchor, Say, Section, SourceAnchor, Waiting, Zh } from "../parts";
import { entityRoute, formatRoute } from "../route";

/** Everything the study says of one entity; a place also has a life line and sites. */
export function EntityPage({ id }: { id: string }) {
  const { data, error } = useData<Page>(fileOf("entity", id));
  if (!data) return <Waiting error={error} />;
  const title = pick(data.title);
  const chinese = data.title["zh"];
  return (
    <Statements.Provider value={data.evidence}>
      <article class="entity">
        <header class="lead">
          <p class="eyebrow">
            <a href={data.table === "places" ? "#/places" : "#/"}>{word("table", data.table)}</a>
            {data.kind && (
              <>
                {" · "}
                <Say label={data.kind} />
              </>
            )}
          </p>
          <h1>
            <span lang={title.lang}>{title.text || data.id}</span>
            {chinese && chinese !== title.text && (
              <>
                {" "}
                <Zh>{chinese}</Zh>
              </>
            )}
          </h1>
          <p class="byline">
            <code>{data.id}</code>
            {data.life && lifeText(data.life.life) && (
              <span>
                {" · "}
                <Value shown={{ text: lifeText(data.life.life), evidence: dated(data.life) }} />
              </span>
            )}
            {data.table === "places" && (
              <>
                {" · "}
                <a href={formatRoute("atlas", "", { sel: data.id })}>{t("show_on_atlas")}</a>
              </>
            )}
          </p>
        </header>
        {data.contradictions.length > 0 && (
          <Section id="contradictions" title={t("overview_contradictions")} count={data.contradictions.length}>
            <Contradictions list={data.contradictions} entity={false} />
          </Section>
        )}
        {data.life && (
          <Section id="life" title={t("life")}>
            <p class="lifewords">
              {data.life.opened && (
                <span>
                  {t("life_opened")} <Value shown={data.life.opened} />
                </span>
              )}
              {data.life.closed && (
                <span>
                  {t("life_closed")} <Value shown={data.life.closed} />
                </span>
              )}
              <span>{word("status", data.life.life.status)}</span>
              <span class="quiet">
                {data.life.confirmed ?? data.life.closed ? (
                  <Value shown={data.life.confirmed ?? data.life.closed ?? { text: "", evidence: [] }}>{censoringText(data.life.censoring)}</Value>
                ) : (
                  censoringText(data.life.censoring)
                )}
              </span>
            </p>
            <LifeChart line={data.life} name={title.text || data.id} />
          </Section>
        )}
        <div class="columns">
          <Properties list={data.properties} />
          {data.sites.length > 0 && <Sites list={data.sites} name={title.text} />}
        </div>
        <Names page={data} />
        <Ties list={data.ties} />
        <Codings page={data} />
        <Observations page={data} />
        <Mentions page={data} />
        {data.notes.length > 0 && (
          <Section id="notes" title={t("notes")}>
            {data.notes.map((note) => (
              <div key={note.file} class="note" data-not-a-claim="a field note, which cites in its own text">
                <p class="eyebrow">
                  {note.title} · <code>{note.file}</code>
                </p>
                <NoteText html={note.html} />
              </div>
            ))}
          </Section>
        )}
        <Section id="sources" title={t("nav_sources")} count={data.sources.length}>
          {data.sources.length === 0 && <p class="quiet">{t("sources_none")}</p>}
          <ol class="references">
            {data.sources.map(({ source }) => (
              <Reference key={source} source={data.evidence.sources[source]} />
            ))}
          </ol>
        </Section>
      </article>
    </Statements.Provider>
  );
}

function Reference({ source: { key, short } = { key: "", short: "" } }: { source: CitedSource | undefined }) {
  const source = useSource(key);
  const list = useContext(Statements);
  // What this page shows of it: each statement once.
  const citing = list.citing.flatMap((cited, at) => (cited.some((one) => list.sources[list.citations[one]?.source ?? -1]?.key === key) ? [at] : []));
  return (
    <li>
      <SourceAnchor id={key}>{short || key}</SourceAnchor> <span class="reference">{source?.reference}</span>{" "}
      <span class="quiet">
        <Counted n={citing.length} how={t("sources_citing_how")} parts={() => counting(citing.map((at) => ({ text: list.written[at] ?? "", said: { list, places: [at] } })))}>
          {t("statements_n", { n: citing.length })}
        </Counted>
      </span>
    </li>
  );
}

/** Statements that date a life. */
function dated(line: LifeLine): number[] {
  return [...new Set([line.opened, line.closed].flatMap((shown) => shown?.evidence ?? []))];
}

function Properties({ list }: { list: readonly Property[] }) {
  if (list.length === 0) return null;
  return (
    <Section id="properties" title={t("properties")}>
      <dl class="properties">
        {list.map((property) => (
          <div key={property.property}>
            <dt>
              <Say label={propertyLabel(property.label)} />
            </dt>
            <dd>
              <Value shown={property.value}>{say(property.link?.title ?? property.code_label) || property.value.text}</Value>
              {property.unit !== undefined && <span class="unit"> {property.unit}</span>}
              {property.link && (
                <a class="lead-on" href={entityRoute(property.link.table, property.link.id)} aria-label={t("open_named", { name: say(property.link.title) })}>
                  {" →"}
                </a>
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

/** Sites on two small maps: in the region, and close by. */
function Sites({ list, name }: { list: readonly SiteShown[]; name: string }) {
  const dots = list.flatMap((site) =>
    site.position
      ? [
          {
            lon: site.position.lon,
            lat: site.position.lat,
            radius: site.position.radius_m,
            faint: site.position.from_territory,
            label: site.address?.text ?? site.id,
          },
        ]
      : [],
  );
  return (
    <Section id="sites" title={t("sites")} count={list.length}>
      {dots.length > 0 && (
        <div class="locators">
          {[14, 0.25].map((span) => (
            <figure key={span}>
              <Locator dots={dots} title={t("map_of_sites", { name })} width={320} height={230} span={span} />
              <ExportButtons
                title={t("map_of_sites", { name })}
                figure={(button) => button.closest("figure")?.querySelector("svg")}
                cites={{ statements: () => list.flatMap(({ address, given }) => [...(address?.evidence ?? []), ...(given?.evidence ?? [])]) }}
              />
            </figure>
          ))}
        </div>
      )}
      <ul class="sites">
        {list.map((site) => (
          <li key={site.id}>
            {site.address && <Value shown={site.address} />}
            {site.host && (
              <>
                {" · "}
                {t("site_host")} <Value shown={site.host} />
              </>
            )}
            {site.valid && (
              <>
                {" · "}
                <Value shown={site.valid} />
              </>
            )}
            <p class="quiet">
              {site.given && <Value shown={site.given} />}
              {site.position?.radius_m && (
                <span>
                  {" "}
                  <Value shown={{ text: t("within", { metres: number(site.position.radius_m) }), evidence: site.given?.evidence ?? [] }} />
                </span>
              )}
              {site.position?.from_territory && <span> {t("from_territory")}</span>}
              {!site.position && t("no_position")}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Names({ page }: { page: Page }) {
  if (page.names.length === 0) return null;
  return (
    <Section id="names" title={t("names")} count={page.names.length}>
      <table class="plain-table">
        <thead>
          <tr>
            <th>{t("name")}</th>
            <th>{t("pinyin")}</th>
            <th>{t("language")}</th>
            <th>{t("name_type")}</th>
            <th>{t("evidence_valid")}</th>
          </tr>
        </thead>
        <tbody>
          {page.names.map((name, index) => (
            <tr key={index}>
              <td lang={name.lang}>
                <Value shown={name.text} />
              </td>
              <td lang="zh-Latn">{name.pinyin}</td>
              <td>{[name.lang, name.script].filter(Boolean).join(" · ")}</td>
              <td>{name.type === undefined ? "" : word("nametype", name.type)}</td>
              <td>{name.valid !== undefined && <Value shown={{ text: name.valid, evidence: name.text.evidence }} />}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** Ties by layer: what is physical, virtual, organisational. */
function Ties({ list }: { list: readonly TieShown[] }) {
  if (list.length === 0) return null;
  const layers = [...new Set(list.map((tie) => tie.layer))];
  return (
    <Section id="ties" title={t("ties")} count={list.length}>
      {layers.map((layer) => (
        <div key={layer ?? ""} class="layer">
          <h3>{layer === undefined ? t("layer_none") : word("layer", layer)}</h3>
          <ul class="ties">
            {list
              .filter((tie) => tie.layer === layer)
              .map((tie, index) => (
                <li key={index}>
                  <span class="direction" aria-label={t(tie.outgoing ? "tie_out" : "tie_in")}>
                    {tie.outgoing ? "→" : "←"}
                  </span>{" "}
                  <Say label={tie.relation} /> <EntityAnchor link={tie.other} />{" "}
                  <span class="when">
                    <Value shown={tie.valid}>{tie.valid.text || t("evidence")}</Value>
                  </span>
                  {tie.remark !== undefined && (
                    <span class="quiet">
                      {" "}
                      <Value shown={{ text: tie.remark, evidence: tie.valid.evidence }} />
                    </span>
                  )}
                </li>
              ))}
          </ul>
        </div>
      ))}
    </Section>
  );
}

function Codings({ page }: { page: Page }) {
  if (page.codings.length === 0) return null;
  return (
    <Section id="codings" title={t("codings")} count={page.codings.length}>
      <table class="plain-table">
        <thead>
          <tr>
            <th>{t("scheme")}</th>
            <th>{t("code")}</th>
            <th>{t("evidence_coder")}</th>
            <th>{t("evidence_certainty")}</th>
          </tr>
        </thead>
        <tbody>
          {page.codings.map((coding, index) => (
            <tr key={index}>
              <td>
                <Say label={propertyLabel(coding.scheme)} />
              </td>
              <td>
                <Value shown={coding.code}>{say(coding.label) || coding.code.text}</Value>
              </td>
              <td>{coding.coder}</td>
              <td>{coding.certainty === null ? "" : word("certainty", coding.certainty)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

function Observations({ page }: { page: Page }) {
  if (page.observations.length === 0) return null;
  return (
    <Section id="observations" title={t("observations")} count={page.observations.length}>
      <table class="plain-table">
        <thead>
          <tr>
            <th>{t("indicator")}</th>
            <th>{t("period")}</th>
            <th class="right">{t("value")}</th>
          </tr>
        </thead>
        <tbody>
          {page.observations.map((observation, index) => (
            <tr key={index}>
              <td>
                <Say label={propertyLabel(observation.indicator)} />
              </td>
              <td>{observation.period !== null && <Value shown={{ text: observation.period, evidence: observation.value.evidence }} />}</td>
              <td class="right">
                <Value shown={observation.value}>
                  {observation.value.text}
                  {observation.unit !== undefined && <span class="unit"> {observation.unit}</span>}
                </Value>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  );
}

/** A row in short; when its link already says as much, how it names the entity. */
function said({ link, text, label }: Mention): string {
  return text.text === "" || (link && Object.values(link.title).includes(text.text)) ? say(label) || t("evidence") : text.text;
}

function Mentions({ page }: { page: Page }) {
  if (page.mentions.length === 0) return null;
  return (
    <Section id="mentions" title={t("mentions")} count={page.mentions.length}>
      <ul class="mentions">
        {page.mentions.map((mention, index) => (
          <li key={index}>
            <span class="family">{word("table", mention.table)}</span>
            {mention.when !== undefined && (
              <span class="when">
                <Value shown={{ text: mention.when, evidence: mention.text.evidence }} />
              </span>
            )}{" "}
            {mention.link && (
              <>
                <EntityAnchor link={mention.link} />{" "}
              </>
            )}
            <Value shown={mention.text}>{said(mention)}</Value>
          </li>
        ))}
      </ul>
    </Section>
  );
}
