import { useData } from "../data";
import { Detail } from "../debates/detail";
import { thesisAt, unsupported } from "../debates/model";
import { Board } from "../debates/board";
import { Statements } from "../evidence";
import { t } from "../language";
import type { Debates } from "../page.gen";
import { Waiting } from "../parts";
import { formatRoute, route } from "../route";

/** Theses with what speaks for and against them; one of them, whole, under `#/debates/<id>`. */
export function DebatesPage() {
  const { id } = route.value;
  const { data, error } = useData<Debates>("data/debates.json");
  if (!data) return <Waiting error={error} />;
  if (id) {
    const place = thesisAt(data, id);
    if (place === undefined) return <Waiting error="404" />;
    return (
      <Statements.Provider value={data.evidence}>
        <Detail debates={data} place={place} asked={id} />
      </Statements.Provider>
    );
  }
  return (
    <Statements.Provider value={data.evidence}>
      <Overview debates={data} />
    </Statements.Provider>
  );
}

function Overview({ debates }: { debates: Debates }) {
  const bare = route.value.query.get("evidence") === "none";
  const without = debates.theses.flatMap(({ arguments: all }) => all.filter(({ supported }) => !supported)).length;
  const theses = bare ? unsupported(debates) : debates.theses;
  return (
    <div class="debates">
      <header class="lead">
        <h1>{t("nav_debates")}</h1>
        <p class="abstract">{t("debates_text")}</p>
        <p class="byline">{t("debates_persons")}</p>
      </header>
      {debates.theses.length === 0 ? (
        <p class="honest">{t("debates_empty")}</p>
      ) : (
        <>
          <p class="tools-row">
            <a class="chip" data-lists aria-current={bare ? "true" : undefined} href={formatRoute("debates", "", { evidence: bare ? undefined : "none" })}>
              {t("debates_only", { n: without })}
            </a>
            <span class="quiet">{t("debates_key")}</span>
          </p>
          <Board theses={theses} />
        </>
      )}
    </div>
  );
}
