import { fill, language } from "../language";
import { MODEL, type Worded } from "./words";

type Key = keyof (typeof MODEL)["zh"];

/** What the lab says of an experiment (`judge.rs`, `perform.rs`, `transplant.rs`), sentence by sentence, and the key of its words. */
const SENTENCES: readonly [RegExp, Key][] = [
  [/^Of (\d+) claims?, (\d+) borne out, (\d+) open, (\d+) contradicted by the model$/, "say_claims"],
  [/^Nothing is claimed; the numbers stand for themselves$/, "say_none"],
  [/^(\d+) of the open ones says? nothing: no run moves (?:its number|their numbers)$/, "say_silent"],
  [/^Nothing is claimed of it$/, "say_unclaimed"],
  [/^Too few runs have this number$/, "say_few"],
  [/^The interval lies where it is claimed to$/, "say_inside"],
  [/^The interval lies on the other side$/, "say_outside"],
  [/^At the defaults the interval lies where it is claimed to, but it depends on parameters$/, "say_depends_inside"],
  [/^At the defaults the interval lies on the other side, but it depends on parameters$/, "say_depends_outside"],
  [/^The interval holds zero$/, "say_zero"],
  [/^The interval holds the margin$/, "say_margin"],
  [/^Says nothing: the number is 0 in every run of both arms$/, "say_all_zero"],
  [/^Says nothing: the number is the same in both arms in every run$/, "say_all_same"],
  [/^What the arms change does not lead to it in this model$/, "say_unled"],
  [/^Sufficient without any assumption: (.+)$/, "say_sufficient"],
  [/^Necessary: no single condition$/, "say_necessary_none"],
  [/^Necessary: (.+)$/, "say_necessary"],
];

/** How a sentence may end. */
const SETS = /; (\d+) of (\d+) parameter sets agree$/;

/** What the lab says of an experiment in the language of the interface; in English where one of its sentences is not known. */
export function sentences(english: string): Worded {
  const to = language.value;
  if (to === "en") return { text: english, lang: undefined };
  const rules = new Intl.PluralRules(to);
  const word = (key: Key, [a, b, c, d]: readonly string[]) => fill(MODEL[to][key], { a: a ?? "", b: b ?? "", c: c ?? "", d: d ?? "" }, rules);
  const told = english.split(/\.(?:\s+|$)/).filter((one) => one !== "").map((one) => {
    const sets = SETS.exec(one);
    const known = SENTENCES.map(([form, key]) => ({ key, found: form.exec(one.replace(SETS, "")) })).find(({ found }) => found !== null);
    return known?.found && word(known.key, known.found.slice(1)) + (sets ? word("say_sets", sets.slice(1)) : "") + word("say_end", []);
  });
  return told.includes(undefined) ? { text: english, lang: "en" } : { text: told.join(to === "zh" ? "" : " "), lang: undefined };
}
