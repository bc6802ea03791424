import { describe, expect, it } from "vitest";

import type { Passage, Term, Voice, WordsPage } from "../src/page.gen";
import { labels, toward } from "../src/speech/labels";
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
  evidence: { written: [], properties: [], cells: [], citing: [], qualifiers: {}, citations: [], sources: [], texts: [] },
};
const everything: Choice = { q: "", form: "", kind: "", group: "", names: true, glossary: false };
const ids = (choice: Partial<Choice>) => ranked(page, { ...everything, ...choice }).map((row) => `${row.term.id} ${row.passages.length}`);

describe("terms", () => {
  it("are ranked by the passages that count", () => {
    expect(ids({})).toEqual(["maker 3", "Chaihuo 2", "rent 2"]);
    expect(ids({ names: false })).toEqual(["maker 3", "rent 2"]);
    expect(ids({ glossary: true })).toEqual(["maker 3"]);
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

describe("labels of the drawing", () => {
  const spot = (x: number, y: number, width = 60) => ({ x, y, r: 5, width });

  it("stand under their circle, and move where there is no room", () => {
    const [first, second, third] = labels([spot(100, 50), spot(100, 70), spot(20, 180)], 200, 190);
    expect(first).toEqual({ x: 70, y: 38 + 3 });
    expect(second?.y).toBe(70 + 5 + 12);
    // Near the lower edge above, and never beyond the left edge.
    expect(third).toEqual({ x: 2, y: 171 });
  });

  it("are left out rather than laid on each other", () => {
    const spots = Array.from({ length: 30 }, (_, index) => spot(60 + (index % 3) * 20, 60 + index * 3));
    const boxes = labels(spots, 200, 200).flatMap((label) => (label ? [[label.x, label.y - 11, label.x + 60, label.y + 3]] : []));
    expect(boxes.length).toBeGreaterThan(2);
    expect(boxes.length).toBeLessThan(30);
    boxes.forEach((a, at) => boxes.slice(at + 1).forEach((b) => expect(a[0]! < b[2]! && a[2]! > b[0]! && a[1]! < b[3]! && a[3]! > b[1]!).toBe(false)));
  });

  it("are walked with the arrow keys", () => {
    const points = [[0, 0], [10, 1], [4, 30], [-5, 0]] as const;
    expect(toward(points, 0, "ArrowRight")).toBe(1);
    expect(toward(points, 0, "ArrowDown")).toBe(1);
    expect(toward(points, 1, "ArrowDown")).toBe(2);
    expect(toward(points, 0, "ArrowLeft")).toBe(3);
    expect(toward(points, 3, "ArrowLeft")).toBeUndefined();
    expect(toward(points, 0, "a")).toBeUndefined();
  });
});
