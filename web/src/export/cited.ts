import { fileOf, load } from "../data";
import type { EntityPage, EvidenceList, Shown } from "../page.gen";

/** The sources of a figure, by key; nothing when they cannot be told apart from those of the study. */
export type Cited = readonly string[] | undefined;

/** Keys of the sources that some statements of a page cite; all statements if none are named. */
export function citedBy(list: EvidenceList, places?: Iterable<number>): string[] {
  const citing = places ? [...new Set(places)].flatMap((place) => list.citing[place] ?? []) : list.citing.flat();
  return [...new Set(citing.flatMap((at) => list.sources[list.citations[at]?.source ?? -1]?.key ?? []))].sort();
}

/** Beyond this many places their pages are not read for one caption. */
const MOST_PLACES = 150;

/** What a map says of places rests on these: when they lived, of which kind they are, where they stood. */
export function drawnOf({ life, sites, properties }: EntityPage): number[] {
  const kind = properties.filter(({ property }) => property === "kind").map(({ value }) => value);
  const shown: (Shown | null | undefined)[] = [life?.opened, life?.closed, life?.confirmed, ...kind, ...sites.flatMap(({ address, given }) => [address, given])];
  return shown.flatMap((one) => one?.evidence ?? []);
}

/** The sources on which a map of these places rests; none told when they are too many to ask. */
export async function citedByPlaces(ids: readonly string[]): Promise<Cited> {
  if (ids.length > MOST_PLACES) return undefined;
  const pages = await Promise.all(ids.map((id) => load<EntityPage>(fileOf("entity", id))));
  return [...new Set(pages.flatMap((page) => citedBy(page.evidence, drawnOf(page))))].sort();
}
