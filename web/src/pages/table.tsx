import { useMemo, useState } from "preact/hooks";

import { useData } from "../data";
import { fold } from "../fold";
import { language, t, word } from "../language";
import type { SearchIndex } from "../page.gen";
import { Waiting, Zh } from "../parts";

/** Tables whose rows have a page each but no page of their own kind: people, events, plans … */
export const LISTED = ["actors", "groups", "events", "policies", "targets", "arguments", "territories", "sites"] as const;

/** All entities of a table, each leading to its page. */
export function TablePage({ table }: { table: string }) {
  const { data, error } = useData<SearchIndex>("data/search.json");
  const [text, setText] = useState("");
  const all = useMemo(() => {
    const compare = new Intl.Collator(language.value, { numeric: true }).compare;
    return (data?.entries ?? []).filter((entry) => entry.table === table).sort((a, b) => compare(a.name, b.name));
  }, [data, table, language.value]);
  const found = useMemo(() => {
    const folded = fold(text);
    return folded === "" ? all : all.filter((entry) => entry.keys.includes(folded));
  }, [all, text]);
  if (!data) return <Waiting error={error} />;
  if (all.length === 0) return <Waiting error="404" />;
  return (
    <div class="entities">
      <header class="lead">
        <h1>{word("tables", table)}</h1>
        <p class="byline" role="status" data-lists="below">
          {t("entries_shown", { n: found.length, all: all.length })}
        </p>
      </header>
      <div class="filters inline">
        <input
          type="search"
          class="text"
          value={text}
          placeholder={t("filter_text")}
          aria-label={t("filter_text")}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </div>
      <ul class="index">
        {found.map((entry) => (
          <li key={entry.route}>
            <a href={entry.route}>
              {entry.name}
              {entry.zh !== null && entry.zh !== entry.name && (
                <>
                  {" "}
                  <Zh>{entry.zh}</Zh>
                </>
              )}
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
