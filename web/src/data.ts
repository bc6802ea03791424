import { effect, signal } from "@preact/signals";
import { useEffect, useMemo, useState } from "preact/hooks";

import { learnVariants } from "./fold";
import type { Atlas, AtlasPlace, Head, Headings, Label, SearchIndex, SourceRow, Sources } from "./page.gen";
import { rankKinds } from "./palette";

/** Counts the study's changes while it is served; pages refetch when it grows. */
export const version = signal(0);

const cache = new Map<string, Promise<unknown>>();

/** The name of the data file of an id or key: percent-encoded with capitals, so that no disk that ignores case mixes two. */
export function fileName(id: string): string {
  return encodeURIComponent(id).replace(/%..|[A-Z!'()*~]/g, (found) =>
    found.length > 1 ? found : `%${found.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The address of the file of an id or key: its name, encoded. */
export function fileOf(folder: "entity" | "source", id: string): string {
  return `data/${folder}/${encodeURIComponent(fileName(id))}.json`;
}

/** Reads a JSON file next to the page, once per version of the study. */
export function load<T>(path: string): Promise<T> {
  let reading = cache.get(path);
  if (!reading) {
    reading = fetch(path, { cache: "no-cache" }).then((response) => {
      if (!response.ok) throw new Error(`${response.status} ${path}`);
      return response.json();
    });
    cache.set(path, reading);
    reading.catch(() => cache.delete(path));
  }
  return reading as Promise<T>;
}

export interface Loaded<T> {
  data?: T;
  error?: string;
}

/** A JSON file as it stands; the former state stays until the new one has come. */
export function useData<T>(path: string): Loaded<T> {
  const [state, setState] = useState<Loaded<T> & { path: string }>({ path: "" });
  const current = version.value;
  useEffect(() => {
    let wanted = true;
    load<T>(path).then(
      (data) => wanted && setState({ path, data }),
      (error: unknown) => wanted && setState({ path, error: String(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [path, current]);
  return state.path === path ? state : {};
}

/** What the statements of all pages share; none until it has come. */
export const headings = signal<Headings | undefined>(undefined);

/** Reads the headings, and again when the study changes; called once. */
export function followHeadings(): void {
  effect(() => {
    const current = version.value;
    load<Headings>("data/headings.json").then(
      (read) => {
        if (version.value === current) headings.value = read;
      },
      () => undefined,
    );
  });
}

/** A property in words; none until the headings have come. */
export function propertyLabel(property: number): Label {
  return headings.value?.properties[property] ?? {};
}

/** A source of the bibliography; none until that has come, or for a key it lacks. */
export function useSource(key: string): SourceRow | undefined {
  const { data } = useData<Sources>("data/sources.json");
  return useMemo(() => data?.sources.find((source) => source.key === key), [data, key]);
}

/**
 * Refetches when the server names another edition of the study than before. Only while the page is
 * seen: a browser holds six connections to a server, and hidden pages would use them up.
 */
export function followServer(): void {
  let events: EventSource | undefined;
  let known: string | undefined;
  const hear = (message: MessageEvent<string>) => {
    if (known !== undefined && message.data !== known) {
      cache.clear();
      version.value += 1;
    }
    known = message.data;
  };
  const follow = () => {
    if (document.hidden) {
      events?.close();
      events = undefined;
    } else if (!events) {
      events = new EventSource("events");
      events.addEventListener("hello", hear);
      events.addEventListener("reload", hear);
    }
  };
  document.addEventListener("visibilitychange", follow);
  follow();
}

export interface AtlasData {
  head: Head;
  atlas: Atlas;
  /** Folded names of a place, for the text filter. */
  keys: (place: AtlasPlace) => string;
}

/** What the atlas and the table of places need, together. */
export async function loadAtlas(): Promise<AtlasData> {
  const [head, atlas, index] = await Promise.all([
    load<Head>("data/head.json"),
    load<Atlas>("data/atlas.json"),
    load<SearchIndex>("data/search.json"),
  ]);
  learnVariants(index.variants);
  const keys = new Map<string, string>();
  for (const entry of index.entries) {
    if (entry.route.startsWith("#/place/")) keys.set(decodeURIComponent(entry.route.slice(8)), entry.keys);
  }
  const counts = new Map<number | null, number>();
  for (const { kind } of atlas.places) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  rankKinds([...counts].map(([kind, places]) => ({ kind, places })));
  return { head, atlas, keys: (place) => keys.get(place.id) ?? "" };
}

/** {@link loadAtlas} as a hook. */
export function useAtlas(): Loaded<AtlasData> {
  const [state, setState] = useState<Loaded<AtlasData>>({});
  const current = version.value;
  useEffect(() => {
    let wanted = true;
    loadAtlas().then(
      (data) => wanted && setState({ data }),
      (error: unknown) => wanted && setState({ error: String(error) }),
    );
    return () => {
      wanted = false;
    };
  }, [current]);
  return state;
}
