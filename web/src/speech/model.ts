import { fold } from "../fold";
import type { Shown, Term, WordsPage } from "../page.gen";

/** Which passages are counted, and which terms are listed. */
export interface Choice {
  /** Words looked for, in any language. */
  q: string;
  /** Form of passage; empty for all. */
  form: string;
  /** Kind of source; empty for all, `-` for the study itself. */
  kind: string;
  /** Social group; empty for all, `-` where none is stated. */
  group: string;
  /** Whether names of places, people and territories are listed. */
  names: boolean;
  /** Whether only terms of the glossary are listed. */
  glossary: boolean;
}

/** A number of passages under a heading. */
export interface Tally<Key> {
  key: Key;
  passages: number[];
}

/** Whether a passage is counted. */
function counts(page: WordsPage, at: number, choice: Choice): boolean {
  const passage = page.passages[at];
  if (!passage) return false;
  if (choice.form !== "" && passage.form !== choice.form) return false;
  const kinds = passage.voices.map((voice) => page.voices[voice]?.kind);
  if (choice.kind === "-" ? kinds.length > 0 : choice.kind !== "" && !kinds.includes(choice.kind)) return false;
  const group = passage.group === null ? "-" : (page.groups[passage.group] ?? "");
  return choice.group === "" || group === choice.group;
}

/** A term with the passages that count. */
export interface Ranked {
  /** Its number on the page. */
  number: number;
  term: Term;
  passages: number[];
}

/** Terms with passages that count, most first; among equals as the page lists them. */
export function ranked(page: WordsPage, choice: Choice): Ranked[] {
  const kept = new Set(page.passages.flatMap((_, at) => (counts(page, at, choice) ? [at] : [])));
  const q = fold(choice.q);
  const found = page.terms.flatMap((term, number) => {
    if (!choice.names && term.kind === "name") return [];
    if (choice.glossary && term.kind !== "concept") return [];
    if (q !== "" && !fold([term.zh, term.en, term.fr, term.id].filter(Boolean).join(" ")).includes(q)) return [];
    const passages = term.passages.filter((at) => kept.has(at));
    return passages.length > 0 ? [{ number, term, passages }] : [];
  });
  return found.sort((a, b) => b.passages.length - a.passages.length);
}

/** Years in which the sources of a passage were issued; a passage of two years counts in both. */
export function years(page: WordsPage, passage: number): number[] {
  const found = (page.passages[passage]?.voices ?? []).flatMap((voice) => page.voices[voice]?.year ?? []);
  return [...new Set(found)].sort((a, b) => a - b);
}

function tally<Key>(passages: readonly number[], keys: (passage: number) => Key[]): Map<Key, number[]> {
  const found = new Map<Key, number[]>();
  for (const passage of passages) {
    for (const key of keys(passage)) {
      const known = found.get(key);
      if (known) known.push(passage);
      else found.set(key, [passage]);
    }
  }
  return found;
}

/** Passages by year, first year first; those without a year apart. */
export function byYear(page: WordsPage, passages: readonly number[]): { dated: Tally<number>[]; undated: number[] } {
  const found = tally(passages, (passage) => years(page, passage));
  const dated = [...found].map(([key, list]) => ({ key, passages: list })).sort((a, b) => a.key - b.key);
  return { dated, undated: passages.filter((passage) => years(page, passage).length === 0) };
}

/** Passages by kind of source; `-` is the study itself. Most first. */
export function byKind(page: WordsPage, passages: readonly number[]): Tally<string>[] {
  return most(tally(passages, (at) => voices(page, at, (voice) => voice.kind)));
}

/** Passages by author; a source without one stands under its key, the study itself under `-`. */
export function byAuthor(page: WordsPage, passages: readonly number[]): Tally<string>[] {
  return most(tally(passages, (at) => voices(page, at, (voice) => voice.author ?? voice.key)));
}

/** Passages by the social group that the study states; those without one are not listed. */
export function byGroup(page: WordsPage, passages: readonly number[]): Tally<string>[] {
  return most(
    tally(passages, (at) => {
      const group = page.groups[page.passages[at]?.group ?? -1];
      return group === undefined ? [] : [group];
    }),
  );
}

function voices(page: WordsPage, at: number, key: (voice: WordsPage["voices"][number]) => string): string[] {
  const found = (page.passages[at]?.voices ?? []).flatMap((number) => {
    const voice = page.voices[number];
    return voice ? [key(voice)] : [];
  });
  return found.length === 0 ? ["-"] : [...new Set(found)];
}

function most(found: Map<string, number[]>): Tally<string>[] {
  const all = [...found].map(([key, passages]) => ({ key, passages }));
  return all.sort((a, b) => b.passages.length - a.passages.length || (a.key < b.key ? -1 : 1));
}

/** A number of passages that opens them. */
export function shownCount(page: WordsPage, text: string, passages: readonly number[]): Shown {
  return { text, evidence: passages.flatMap((at) => page.passages[at]?.evidence ?? []) };
}

/** Terms linked to one, by how many passages hold both. */
export function beside(page: WordsPage, number: number): { number: number; passages: number[] }[] {
  const links = page.links.filter((link) => link.a === number || link.b === number);
  const found = links.map((link) => ({ number: link.a === number ? link.b : link.a, passages: link.passages }));
  return found.sort((a, b) => b.passages.length - a.passages.length || a.number - b.number);
}

/** The word of a term in a language, else in any, and the language it is in. */
export function name(term: Term, language: "en" | "zh" | "fr"): { text: string; lang: string } {
  for (const lang of [language, "en", "zh", "fr"] as const) {
    const text = term[lang];
    if (text) return { text, lang };
  }
  return { text: term.id, lang: "en" };
}

/** First and last year of all sources that speak on the page. */
export function span(page: WordsPage): [number, number] | undefined {
  const all = page.voices.flatMap((voice) => voice.year ?? []);
  return all.length === 0 ? undefined : [Math.min(...all), Math.max(...all)];
}
