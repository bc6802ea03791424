import { describe, expect, it } from "vitest";

import { linear } from "../src/axis";
import { disputed, fullestPair, MOST, panelsOf, readCases, rowsOf, writeCases, yearsOf } from "../src/compare/model";
import { ofSide, tally, thesisAt, unsupported } from "../src/debates/model";
import type { ArgumentShown, Compare, Debates, Point, Said } from "../src/page.gen";

function said(of: number, dimension: number, text: string): Said {
  return { case: of, dimension, value: { text, evidence: [0] }, entities: [], notes: null };
}

function point(value: number, bounds: [number, number] | null): Point {
  return { value, bounds, period: null, notes: null, shown: { text: String(value), evidence: [0] } };
}

const compare: Compare = {
  cases: ["model", "east", "west", "far"].map((id) => ({ id, table: "territories", title: { en: id } })),
  dimensions: ["a", "b", "c", "d"].map((code) => ({ code, label: { en: code }, definition: null })),
  said: [said(0, 3, "x"), said(1, 0, "From above"), said(2, 0, "From below"), said(1, 1, "Same  thing"), said(2, 1, "same thing"), said(1, 2, "only here"), said(1, 2, "twice")],
  charts: [
    { indicator: { code: "one", label: {} }, unit: null, series: [{ case: 1, points: [point(5, [2013, 2014])] }] },
    { indicator: { code: "two", label: {} }, unit: "%", series: [{ case: 1, points: [point(1, [2005.5, 2006])] }, { case: 2, points: [point(2, null)] }] },
  ],
  ratios: [],
  unchecked: [],
  evidence: { written: [], properties: [], cells: [], citing: [], qualifiers: {}, citations: [], sources: [], texts: [] },
};

describe("cases side by side", () => {
  it("begin with the two of which most is stated", () => {
    expect(fullestPair(compare)).toEqual([1, 2]);
    expect(fullestPair({ ...compare, said: [] })).toEqual([]);
    expect(fullestPair({ ...compare, said: compare.said.slice(0, 1) })).toEqual([0]);
  });

  it("stand in the address in their order, each once; an empty choice stays empty", () => {
    expect(readCases(compare, new URLSearchParams("cases=west,nowhere,model,west"))).toEqual([2, 0]);
    expect(readCases(compare, new URLSearchParams(""))).toEqual([1, 2]);
    for (const chosen of [[2, 0], []]) expect(readCases(compare, new URLSearchParams({ cases: writeCases(compare, chosen) }))).toEqual(chosen);
    const many = { ...compare, cases: Array.from({ length: 9 }, (_, i) => ({ id: `c${i}`, table: "places", title: {} })) };
    expect(readCases(many, new URLSearchParams({ cases: many.cases.map(({ id }) => id).join(",") }))).toHaveLength(MOST);
  });

  it("differ, agree, or are stated of one only; what is stated of none is no row", () => {
    const rows = rowsOf(compare, [1, 2]);
    expect([rows.differ, rows.agree, rows.one].map((list) => list.map(({ dimension }) => dimension))).toEqual([[0], [1], [2]]);
    expect(rows.one[0]?.cells.map((cell) => cell.length)).toEqual([2, 0]);
    expect(rowsOf(compare, [3])).toEqual({ differ: [], agree: [], one: [] });
  });

  it("have charts that compare first, and one axis of years", () => {
    const panels = panelsOf(compare, [1, 2]);
    expect(panels.map(({ chart }) => chart.indicator.code)).toEqual(["two", "one"]);
    expect(panels[1]?.without).toEqual([1]);
    expect(yearsOf(panels)).toEqual([2005, 2014]);
    expect(yearsOf(panelsOf(compare, [2]))).toBeUndefined();
    expect(panelsOf(compare, [3])).toEqual([]);
  });

  it("have scales from zero that hold every value", () => {
    for (const values of [[0], [254, 2170.128], [-3, 6.8], [103252], [0.004]]) {
      const { low, high, ticks } = linear([0, ...values], 0, 1, 3);
      expect(low).toBeLessThanOrEqual(Math.min(0, ...values));
      expect(high).toBeGreaterThanOrEqual(Math.max(0, ...values));
      expect(ticks).toContain(0);
      expect(ticks.length).toBeGreaterThan(1);
      expect(ticks.length).toBeLessThan(8);
    }
  });

  it("dispute values of the same time that differ", () => {
    const [a, b, c, d, e] = [point(254, [2013, 2014]), point(254.5, [2013, 2014]), point(127, [2007, 2008]), point(1, null), point(254, [2012, 2015])];
    const found = disputed([a, b, c, d, e]);
    expect([a, b, c, d, e].map((one) => found.has(one))).toEqual([true, true, false, false, true]);
  });
});

describe("theses", () => {
  function argument(id: string, side: string | null, supported: boolean): ArgumentShown {
    return { id, side: side === null ? null : { code: side, label: {} }, statement: { text: id, evidence: [] }, notes: null, rests_on: [], supported };
  }
  const debates: Debates = {
    theses: [
      { id: "a1", thesis: { text: "A", evidence: [] }, arguments: [argument("a1", "for", true), argument("a2", "against", false), argument("a3", null, false)], about: [] },
      { id: "b1", thesis: { text: "B", evidence: [] }, arguments: [argument("b1", "question", true)], about: [] },
    ],
    evidence: { written: [], properties: [], cells: [], citing: [], qualifiers: {}, citations: [], sources: [], texts: [] },
  };

  it("count their arguments by side and by evidence", () => {
    const [first] = debates.theses;
    expect(first && tally(first)).toEqual({ all: 3, supported: 1, for: 1, against: 1, other: 1 });
    expect(first && ofSide(first, "").map(({ id }) => id)).toEqual(["a3"]);
  });

  it("are found by any of their arguments", () => {
    expect(["a1", "a3", "b1", "c"].map((id) => thesisAt(debates, id))).toEqual([0, 0, 1, undefined]);
  });

  it("show what still lacks evidence", () => {
    expect(unsupported(debates).map(({ id, arguments: left }) => [id, left.length])).toEqual([["a1", 2]]);
  });
});
