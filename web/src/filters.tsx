import { useState } from "preact/hooks";

import type { AtlasData } from "./data";
import { ASPECT_NAMES, type Asked, type Aspect, NONE, toggled } from "./filter";
import { say, t, word } from "./language";
import { rankOf } from "./palette";
import { KindSign } from "./parts";
import { Select } from "./select";

/** Kinds offered at once. */
const MANY = 8;
/** Codebook variables offered at once. */
const FEW = 4;

/** The controls of a filter: the same on the atlas and above the table of places. */
export function Filters(props: { data: AtlasData; asked: Asked; onChange: (asked: Asked) => void }) {
  const { data, asked, onChange } = props;
  const { atlas, head } = data;
  const statuses = [...new Set(atlas.places.map((place) => place.life.status))].sort();
  const counts = new Map<number | null, number>();
  for (const { kind } of atlas.places) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const kinds = [...counts.keys()].sort((a, b) => rankOf(a) - rankOf(b));
  const codeOf = (kind: number | null) => (kind === null ? NONE : (head.kinds[kind]?.code ?? NONE));
  const [allKinds, setAllKinds] = useState(false);
  const shownKinds = allKinds || kinds.length <= MANY + 1 ? kinds : kinds.filter((kind, rank) => rank < MANY || asked.kinds.has(codeOf(kind)));
  // Of many variables only those asked for have a control of their own.
  const [added, setAdded] = useState<readonly string[]>([]);
  const few = atlas.filters.length <= FEW;
  const variables = atlas.filters.filter(({ code }) => few || asked.codes.has(code) || added.includes(code));
  const rest = atlas.filters.filter((filter) => !variables.includes(filter));
  return (
    <div class="filters">
      <input
        type="search"
        class="text"
        value={asked.text}
        placeholder={t("filter_text")}
        aria-label={t("filter_text")}
        onInput={(event) => onChange({ ...asked, text: event.currentTarget.value })}
      />
      <fieldset>
        <legend>{t("kind")}</legend>
        <div class="chips">
          {shownKinds.map((kind) => {
            const code = codeOf(kind);
            return (
              <button
                type="button"
                key={code}
                class="chip"
                data-lists
                aria-pressed={asked.kinds.has(code)}
                onClick={() => onChange({ ...asked, kinds: toggled(asked.kinds, code) })}
              >
                <KindSign kind={kind} />
                {kind === null ? t("none_given") : say(head.kinds[kind]?.label)} <span class="n">{counts.get(kind)}</span>
              </button>
            );
          })}
          {shownKinds.length < kinds.length && (
            <button type="button" class="link" data-lists onClick={() => setAllKinds(true)}>
              {t("more", { n: kinds.length - shownKinds.length })}
            </button>
          )}
        </div>
      </fieldset>
      <details open={asked.statuses.size > 0 || asked.codes.size > 0 || !!asked.territory || Object.keys(asked.aspects).length > 0}>
        <summary>{t("filter_more")}</summary>
        <fieldset>
          <legend>{t("status")}</legend>
          <div class="chips">
            {statuses.map((status) => (
              <button
                type="button"
                key={status}
                class="chip"
                aria-pressed={asked.statuses.has(status)}
                onClick={() => onChange({ ...asked, statuses: toggled(asked.statuses, status) })}
              >
                {word("status", status)}
              </button>
            ))}
          </div>
        </fieldset>
        <div class="selects">
          {atlas.territories.length > 0 && (
            <Select
              label={t("territory")}
              value={asked.territory}
              options={territoryOptions(data)}
              onChange={(territory) => onChange({ ...asked, territory })}
            />
          )}
          {variables.map((filter) => (
            <Select
              key={filter.code}
              label={say(filter.label) || filter.code}
              value={[...(asked.codes.get(filter.code) ?? [])].join(",")}
              options={[...filter.values.map((value) => [value.code, say(value.label) || value.code] as const), [NONE, t("none_given")]]}
              onChange={(code) => {
                const codes = new Map(asked.codes);
                if (code) codes.set(filter.code, new Set([code]));
                else codes.delete(filter.code);
                setAdded(added.filter((one) => one !== filter.code));
                onChange({ ...asked, codes });
              }}
            />
          ))}
          {rest.length > 0 && (
            <Select
              label={t("filter_codebook")}
              none={t("filter_codebook_choose")}
              value=""
              options={rest.map((filter) => [filter.code, say(filter.label) || filter.code])}
              onChange={(code) => setAdded([...added, code])}
            />
          )}
          {ASPECT_NAMES.map((aspect) => (
            <Select
              key={aspect}
              label={t(`aspect_${aspect}`)}
              value={asked.aspects[aspect] === undefined ? "" : asked.aspects[aspect] ? "yes" : "no"}
              options={[
                ["yes", t("yes")],
                ["no", t("no")],
              ]}
              onChange={(answer) => onChange({ ...asked, aspects: withAspect(asked.aspects, aspect, answer) })}
            />
          ))}
        </div>
      </details>
    </div>
  );
}

function withAspect(aspects: Asked["aspects"], aspect: Aspect, answer: string): Asked["aspects"] {
  const { [aspect]: _, ...rest } = aspects;
  return answer === "" ? rest : { ...rest, [aspect]: answer === "yes" };
}

/** Territories as a tree, deeper ones indented. */
function territoryOptions({ atlas }: AtlasData): [string, string][] {
  const out: [string, string][] = [];
  const visit = (parent: number | null, depth: number) => {
    // Deeper than any administration: a cycle that slipped through would end here.
    if (depth > 12) return;
    atlas.territories.forEach((territory, index) => {
      if (territory.parent !== parent) return;
      out.push([territory.id, `${"\u2003".repeat(depth)}${say(territory.label) || territory.id}`]);
      visit(index, depth + 1);
    });
  };
  visit(null, 0);
  return out;
}
