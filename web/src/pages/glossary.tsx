import { useMemo, useState } from "preact/hooks";

import { useData } from "../data";
import { Statements, Value } from "../evidence";
import { fold } from "../fold";
import { t } from "../language";
import type { CharacterOfTheWeek, Concept, Glossary } from "../page.gen";
import { Waiting, Zh } from "../parts";

function text(concept: Concept): string {
  const parts = [concept.zh, concept.pinyin, concept.en, concept.fr, concept.definition];
  return fold([...parts.map((part) => part?.text ?? ""), concept.pinyin_suggested ?? "", concept.id].join(" "));
}

/** The glossary: hanzi, pinyin, English, French. */
export function GlossaryPage() {
  const { data, error } = useData<Glossary>("data/glossary.json");
  const [query, setQuery] = useState("");
  const found = useMemo(() => {
    const folded = fold(query);
    return (data?.concepts ?? []).filter((concept) => folded === "" || text(concept).includes(folded));
  }, [data, query]);
  if (!data) return <Waiting error={error} />;
  return (
    <Statements.Provider value={data.evidence}>
      <div class="glossary">
        <header class="lead">
          <h1>{t("nav_glossary")}</h1>
          <p class="byline" role="status" data-lists="below">
            {t("terms_shown", { n: found.length, all: data.concepts.length })}
          </p>
        </header>
        <div class="filters inline">
          <input
            type="search"
            class="text"
            value={query}
            placeholder={t("glossary_filter")}
            aria-label={t("glossary_filter")}
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
        </div>
        {query === "" && data.week.map((week) => <Week key={week.concept} week={week} concepts={data.concepts} />)}
        <dl class="terms">
          {found.map((concept) => (
            <div key={concept.id} id={`term-${concept.id}`}>
              <dt>
                {concept.zh && (
                  <Zh>
                    <Value shown={concept.zh} />
                  </Zh>
                )}
                {concept.pinyin ? (
                  <span class="pinyin" lang="zh-Latn">
                    <Value shown={concept.pinyin} />
                  </span>
                ) : (
                  concept.pinyin_suggested !== null && (
                    <span class="pinyin suggested" lang="zh-Latn" title={t("pinyin_suggested")}>
                      {concept.pinyin_suggested}
                    </span>
                  )
                )}
              </dt>
              <dd>
                <p class="translations">
                  {concept.en && (
                    <span lang="en">
                      <Value shown={concept.en} />
                    </span>
                  )}
                  {concept.fr && (
                    <span lang="fr">
                      <Value shown={concept.fr} />
                    </span>
                  )}
                </p>
                {concept.definition && (
                  <p>
                    <Value shown={concept.definition} />
                  </p>
                )}
                {concept.notes && (
                  <p class="quiet">
                    <Value shown={concept.notes} />
                  </p>
                )}
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </Statements.Provider>
  );
}

/** A character shown large, with the terms written with it; each leads to its entry below. */
function Week({ week, concepts }: { week: CharacterOfTheWeek; concepts: readonly Concept[] }) {
  const concept = concepts[week.concept];
  if (!concept) return null;
  const character = week.chosen.text;
  const find = (id: string) => document.getElementById(`term-${id}`)?.scrollIntoView({ block: "center" });
  const words = week.words.flatMap((at) => concepts[at] ?? []);
  return (
    <section class="week" aria-labelledby={`week-${concept.id}`}>
      <span class="character" lang="zh">
        <Value shown={week.chosen} />
      </span>
      <div>
        <h2 id={`week-${concept.id}`}>{t("week_title")}</h2>
        <p>
          <span class="pinyin" lang="zh-Latn">
            {concept.pinyin ? <Value shown={concept.pinyin} /> : concept.pinyin_suggested}
          </span>{" "}
          {concept.en && (
            <span lang="en">
              <Value shown={concept.en} />
            </span>
          )}{" "}
          {concept.fr && (
            <span lang="fr">
              · <Value shown={concept.fr} />
            </span>
          )}
        </p>
        {words.length > 0 && (
          <>
            <p class="quiet">{t("week_words")}</p>
            <ul class="with" lang="zh">
              {words.map((word) => (
                <li key={word.id}>
                  <button type="button" class="plain" onClick={() => find(word.id)}>
                    {(word.zh?.text ?? "").split(character).flatMap((part, at) => (at === 0 ? [part] : [<mark key={at}>{character}</mark>, part]))}
                  </button>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </section>
  );
}
