import { useRef, useState } from "preact/hooks";

import { say, t } from "../language";
import type { AnalysisPage, KeptShown, RefusalShown } from "../page.gen";
import { EntityAnchor, Say, Section, SourceAnchor } from "../parts";
import { formatRoute } from "../route";
import { Cases } from "./cases";
import { Figure } from "./figures/figure";
import { LeftOut } from "./leftout";
import { Method } from "./method";
import { says } from "./model";
import { Open, Rests } from "./number";
import { Numbers, Sheets } from "./results";

/** One question with its answer, what the answer rests on, and what it cannot say. */
export function Detail({ page }: { page: AnalysisPage }) {
  const [marked, setMarked] = useState<readonly number[] | undefined>();
  const cases = useRef<HTMLElement>(null);
  const showCases = (rows: readonly number[]) => {
    setMarked(rows);
    // After the list of cases is drawn.
    requestAnimationFrame(() => {
      cases.current?.scrollIntoView();
      cases.current?.focus({ preventScroll: true });
    });
  };
  const { result } = page;
  return (
    <Open.Provider value={{ page, showCases }}>
      <div class="analyses one">
        <header class="lead">
          <p class="trail">
            <a href={formatRoute("analyses")}>{t("nav_analyses")}</a>
          </p>
          <h1>
            <Say label={page.title} />
          </h1>
          {says(page.question) && (
            <p class="abstract" data-not-a-claim="the question">
              <Say label={page.question} />
            </p>
          )}
        </header>
        {page.refusal && <Refused refusal={page.refusal} />}
        {page.status === "absent" && <p class="honest">{t("analysis_absent")}</p>}
        {result && (
          <>
            <Numbers page={page} />
            {result.notes.length > 0 && (
              <ul class="notes">
                {result.notes.map((note, index) => (
                  <li key={index} class={note.warns ? "warns" : undefined}>
                    <span data-not-a-claim="words of the method">
                      <Say label={note.words} />
                    </span>
                    {note.detail && (
                      <>
                        {" "}
                        <Rests text={note.detail} rows={result.used} />
                      </>
                    )}
                  </li>
                ))}
              </ul>
            )}
            {result.figures.map((figure, index) => (
              <Figure key={index} figure={figure} of={say(page.title) || page.id} />
            ))}
          </>
        )}
        {page.limits.length > 0 && (
          <Section id="limits" title={t("analysis_limits")}>
            <ul class="plainlist" data-not-a-claim="the words of who asks">
              {page.limits.map((limit, index) => (
                <li key={index}>
                  <Say label={limit} />
                </li>
              ))}
            </ul>
          </Section>
        )}
        {page.kept && <Kept kept={page.kept} />}
        {result && result.left_out.length > 0 && <LeftOut page={page} groups={result.left_out} />}
        {result && result.sheets.length > 0 && <Sheets page={page} />}
        <Method page={page} />
        {page.sources.length > 0 && (
          <Section id="sources" title={t("nav_sources")}>
            <ul class="plainlist">
              {page.sources.map((source) => (
                <li key={source.key}>
                  <SourceAnchor id={source.key}>{source.short || source.key}</SourceAnchor> <span class="reference">{source.reference}</span>
                </li>
              ))}
            </ul>
          </Section>
        )}
        {page.arguments.length > 0 && (
          <Section id="arguments" title={t("analysis_arguments")}>
            <ul class="plainlist">
              {page.arguments.map((link) => (
                <li key={link.id}>
                  <EntityAnchor link={link} />
                </li>
              ))}
            </ul>
          </Section>
        )}
        {page.input && <Cases page={page} input={page.input} marked={marked} clear={() => setMarked(undefined)} at={cases} />}
        {page.downloads.length > 0 && (
          <Section id="downloads" title={t("analysis_downloads")}>
            <ul class="plainlist files">
              {page.downloads.map((file) => (
                <li key={file.path}>
                  <a href={file.path} download data-not-a-claim="name of a file">
                    {file.path.split("/").at(-1)}
                  </a>
                </li>
              ))}
              <li class="quiet">
                <code>milieu analyze {page.id} --format json</code>
              </li>
            </ul>
          </Section>
        )}
      </div>
    </Open.Provider>
  );
}


/** Why there is no number. Diagnostics are in English, as those of the terminal. */
function Refused({ refusal }: { refusal: RefusalShown }) {
  return (
    <div class="refusal" role="note">
      <p>
        <b>{t("analysis_refused")}</b>
      </p>
      <div lang="en" data-not-a-claim="a message that names its place">
        <p class="what">{refusal.what}</p>
        {refusal.why && <p>{refusal.why}</p>}
        {refusal.help && <p class="help">{refusal.help}</p>}
      </div>
      <p class="cell">
        <code>{refusal.at}</code> <code>{refusal.name}</code>
      </p>
    </div>
  );
}

function Kept({ kept }: { kept: KeptShown }) {
  return (
    <section class="section" id="kept" tabIndex={-1} aria-labelledby="kept-title">
      <h2 id="kept-title">{t("analysis_kept")}</h2>
      <p>{t("analysis_kept_text")}</p>
      {kept.stale && <p class="warns">{t("analysis_stale")}</p>}
      <dl class="facts">
        <div>
          <dt>{t("analysis_kept_from")}</dt>
          <dd>
            {kept.source ? <SourceAnchor id={kept.source.key}>{kept.source.short || kept.source.key}</SourceAnchor> : kept.file} <code>{kept.file}</code>
          </dd>
        </div>
        <div>
          <dt>{t("analysis_kept_command")}</dt>
          <dd>
            <pre>{kept.command.trim()}</pre>
          </dd>
        </div>
        {kept.query !== null && (
          <div>
            <dt>{t("analysis_kept_query")}</dt>
            <dd>
              <pre>{kept.query}</pre>
            </dd>
          </div>
        )}
        <div>
          <dt>{t("analysis_kept_digest")}</dt>
          <dd>
            <code class="digest">{kept.digest}</code> <code>milieu {kept.version}</code>
          </dd>
        </div>
      </dl>
    </section>
  );
}
