import { fill, language } from "../language";
import { en } from "./words/en";
import { fr } from "./words/fr";
import { model as modelFr } from "./words/model.fr";
import { model as modelZh } from "./words/model.zh";
import { zh } from "./words/zh";

/** Words of the lab's pages, which come with them and not with the first page. */
export type LabWords = { readonly [key in keyof typeof en]: string };
const WORDS: Record<typeof language.value, LabWords> = { en, zh, fr };
/** Texts of the model that come in English with the data. */
export const MODEL: Record<Exclude<typeof language.value, "en">, { readonly [key in keyof typeof modelZh]: string }> = { zh: modelZh, fr: modelFr };

/** A text in a language and the language it is in, where that is not the interface's. */
export interface Worded {
  text: string;
  lang: string | undefined;
}

/** A text of the lab's pages. */
export function l(key: keyof LabWords, values: Record<string, string | number> = {}): string {
  return fill(WORDS[language.value][key], values, new Intl.PluralRules(language.value));
}

type Family = "indicator" | "lever" | "cause" | "term" | "kind" | "unit" | "status" | "parameter" | "pattern" | "part" | "ground" | "solution";

/** The key of a word of the model: its code with signs and spaces as `_`. */
export function modelKey(family: Family, code: string): string {
  return `${family}_${code.replaceAll(/[^a-z0-9]+/gi, "_")}`;
}

/** A word of the model in the language of the interface; as the model has it where there is none. */
export function modelWord(family: Family, code: string, fallback = code): Worded {
  const words: Record<string, string> = language.value === "en" ? WORDS.en : { ...WORDS[language.value], ...MODEL[language.value] };
  const text = words[modelKey(family, code)];
  return text === undefined ? { text: fallback, lang: language.value === "en" ? undefined : "en" } : { text, lang: undefined };
}
