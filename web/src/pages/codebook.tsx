import { useEffect } from "preact/hooks";

import { Counted, counting } from "../counted";
import { useData } from "../data";
import { t, word } from "../language";
import type { CodebookEntry, CodebookPage as Page, CodebookSection } from "../page.gen";
import { Say, Waiting } from "../parts";
import { route } from "../route";

/** What the study's words mean, and how often each is used. */
export function CodebookPage() {
  const { data, error } = useData<Page>("data/codebook.json");
  const code = route.value.query.get("code");
  useEffect(() => {
    if (data && code) document.querySelector(".codes .asked")?.scrollIntoView({ block: "center" });
  }, [data, code]);
  if (!data) return <Waiting error={error} />;
  return (
    <div class="codebook">
      <header class="lead">
        <h1>{t("nav_codebook")}</h1>
        <p class="abstract">{t("codebook_text")}</p>
      </header>
      {data.sections.map((section) => (
        <Part key={section.id} section={section} asked={code} />
      ))}
    </div>
  );
}

function Part({ section, asked }: { section: CodebookSection; asked: string | null }) {
  const codes = new Set(section.entries.map((entry) => entry.code));
  const depth = (entry: CodebookEntry): number => {
    let steps = 0;
    let at: CodebookEntry | undefined = entry;
    while (at?.parent && codes.has(at.parent) && steps < 6) {
      const parent: string = at.parent;
      at = section.entries.find((other) => other.code === parent);
      steps += 1;
    }
    return steps;
  };
  return (
    <section class="section" aria-labelledby={`part-${section.id}`}>
      <h2 id={`part-${section.id}`}>
        <Say label={section.label} />
        <span class="tally" data-lists="below">{section.entries.length}</span>
      </h2>
      <p class="quiet" data-not-a-claim="words of the codebook">
        <Say label={section.definition} />
      </p>
      <dl class="codes">
        {section.entries.map((entry) => (
          <div key={entry.code} class={`depth-${Math.min(3, depth(entry))}${entry.code === asked ? " asked" : ""}`}>
            <dt data-not-a-claim="name of a code">
              <Say label={entry.label} /> <code>{entry.code}</code>
            </dt>
            <dd>
              <p data-not-a-claim="words of the codebook, whose line stands below">
                <Say label={entry.definition} />
              </p>
              <p class="quiet">
                <span data-not-a-claim="words of the codebook, whose line stands beside them">
                  {entry.details.map(([name, value]) => `${word("detail", name)}: ${value} · `).join("")}
                </span>
                <Counted n={entry.uses.length} how={t("uses_how", { code: entry.code })} parts={() => counting(entry.uses.map((fact) => ({ text: "", fact })))}>
                  {t("uses_n", { n: entry.uses.length })}
                </Counted>
                {entry.source !== null && (
                  <>
                    {" · "}
                    <span class="reference">{entry.source}</span>
                  </>
                )}
                {" · "}
                <code>codebook.toml:{entry.line}</code>
              </p>
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
