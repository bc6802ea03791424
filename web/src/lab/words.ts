import { fill, language } from "../language";
import { en } from "./words/en";
import { fr } from "./words/fr";
import { zh } from "./words/zh";

/** Words of the lab's pages, which come with them and not with the first page. */
export type LabWords = { readonly [key in keyof typeof en]: string };
const WORDS: Record<typeof language.value, LabWords> = { en, zh, fr };

/** A text of the lab's pages. */
export function l(key: keyof LabWords, values: Record<string, string | number> = {}): string {
  return fill(WORDS[language.value][key], values, new Intl.PluralRules(language.value));
}

/** A word of the model in the language of the interface; as the model has it where there is none. */
export function modelWord(family: "indicator" | "lever" | "cause" | "term" | "kind" | "unit" | "status", code: string, fallback = code): { text: string; lang: string | undefined } {
  const key = `${family}_${code.replaceAll(/[^a-z0-9]+/gi, "_")}`;
  const text = (WORDS[language.value] as Record<string, string>)[key];
  return text === undefined ? { text: fallback, lang: language.value === "en" ? undefined : "en" } : { text, lang: undefined };
}
