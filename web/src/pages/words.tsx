import { useEffect, useMemo, useRef, useState } from "preact/hooks";

import { Counted, counting, Sentence } from "../counted";
import { useData } from "../data";
import { Statements, Value } from "../evidence";
import { ExportButtons } from "../export/buttons";
import { language, number, t, word } from "../language";
import type { Term, WordsPage as Page } from "../page.gen";
import { EntityAnchor, Section, Waiting } from "../parts";
import { formatRoute, rememberRoute, route } from "../route";
import { Select } from "../select";
import { WordNetwork } from "../speech/figure";
import { beside, byAuthor, byGroup, byKind, byYear, type Choice, name, ranked, type Ranked, shownCount, span } from "../speech/model";

/** Rows shown before more are asked for. */
const FIRST = 40;

const NOTHING: Choice = { q: "", form: "", kind: "", group: "", names: false, glossary: false };

function asked(): Choice & { term: string } {
  const query = route.value.query;
  const of = (key: string) => query.get(key) ?? "";
  return { q: of("q"), form: of("form"), kind: of("kind"), group: of("group"), names: of("names") === "yes", glossary: of("only") === "glossary", term: of("term") };
}

/** How the study and its sources speak of places: terms, who says them, when, and beside what. */
export function WordsPage() {
  const { data, error } = useData<Page>("data/words.json");
  const [choice, setChoice] = useState(asked);
  const [all, setAll] = useState(false);
  const figure = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const { term, q, form, kind, group, names, glossary } = choice;
    rememberRoute(formatRoute("words", "", { term, q, form, kind, group, names: names ? "yes" : undefined, only: glossary ? "glossary" : undefined }));
  }, [choice]);
  // A link followed on this page is a view of its own; what the page remembers itself does not come here.
  useEffect(() => setChoice(asked()), [route.value]);
  const rows = useMemo(() => (data ? ranked(data, choice) : []), [data, choice]);
  if (!data) return <Waiting error={error} />;
  const change = (part: Partial<typeof choice>) => setChoice((before) => ({ ...before, ...part }));
  const chosen = data.terms.findIndex((term) => term.id === choice.term);
  const pick = (at: number) => change({ term: at === chosen ? "" : (data.terms[at]?.id ?? "") });
  // The drawing holds terms that the list may have filtered out.
  const pickDrawn = (at: number) => {
    if (rows.some((row) => row.number === at)) pick(at);
    else setChoice({ ...NOTHING, names: choice.names, term: data.terms[at]?.id ?? "" });
  };
  const place = rows.findIndex((row) => row.number === chosen);
  // A term asked for by a link is shown, wherever it stands.
  const shown = all ? rows : rows.filter((_, at) => at < FIRST || at === place);
  return (
    <Statements.Provider value={data.evidence}>
      <div class="words">
        <header class="lead">
          <h1>{t("nav_words")}</h1>
          <p class="lede">{t("words_text")}</p>
          <p class="byline" role="status" data-lists="below">
            <Sentence
              of="words_shown"
              values={{ n: rows.length, all: data.terms.length }}
              parts={{
                read: (
                  <Counted
                    n={data.passages.length}
                    how={t("words_read_how")}
                    parts={() => counting(data.passages.map((passage) => ({ text: data.evidence.written[passage.evidence[0] ?? -1] ?? "", said: { list: data.evidence, places: passage.evidence } })))}
                  />
                ),
              }}
            />
          </p>
        </header>
        <Section id="words-together" title={t("words_together")}>
          <div ref={figure} class="figure">
            <WordNetwork page={data} chosen={chosen < 0 ? undefined : chosen} glossary={choice.glossary} choose={pickDrawn} />
          </div>
          <p class="figurenote">
            {t("words_figure_note")} <ExportButtons title={t("words_together")} figure={() => figure.current?.querySelector("svg")} cites={{ statements: () => undefined }} />
          </p>
        </Section>
        <Section id="words-terms" title={t("words_terms")}>
          <Controls page={data} choice={choice} change={change} />
          {rows.length === 0 && <p class="quiet">{t("words_none")}</p>}
          <ol class="termlist">
            {shown.map((row) => (
              <Row key={row.term.id} page={data} row={row} open={row.number === chosen} toggle={() => pick(row.number)} goto={pick} />
            ))}
          </ol>
          {!all && rows.length > shown.length && (
            <button type="button" class="plain more" data-lists onClick={() => setAll(true)}>
              {t("words_more", { n: rows.length - shown.length })}
            </button>
          )}
          <p class="figurenote"><Sentence
              of="words_method"
              parts={{
                left: <Counted n={data.left_out.length} how={t("words_left_how")} parts={() => counting(data.left_out.map((text) => ({ text })), t("account_left_out"))} />,
                uncut: <Counted n={data.uncut.length} how={t("words_uncut_how")} parts={() => counting(data.uncut.map((text) => ({ text, lang: "zh" })), t("account_left_out"))} />,
              }}
            /></p>
        </Section>
      </div>
    </Statements.Provider>
  );
}

function Controls(props: { page: Page; choice: Choice; change: (part: Partial<Choice>) => void }) {
  const { page, choice, change } = props;
  const forms = [...new Set(page.passages.map((passage) => passage.form))];
  const kinds = [...new Set(page.voices.map((voice) => voice.kind))].sort();
  const select = (key: "form" | "kind" | "group", options: readonly [string, string][]) => (
    <Select label={t(`words_by_${key}`)} none={t("words_all")} value={choice[key]} options={options} onChange={(value) => change({ [key]: value })} />
  );
  return (
    <div class="filters inline">
      <input
        type="search"
        class="text"
        value={choice.q}
        placeholder={t("words_filter")}
        aria-label={t("words_filter")}
        onInput={(event) => change({ q: event.currentTarget.value })}
      />
      {select("form", forms.map((form) => [form, word("wordform", form)]))}
      {select("kind", [...kinds.map((kind): [string, string] => [kind, word("sourcekind", kind)]), ["-", t("words_itself")]])}
      {page.groups.length > 0 && select("group", [...page.groups.map((group): [string, string] => [group, group]), ["-", t("words_group_unsaid")]])}
      <label>
        <input type="checkbox" checked={choice.names} onChange={(event) => change({ names: event.currentTarget.checked })} /> {t("words_names")}
      </label>
      <label>
        <input type="checkbox" checked={choice.glossary} onChange={(event) => change({ glossary: event.currentTarget.checked })} /> {t("words_glossary_only")}
      </label>
    </div>
  );
}

function Row(props: { page: Page; row: Ranked; open: boolean; toggle: () => void; goto: (term: number) => void }) {
  const { page, row, open, toggle } = props;
  const { text } = name(row.term, language.value);
  const element = useRef<HTMLLIElement>(null);
  const first = useRef(open);
  useEffect(() => {
    // A link leads to its term.
    if (first.current) element.current?.scrollIntoView({ block: "center" });
  }, []);
  return (
    <li class={open ? `term ${row.term.kind} open` : `term ${row.term.kind}`} ref={element}>
      <div class="termrow">
        <button type="button" class="plain pick" aria-expanded={open} onClick={toggle}>
          <Forms term={row.term} />
        </button>
        <span class="count">
          <Value shown={shownCount(page, text, row.passages)}>{number(row.passages.length)}</Value>
        </span>
        <YearBars page={page} passages={row.passages} />
      </div>
      {open && <Detail page={page} row={row} goto={props.goto} />}
    </li>
  );
}

/** A term in its languages, the reader's first. */
function Forms({ term }: { term: Term }) {
  const order = [...new Set([language.value, "zh", "en", "fr"] as const)];
  const forms = order.flatMap((lang) => (term[lang] ? [{ lang, text: term[lang] }] : []));
  const shown = forms.filter(({ text }, at) => forms.findIndex((other) => other.text === text) === at);
  return (
    <>
      {shown.map(({ lang, text }) => (
        <span key={lang} lang={lang} class="form">
          {text}
        </span>
      ))}
      {term.kind !== "word" && <span class="kindword">{word("termkind", term.kind)}</span>}
    </>
  );
}

/** Passages by year as small bars over the years of all sources; those without a year at the right. */
function YearBars({ page, passages }: { page: Page; passages: readonly number[] }) {
  const years = span(page);
  const { dated, undated } = byYear(page, passages);
  const most = Math.max(1, undated.length, ...dated.map((year) => year.passages.length));
  const [from, to] = years ?? [0, 0];
  const count = years ? to - from + 1 : 0;
  const step = 6;
  const width = (count + 2) * step;
  const tall = (n: number) => Math.max(1.5, (24 * n) / most);
  const label = [...dated.map((year) => `${year.key}: ${year.passages.length}`), ...(undated.length > 0 ? [`${t("words_undated")}: ${undated.length}`] : [])].join(", ");
  return (
    <svg class="yearbars" viewBox={`0 0 ${width} 26`} style={{ width: `${Math.min(width, 220)}px` }} preserveAspectRatio="none" role="img" aria-label={label}>
      <title>{label}</title>
      <line x1="0" x2={count * step} y1="25.5" y2="25.5" />
      {dated.map(({ key, passages: said }) => (
        <rect key={key} x={(key - from) * step + 0.5} width={step - 1} y={25 - tall(said.length)} height={tall(said.length)} />
      ))}
      {undated.length > 0 && <rect class="undated" x={(count + 1) * step} width={step - 1} y={25 - tall(undated.length)} height={tall(undated.length)} />}
    </svg>
  );
}

function Detail({ page, row, goto }: { page: Page; row: Ranked; goto: (term: number) => void }) {
  const { dated, undated } = byYear(page, row.passages);
  const { text } = name(row.term, language.value);
  const list = (title: string, tallies: { key: string | number; label: string; passages: number[] }[]) =>
    tallies.length > 0 && (
      <div>
        <h3>{title}</h3>
        <ul class="tallies">
          {tallies.map((tally) => (
            <li key={tally.key}>
              <span data-not-a-claim="heading of its number">{tally.label}</span> <Value shown={shownCount(page, `${text} · ${tally.label}`, tally.passages)}>{number(tally.passages.length)}</Value>
            </li>
          ))}
        </ul>
      </div>
    );
  const years = dated.map(({ key, passages }) => ({ key, label: String(key), passages }));
  const itself = (key: string) => (key === "-" ? t("words_itself") : key);
  const authors = byAuthor(page, row.passages);
  const near = beside(page, row.number);
  return (
    <div class="detail">
      {row.term.entity && (
        <p>
          <EntityAnchor link={row.term.entity} />
        </p>
      )}
      <div class="columns">
        {list(t("words_years"), undated.length > 0 ? [...years, { key: "-", label: t("words_undated"), passages: undated }] : years)}
        {list(t("words_by_kind"), byKind(page, row.passages).map(({ key, passages }) => ({ key, label: key === "-" ? t("words_itself") : word("sourcekind", key), passages })))}
        {list(t("words_authors"), authors.slice(0, 12).map(({ key, passages }) => ({ key, label: itself(key), passages })))}
        {list(t("words_by_group"), byGroup(page, row.passages).map(({ key, passages }) => ({ key, label: key, passages })))}
        {near.length > 0 && (
          <div>
            <h3>{t("words_beside")}</h3>
            <ul class="tallies">
              {near.map(({ number: other, passages }) => {
                const term = page.terms[other];
                if (!term) return null;
                const said = name(term, language.value);
                return (
                  <li key={other}>
                    <button type="button" class="plain pick" lang={said.lang} onClick={() => goto(other)}>
                      {said.text}
                    </button>{" "}
                    <Value shown={shownCount(page, `${text} · ${said.text}`, passages)}>{number(passages.length)}</Value>
                  </li>
                );
              })}
            </ul>
          </div>
        )}
      </div>
      {authors.length > 12 && <p class="quiet"><Sentence
            of="words_authors_more"
            values={{ n: authors.length - 12 }}
            parts={{
              n: (
                <Counted
                  n={authors.length - 12}
                  how={t("words_authors")}
                  parts={() => counting(authors.slice(12).map(({ key, passages }) => ({ text: `${itself(key)}: ${number(passages.length)}`, said: { list: page.evidence, places: shownCount(page, "", passages).evidence } })))}
                />
              ),
            }}
          /></p>}
      {page.groups.length === 0 && <p class="quiet">{t("words_groups_none")}</p>}
    </div>
  );
}
