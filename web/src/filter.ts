import type { Atlas, AtlasPlace, Head } from "./page.gen";

/** Facts about a place that can be asked for with `yes` or `no` in an address. */
export const ASPECTS = {
  /** An opening is dated, however roughly. */
  dated: (place: AtlasPlace) => place.life.start !== null,
  /** An end is dated. */
  ended: (place: AtlasPlace) => place.life.end !== null,
  /** It has a position of its own, not only its territory's label point. */
  located: (place: AtlasPlace) => place.positions.some((position) => !position.from_territory),
  /** Some source speaks of it. */
  sourced: (place: AtlasPlace) => place.sources > 0,
  /** Sources contradict each other. */
  contradictions: (place: AtlasPlace) => place.contradictions > 0,
} as const;

export type Aspect = keyof typeof ASPECTS;
export const ASPECT_NAMES = Object.keys(ASPECTS) as Aspect[];

/** What the reader asked to see; empty sets ask for nothing. Codes, not indices, as in addresses. */
export interface Asked {
  text: string;
  kinds: ReadonlySet<string>;
  statuses: ReadonlySet<string>;
  territory: string;
  aspects: Partial<Record<Aspect, boolean>>;
  /** Codebook variable → codes asked for. */
  codes: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Word for "none given" in addresses, where a code would stand. */
export const NONE = "-";

function set(text: string | null): Set<string> {
  return new Set(text ? text.split(",").filter(Boolean) : []);
}

/** Reads a filter from an address. */
export function readAsked(query: URLSearchParams): Asked {
  const aspects: Asked["aspects"] = {};
  for (const aspect of ASPECT_NAMES) {
    const value = query.get(aspect);
    if (value === "yes" || value === "no") aspects[aspect] = value === "yes";
  }
  const codes = new Map<string, Set<string>>();
  for (const [key, value] of query) {
    if (key.startsWith("v.") && value) codes.set(key.slice(2), set(value));
  }
  return {
    text: query.get("q") ?? "",
    kinds: set(query.get("kind")),
    statuses: set(query.get("status")),
    territory: query.get("territory") ?? "",
    aspects,
    codes,
  };
}

/** Writes what {@link readAsked} reads. */
export function writeAsked(asked: Asked): Record<string, string | undefined> {
  const out: Record<string, string | undefined> = {
    q: asked.text,
    kind: [...asked.kinds].join(","),
    status: [...asked.statuses].join(","),
    territory: asked.territory,
  };
  for (const aspect of ASPECT_NAMES) {
    const value = asked.aspects[aspect];
    if (value !== undefined) out[aspect] = value ? "yes" : "no";
  }
  for (const [variable, codes] of asked.codes) out[`v.${variable}`] = [...codes].join(",");
  return out;
}

/** Whether nothing is asked. */
export function asksNothing(asked: Asked): boolean {
  return Object.values(writeAsked(asked)).every((value) => !value);
}

/** Adds or removes a code. */
export function toggled(codes: ReadonlySet<string>, code: string): Set<string> {
  const next = new Set(codes);
  if (!next.delete(code)) next.add(code);
  return next;
}

/** Places that fit what is asked, in their order. `keys` gives the folded search text of a place. */
export function matching(
  atlas: Atlas,
  head: Head,
  asked: Asked,
  keys: (place: AtlasPlace) => string,
  foldedText: string,
): AtlasPlace[] {
  const within = territoriesWithin(atlas, asked.territory);
  const variables = [...asked.codes].flatMap(([code, values]) => {
    const index = atlas.filters.findIndex((filter) => filter.code === code);
    return index < 0 || values.size === 0 ? [] : [{ index, values }];
  });
  return atlas.places.filter((place) => {
    if (asked.kinds.size > 0) {
      const kind = place.kind === null ? NONE : (head.kinds[place.kind]?.code ?? NONE);
      if (!asked.kinds.has(kind)) return false;
    }
    if (asked.statuses.size > 0 && !asked.statuses.has(place.life.status)) return false;
    if (within && (place.territory === null || !within.has(place.territory))) return false;
    for (const aspect of ASPECT_NAMES) {
      const wanted = asked.aspects[aspect];
      if (wanted !== undefined && ASPECTS[aspect](place) !== wanted) return false;
    }
    for (const { index, values } of variables) {
      const given = place.codes[index] ?? [];
      const fits =
        given.length === 0
          ? values.has(NONE)
          : given.some((value) => values.has(atlas.filters[index]?.values[value]?.code ?? NONE));
      if (!fits) return false;
    }
    return foldedText === "" || keys(place).includes(foldedText);
  });
}

/** Indices of a territory and all territories in it; undefined when none is asked for. */
function territoriesWithin(atlas: Atlas, id: string): Set<number> | undefined {
  if (!id) return undefined;
  const inside = new Set<number>();
  const root = atlas.territories.findIndex((territory) => territory.id === id);
  if (root < 0) return inside;
  inside.add(root);
  // Parents may stand after their children: repeat until nothing is added.
  for (let grown = true; grown; ) {
    grown = false;
    atlas.territories.forEach((territory, index) => {
      if (!inside.has(index) && territory.parent !== null && inside.has(territory.parent)) {
        inside.add(index);
        grown = true;
      }
    });
  }
  return inside;
}
