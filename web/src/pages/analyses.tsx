import { Detail } from "../analyses/detail";
import { Headline } from "../analyses/headline";
import { says } from "../analyses/model";
import { useData } from "../data";
import { t } from "../language";
import type { Analyses, AnalysisInShort, AnalysisPage } from "../page.gen";
import { Say, Waiting } from "../parts";
import { formatRoute, route } from "../route";

/** What was asked of the study by a method; one question, whole, under `#/analyses/<id>`. */
export function AnalysesPage() {
  const { id } = route.value;
  return id ? <One key={id} id={id} /> : <All />;
}

function One({ id }: { id: string }) {
  const { data, error } = useData<AnalysisPage>(`data/analysis/${encodeURIComponent(id)}.json`);
  return data ? <Detail page={data} /> : <Waiting error={error} />;
}

function All() {
  const { data, error } = useData<Analyses>("data/analyses.json");
  if (!data) return <Waiting error={error} />;
  return (
    <div class="analyses">
      <header class="lead">
        <h1>{t("nav_analyses")}</h1>
        <p class="abstract">{t("analyses_text")}</p>
      </header>
      {data.analyses.length === 0 ? (
        <p class="honest">{t("analyses_none")}</p>
      ) : (
        <ul class="asked">
          {data.analyses.map((one) => (
            <li key={one.id} class={one.status}>
              <Card one={one} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Card({ one }: { one: AnalysisInShort }) {
  const { headline, refusal } = one;
  const link = formatRoute("analyses", one.id);
  return (
    <article>
      <h2>
        <a href={link} data-not-a-claim="title">
          <Say label={one.title} />
        </a>
      </h2>
      {says(one.question) && (
        <p data-not-a-claim="the question">
          <Say label={one.question} />
        </p>
      )}
      {headline && (
        <p class="headline">
          <Headline of={one} headline={headline} />
        </p>
      )}
      {refusal && (
        <p class="refused" data-not-a-claim="a message that names its place">
          <b>{t("analysis_refused")}</b> <span lang="en">{refusal.what}</span>
        </p>
      )}
      <p class="meta">
        <Say label={one.method} />
        {one.status === "kept" && <> · {t("analysis_kept_short")}</>}
        {one.status === "absent" && <> · {t("analysis_absent_short")}</>}
        {one.stale && <> · {t("analysis_stale_short")}</>}
        {one.used > 0 && (
          <>
            {" "}
            ·{" "}
            <a data-lists="the analysis" href={link}>
              {t("analysis_used", { n: one.used })}
            </a>
          </>
        )}
      </p>
    </article>
  );
}
