import { describe, expect, it } from "vitest";

import type { Passage, Term, Voice, WordsPage } from "../src/page.gen";
import { beside, byAuthor, byGroup, byKind, byYear, type Choice, name, ranked, shownCount, span } from "../src/speech/model";

const voice = (key: string, kind: string, year: number | null, author: string | null = null): Voice => ({ key, kind, author, year });
const passage = (evidence: number, form: string, voices: number[], group: number | null = null): Passage => ({ evidence: [evidence], form, voices, group });
const term = (id: string, kind: Term["kind"], passages: number[], more: Partial<Term> = {}): Term => ({
  id,
  kind,
  zh: null,
  en: id,
  fr: null,
  entity: null,
  passages,
  at: null,
  ...more,
});

const page: WordsPage = {
  voices: [voice("li", "article-journal", 2016, "Li, D."), voice("blog", "webpage", null), voice("slides", "speech", 2024)],
  passages: [passage(10, "notes", [0]), passage(11, "quote", [0, 2], 0), passage(12, "statement", [1]), passage(13, "note", [])],
  groups: ["artists"],
  terms: [
    term("maker", "concept", [0, 1, 3], { zh: "创客", fr: "maker" }),
    term("Chaihuo", "name", [0, 2]),
    term("rent", "word", [2, 3]),
  ],
  links: [{ a: 0, b: 2, passages: [3] }],
  left_out: [],
  uncut: [],
  evidence: { statements: [], citations: [], sources: [], texts: [] },
};
const everything: Choice = { q: "", form: "", kind: "", group: "", names: true };
const ids = (choice: Partial<Choice>) => ranked(page, { ...everything, ...choice }).map((row) => `${row.term.id} ${row.passages.length}`);

describe("terms", () => {
  it("are ranked by the passages that count", () => {
    expect(ids({})).toEqual(["maker 3", "Chaihuo 2", "rent 2"]);
    expect(ids({ names: false })).toEqual(["maker 3", "rent 2"]);
    expect(ids({ form: "statement" })).toEqual(["Chaihuo 1", "rent 1"]);
    expect(ids({ kind: "webpage" })).toEqual(["Chaihuo 1", "rent 1"]);
    expect(ids({ kind: "-" })).toEqual(["maker 1", "rent 1"]);
    expect(ids({ group: "artists" })).toEqual(["maker 1"]);
    expect(ids({ group: "-" })).toEqual(["maker 2", "Chaihuo 2", "rent 2"]);
  });

  it("are found in any language", () => {
    expect(ids({ q: "创客" })).toEqual(["maker 3"]);
    expect(ids({ q: "CHAI" })).toEqual(["Chaihuo 2"]);
  });

  it("are named in the reader’s language if they have it", () => {
    const [maker, chaihuo] = page.terms;
    expect(maker && name(maker, "zh")).toEqual({ text: "创客", lang: "zh" });
    expect(chaihuo && name(chaihuo, "fr")).toEqual({ text: "Chaihuo", lang: "en" });
  });
});

describe("passages", () => {
  it("count in every year they cite; without one they are undated", () => {
    expect(byYear(page, [0, 1, 2, 3])).toEqual({
      dated: [
        { key: 2016, passages: [0, 1] },
        { key: 2024, passages: [1] },
      ],
      undated: [2, 3],
    });
    expect(span(page)).toEqual([2016, 2024]);
    expect(span({ ...page, voices: [] })).toBeUndefined();
  });

  it("stand under those they cite, and under the study where they cite none", () => {
    expect(byKind(page, [0, 1, 3]).map(({ key, passages }) => [key, passages.length])).toEqual([["article-journal", 2], ["-", 1], ["speech", 1]]);
    expect(byAuthor(page, [1, 2]).map(({ key }) => key)).toEqual(["Li, D.", "blog", "slides"]);
    expect(byGroup(page, [0, 1])).toEqual([{ key: "artists", passages: [1] }]);
  });

  it("open their statements", () => {
    expect(shownCount(page, "maker", [0, 3])).toEqual({ text: "maker", evidence: [10, 13] });
    expect(beside(page, 2)).toEqual([{ number: 0, passages: [3] }]);
  });
});
