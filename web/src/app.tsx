import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import { useData } from "./data";
import { EvidencePanel } from "./evidence";
import { chooseLanguage, language, LANGUAGES, number, say, studyLanguages, t } from "./language";
import type { Head } from "./page.gen";
import { CodebookPage } from "./pages/codebook";
import { ComparePage } from "./pages/compare";
import { EntityPage } from "./pages/entity";
import { GlossaryPage } from "./pages/glossary";
import { OverviewPage } from "./pages/overview";
import { PlacesPage } from "./pages/places";
import { PlansPage } from "./pages/plans";
import { ProblemsPage } from "./pages/problems";
import { SourcePage, SourcesPage } from "./pages/sources";
import { StatementsPage } from "./pages/statements";
import { TablePage } from "./pages/table";
import { WordsPage } from "./pages/words";
import { Waiting } from "./parts";
import { route } from "./route";
import { isPage, PAGE_WORDS, PAGES } from "./routes";
import { Search } from "./search";
import { theme, toggleTheme } from "./theme";

/** Pages that fill the window. */
const FULL: ReadonlySet<string> = new Set(["atlas", "network"]);

/** The frame of every page. */
export function App() {
  const { data: head, error } = useData<Head>("data/head.json");
  const { page, id } = route.value;
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (head) studyLanguages.value = head.languages;
  }, [head]);
  useEffect(() => {
    document.documentElement.lang = language.value === "zh" ? "zh-Hans" : language.value;
  }, [language.value]);
  useEffect(() => {
    document.title = [pageTitle(page, id), head ? say(head.title) : "milieu"].filter(Boolean).join(" · ");
  }, [head, page, id, language.value]);
  // Before it is painted: the focus is taken before the reader gives it to something else.
  useLayoutEffect(() => {
    // A new page starts at its top, also for those who listen to it.
    if (!first.current) {
      scrollTo(0, 0);
      main.current?.focus({ preventScroll: true });
    }
    first.current = false;
  }, [page, id]);
  return (
    <>
      <a class="skip" href="#main" onClick={(event) => { event.preventDefault(); main.current?.focus(); }}>
        {t("skip")}
      </a>
      <Top head={head} page={page} />
      {head && <ProblemsBar head={head} />}
      <main id="main" tabIndex={-1} ref={main} class={FULL.has(page) ? "full" : undefined}>
        {head ? <Page head={head} page={page} id={id} /> : <Waiting error={error} />}
      </main>
      {!FULL.has(page) && head && <Bottom head={head} />}
      <EvidencePanel />
    </>
  );
}

function pageTitle(page: string, id: string): string {
  if (id) return id;
  const known = PAGES.find((name) => name === page);
  return known ? t(PAGE_WORDS[known]) : page === "problems" ? t("nav_problems") : page === "statements" ? t("nav_statements") : "";
}

function Page({ head, page, id }: { head: Head; page: string; id: string }) {
  if (!isPage(page)) return <Waiting error="404" />;
  switch (page) {
    case "":
      return <OverviewPage head={head} />;
    case "atlas":
      return <Later key="atlas" page={() => import("./atlas/atlas").then((module) => module.AtlasPage)} />;
    case "network":
      return <Later key="network" page={() => import("./pages/network").then((module) => module.NetworkPage)} />;
    case "places":
      return <PlacesPage />;
    case "place":
    case "entity":
      return <EntityPage id={id} />;
    case "plans":
      return <PlansPage />;
    case "compare":
      return <ComparePage />;
    case "debates":
      return <Later key="debates" page={() => import("./pages/debates").then((module) => module.DebatesPage)} />;
    case "analyses":
      return <Later key="analyses" page={() => import("./pages/analyses").then((module) => module.AnalysesPage)} />;
    case "lab":
      return <Later key="lab" page={() => import("./lab/page").then((module) => module.LabPage)} />;
    case "sources":
      return <SourcesPage />;
    case "source":
      return <SourcePage id={id} />;
    case "codebook":
      return <CodebookPage />;
    case "glossary":
      return <GlossaryPage />;
    case "words":
      return <WordsPage />;
    case "problems":
      return <ProblemsPage />;
    case "statements":
      return <StatementsPage />;
    case "table":
      return <TablePage table={id} />;
  }
}

/** Pages whose libraries are large come only when asked for. */
function Later({ page }: { page: () => Promise<() => preact.JSX.Element> }) {
  const [Loaded, setLoaded] = useState<{ page?: () => preact.JSX.Element; error?: string }>({});
  useEffect(() => {
    page().then(
      (loaded) => setLoaded({ page: loaded }),
      (error: unknown) => setLoaded({ error: String(error) }),
    );
  }, []);
  return Loaded.page ? <Loaded.page /> : <Waiting error={Loaded.error} />;
}

function Top({ head, page }: { head: Head | undefined; page: string }) {
  const nav = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    // On a phone the pages stand on one line that scrolls: the open one is in sight.
    const open = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (nav.current && open) nav.current.scrollLeft = open.offsetLeft - nav.current.offsetLeft - (nav.current.clientWidth - open.offsetWidth) / 2;
  }, [page, language.value, head]);
  const inside: Record<string, string> = { place: "places", entity: "places", source: "sources" };
  return (
    <header class="top">
      <a class="brand" href="#/">
        {head ? say(head.title) : "milieu"}
      </a>
      <nav ref={nav} aria-label={t("nav")}>
        {PAGES.map((name) => (
          <a key={name} href={`#/${name}`} aria-current={name === (inside[page] ?? page) ? "page" : undefined}>
            {t(PAGE_WORDS[name])}
          </a>
        ))}
      </nav>
      <Search />
      <div class="tools">
        <select aria-label={t("language")} value={language.value} onChange={(event) => chooseLanguage(event.currentTarget.value as typeof language.value)}>
          {LANGUAGES.map(({ code, name }) => (
            <option key={code} value={code} lang={code}>
              {name}
            </option>
          ))}
        </select>
        <button type="button" class="plain" onClick={toggleTheme} aria-label={t("theme")} title={t("theme")}>
          {theme.value === "dark" ? "☀" : "☾"}
        </button>
      </div>
    </header>
  );
}

/** Errors speak up; warnings and notes wait in the footer until asked. */
function ProblemsBar({ head }: { head: Head }) {
  const [errors, warnings, notes] = head.problems;
  if (errors > 0) {
    return (
      <aside class="problems-bar errors" aria-label={t("nav_problems")}>
        <p role="alert">
          <a href="#/problems">{t("problems_errors", { n: errors })}</a> <span>{t("problems_errors_text")}</span>
        </p>
      </aside>
    );
  }
  if (!head.live || warnings === 0) return null;
  return (
    <aside class="problems-bar" aria-label={t("nav_problems")}>
      <a href="#/problems">{t("problems_count", { warnings, notes })}</a>
    </aside>
  );
}

function Bottom({ head }: { head: Head }) {
  const [errors, warnings, notes] = head.problems;
  return (
    <footer class="bottom">
      <p>
        {head.authors.map((author, index) => (
          <span key={index}>
            {index > 0 && ", "}
            {author.orcid === null ? (
              author.name
            ) : (
              <a href={`https://orcid.org/${author.orcid}`} rel="noreferrer">
                {author.name}
              </a>
            )}
          </span>
        ))}
        {head.licence !== null && ` · ${head.licence}`}
      </p>
      <p>
        <a href="#/problems">{t("problems_link", { n: errors + warnings + notes })}</a> · {t("tables")}{" "}
        {head.tables
          .filter((table) => table.rows > 0)
          .map((table) => `${table.table} ${number(table.rows)}`)
          .join(", ")}
      </p>
      <p>
        milieu {head.version} · {t("digest")} <code title={head.digest}>{head.digest.slice(0, 12)}</code> · {t("base_map")}
      </p>
    </footer>
  );
}
