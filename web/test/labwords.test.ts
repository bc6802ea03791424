import { readdirSync, readFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";

import { language } from "../src/language";
import { sentences } from "../src/lab/sentence";
import { MODEL, modelKey } from "../src/lab/words";
import { fr } from "../src/lab/words/fr";
import { zh } from "../src/lab/words/zh";
import type { PatternBoard } from "../src/page.gen";

const ROOT = new URL("../../", import.meta.url);
const STUDY = new URL("studies/maker-cities/", ROOT);
const text = (path: string, base = ROOT) => readFileSync(new URL(path, base), "utf8");

/** Name and unit of every parameter: the rows of the register in the generated description of the model. */
const PARAMETERS = [...new Map([...text("docs/lab.md").matchAll(/^\| \d+ \| `([a-z0-9*-]+)` \|(.*)\|$/gm)].map(([, name, rest]) => [name ?? "", (rest ?? "").split(" | ")[3]?.trim() ?? ""]))];
const BOARD = JSON.parse(text("scenarios/patterns.result.json", STUDY)) as PatternBoard;
const RESULTS = readdirSync(new URL("experiments/", STUDY)).filter((name) => name.endsWith(".result.json"));

interface Kept {
  says: string;
  estimands: { why: string }[];
  transplant: { says: string } | null;
}

/** Every sentence of the kept results of experiments. */
function said(): string[] {
  const kept = RESULTS.map((name) => JSON.parse(text(`experiments/${name}`, STUDY)) as Kept);
  return kept.flatMap(({ says, estimands, transplant }) => [says, ...estimands.map(({ why }) => why), transplant?.says ?? ""]).filter((one) => one !== "");
}

describe("what the model calls things has words in every language", () => {
  const missing = (lang: "zh" | "fr", keys: readonly string[]) => {
    const known: Record<string, string> = { ...(lang === "zh" ? zh : fr), ...MODEL[lang] };
    return keys.filter((key) => !known[key]);
  };

  it("every parameter of the register", () => {
    expect(PARAMETERS.length).toBeGreaterThan(60);
    const keys = PARAMETERS.map(([name]) => modelKey("parameter", name));
    expect({ zh: missing("zh", keys), fr: missing("fr", keys) }).toEqual({ zh: [], fr: [] });
    const units = [...new Set(PARAMETERS.map(([, unit]) => unit))].filter((unit) => unit !== "").map((unit) => modelKey("unit", unit));
    expect({ zh: missing("zh", units), fr: missing("fr", units) }).toEqual({ zh: [], fr: [] });
  });

  it("every pattern and each of its parts", () => {
    expect(BOARD.patterns.length).toBe(23);
    const keys = BOARD.patterns.flatMap(({ id, parts }) => [modelKey("pattern", id), ...parts.map((_, index) => modelKey("part", `${id} ${index}`))]);
    expect({ zh: missing("zh", keys), fr: missing("fr", keys) }).toEqual({ zh: [], fr: [] });
  });

  it("and none that the model has no longer, or twice", () => {
    const known = new Set([...PARAMETERS.map(([name]) => modelKey("parameter", name)), ...BOARD.patterns.map(({ id }) => modelKey("pattern", id))]);
    const left = Object.keys(MODEL.zh).filter((key) => /^(parameter|pattern)_/.test(key) && !known.has(key));
    expect({ left, twice: Object.keys(MODEL.zh).filter((key) => key in zh) }).toEqual({ left: [], twice: [] });
    expect(Object.keys(MODEL.fr)).toEqual(Object.keys(MODEL.zh));
  });
});

describe("the sentences of a verdict", () => {
  afterEach(() => {
    language.value = "en";
  });

  it("are said in the language of the interface, numbers and terms as they are", () => {
    const told = (lang: "zh" | "fr", english: string) => {
      language.value = lang;
      return sentences(english);
    };
    const some = "Of 3 claims, 2 borne out, 1 open, 0 contradicted by the model. 1 of the open ones says nothing: no run moves its number.";
    expect(told("zh", some).text).toBe("共 3 项主张：得到支持 2，未定 1，被模型否定 0。未定的主张中有 1 项无所说明：没有一次运行使其数字变动。");
    expect(told("fr", "The interval holds the margin; 6 of 24 parameter sets agree.").text).toBe("L’intervalle contient la marge ; 6 jeux de paramètres sur 24 concordent.");
    expect(told("zh", "The interval lies on the other side; 2 of 24 parameter sets agree.").text).toBe("区间位于相反一侧；24 组参数中 2 组一致。");
    expect(told("fr", "Sufficient without any assumption: ~A*B + C. Necessary: no single condition.").text).toBe("Suffisant sans aucune hypothèse : ~A*B + C. Nécessaire : aucune condition seule.");
  });

  it("stay English, and say so, where one of them has no words", () => {
    language.value = "fr";
    const english = "The interval holds zero. The moon is full.";
    expect(sentences(english)).toEqual({ text: english, lang: "en" });
  });

  it("of every kept result have words", () => {
    const all = said();
    expect(all.length).toBeGreaterThan(20);
    for (const lang of ["zh", "fr"] as const) {
      language.value = lang;
      expect(all.filter((one) => sentences(one).lang === "en")).toEqual([]);
    }
  });
});
