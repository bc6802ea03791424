import { computed, signal } from "@preact/signals";

import type { Label } from "./page.gen";
import { parseRoute } from "./route";
import { en } from "./words/en";
import { fr } from "./words/fr";
import { zh } from "./words/zh";

/** Words of the interface: every language has every key, or the page does not compile. */
export type Words = { readonly [key in keyof typeof en]: string };
export type Language = "en" | "zh" | "fr";
export const LANGUAGES: readonly { code: Language; name: string }[] = [
  { code: "en", name: "English" },
  { code: "zh", name: "中文" },
  { code: "fr", name: "Français" },
];
const WORDS: Record<Language, Words> = { en, zh, fr };
const KEY = "milieu.language";

function known(text: string | null | undefined): Language | undefined {
  const code = text?.slice(0, 2).toLowerCase();
  return LANGUAGES.find((language) => language.code === code)?.code;
}

function first(): Language {
  if (typeof location === "undefined") return "en";
  const asked = new URLSearchParams(location.search).get("lang") ?? parseRoute(location.hash).query.get("lang");
  return known(asked) ?? known(stored(KEY)) ?? known(navigator.language) ?? "en";
}

/** Reads from the browser's store, which a reader may have forbidden. */
export function stored(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}

/** Writes to the browser's store if it is allowed. */
export function store(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // The choice then lasts as long as the page.
  }
}

/** The interface language. */
export const language = signal<Language>(first());

export function chooseLanguage(code: Language): void {
  language.value = code;
  store(KEY, code);
}

const plural = computed(() => new Intl.PluralRules(language.value));
const decimal = computed(() => new Intl.NumberFormat(language.value, { maximumFractionDigits: 1 }));
const measure = computed(() => new Intl.NumberFormat(language.value, { maximumFractionDigits: 3 }));

/** A number in the interface language. */
export function number(value: number): string {
  return decimal.value.format(value);
}

/** A measured value: up to three decimals. */
export function amount(value: number): string {
  return measure.value.format(value);
}

/** The form of a template that fits the number `n`: `one|other`. */
function form(template: string, values: Record<string, string | number>, rules: Intl.PluralRules): string {
  if (!template.includes("|")) return template;
  const [one = "", other = one] = template.split("|");
  return rules.select(Number(values["n"] ?? 0)) === "one" ? one : other;
}

/** Fills `{name}` in a template; `one|other` picks by the number `n`. */
export function fill(template: string, values: Record<string, string | number>, rules: Intl.PluralRules): string {
  return form(template, values, rules).replace(/\{(\w+)\}/g, (whole, key: string) => {
    const value = values[key];
    return value === undefined ? whole : typeof value === "number" ? number(value) : value;
  });
}

/** A text of the interface with its `{name}` still to be filled. */
export function template(key: keyof Words, values: Record<string, string | number>): string {
  return form(WORDS[language.value][key], values, plural.value);
}

/** A text of the interface. */
export function t(key: keyof Words, values: Record<string, string | number> = {}): string {
  return fill(WORDS[language.value][key], values, plural.value);
}

/** A word of the contract (`status`, `active`), or itself if the interface has none for it. */
export function word(family: string, code: string): string {
  const key = `${family}_${code}`;
  const words: Record<string, string> = WORDS[language.value];
  return words[key] ?? code.replaceAll("_", " ");
}

/** Languages of the study, its first first; set when the head is read. */
export const studyLanguages = signal<readonly string[]>([]);

/** A label with its language tag: the interface language, else the study's first, else any. */
export function pick(label: Label | null | undefined): { text: string; lang: string | undefined } {
  if (!label) return { text: "", lang: undefined };
  for (const code of [language.value, ...studyLanguages.value, "en"]) {
    const text = label[code];
    if (text) return { text, lang: code };
  }
  const code = Object.keys(label).find((key) => label[key]);
  return code === undefined ? { text: "", lang: undefined } : { text: label[code] ?? "", lang: code };
}

/** The text of a label. */
export function say(label: Label | null | undefined): string {
  return pick(label).text;
}
