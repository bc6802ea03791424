import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import { load, version } from "./data";
import { fit, fold, learnVariants } from "./fold";
import { t, word } from "./language";
import type { SearchEntry, SearchIndex } from "./page.gen";
import { Zh } from "./parts";

const SHOWN = 12;

/** Best entries for a query; places before other tables when they fit equally well. */
export function find(entries: readonly SearchEntry[], query: string, most = SHOWN): SearchEntry[] {
  const folded = fold(query);
  if (folded === "") return [];
  const scored = entries.flatMap((entry, index) => {
    const score = fit(folded, entry.keys);
    return score > 0 ? [{ entry, score: score + (entry.table === "places" ? 0.25 : 0), index }] : [];
  });
  scored.sort((a, b) => b.score - a.score || a.entry.name.length - b.entry.name.length || a.index - b.index);
  return scored.slice(0, most).map(({ entry }) => entry);
}

/** The search box of the header: a combobox whose list leads to pages. */
export function Search() {
  const [query, setQuery] = useState("");
  const [entries, setEntries] = useState<readonly SearchEntry[]>([]);
  const [open, setOpen] = useState(false);
  const [active, setActive] = useState(0);
  const box = useRef<HTMLInputElement>(null);
  const root = useRef<HTMLDivElement>(null);
  const current = version.value;

  const fetchIndex = () => {
    load<SearchIndex>("data/search.json").then(
      (index) => {
        learnVariants(index.variants);
        setEntries(index.entries);
      },
      () => setEntries([]),
    );
  };
  useEffect(() => {
    if (entries.length > 0) fetchIndex();
  }, [current]);
  // Before it is painted: the key works from the moment the box is there.
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const at = event.target as HTMLElement;
      if (event.key !== "/" || event.ctrlKey || event.metaKey || /^(INPUT|TEXTAREA|SELECT)$/.test(at.tagName)) return;
      event.preventDefault();
      box.current?.focus();
    };
    const onPointer = (event: Event) => {
      if (!root.current?.contains(event.target as Node)) setOpen(false);
    };
    addEventListener("keydown", onKey);
    addEventListener("pointerdown", onPointer);
    return () => {
      removeEventListener("keydown", onKey);
      removeEventListener("pointerdown", onPointer);
    };
  }, []);

  const found = useMemo(() => find(entries, query), [entries, query]);
  const listed = open && query.trim() !== "";
  const go = (entry: SearchEntry | undefined) => {
    if (!entry) return;
    location.hash = entry.route;
    setOpen(false);
    setQuery("");
    box.current?.blur();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // While a Chinese input method composes, its keys are its own.
    if (event.isComposing) return;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      const step = event.key === "ArrowDown" ? 1 : -1;
      setActive((active + step + found.length) % Math.max(1, found.length));
    } else if (event.key === "Enter") {
      go(found[active]);
    } else if (event.key === "Escape") {
      setOpen(false);
      box.current?.blur();
    }
  };
  return (
    <div class="search" role="search" ref={root}>
      <input
        ref={box}
        type="search"
        role="combobox"
        list={undefined}
        aria-expanded={listed}
        aria-controls="search-list"
        aria-activedescendant={listed && found[active] ? `search-${active}` : undefined}
        aria-label={t("search")}
        placeholder={t("search_hint")}
        autocomplete="off"
        spellcheck={false}
        value={query}
        onFocus={() => {
          fetchIndex();
          setOpen(true);
        }}
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setActive(0);
          setOpen(true);
        }}
        onKeyDown={onKeyDown}
      />
      <kbd aria-hidden="true">/</kbd>
      {listed && (
        <ul id="search-list" role="listbox" aria-label={t("search_results")}>
          {found.map((entry, index) => (
            <li
              key={entry.route}
              id={`search-${index}`}
              role="option"
              aria-selected={index === active}
              onPointerEnter={() => setActive(index)}
              onClick={() => go(entry)}
            >
              <span class="name">
                {entry.name} {entry.zh !== null && entry.zh !== entry.name && <Zh>{entry.zh}</Zh>}
              </span>
              <span class="family">{word("table", entry.table)}</span>
            </li>
          ))}
          {found.length === 0 && (
            <li class="none" role="option" aria-selected={false} aria-disabled="true">
              {t("search_none")}
            </li>
          )}
        </ul>
      )}
    </div>
  );
}
