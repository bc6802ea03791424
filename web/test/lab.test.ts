import { describe, expect, it } from "vitest";

import { apartIn, closedBefore, countIn, momentOf } from "../src/lab/moments";
import { figure, monthName } from "../src/lab/simulated";
import type { ReplayShown } from "../src/page.gen";

function replay(lives: readonly [opened: number, closed: number | null][], twin: (number | null)[] = []): ReplayShown {
  const blank = lives.map(() => 0);
  return {
    kinds: ["makerspace"],
    causes: ["lease"],
    words: [],
    towns: ["town-1"],
    twin,
    name: [],
    kind: blank,
    x: blank,
    y: blank,
    town: blank,
    opened: lives.map(([opened]) => opened),
    closed: lives.map(([, closed]) => closed),
    cause: lives.map(([, closed]) => (closed === null ? null : 0)),
    terms: lives.map(() => []),
  };
}

describe("places of a run in a month", () => {
  const places = replay([[0, 10], [0, null], [5, 30], [20, null]]);

  it("are coming, open, just closed, or gone", () => {
    expect([4, 5, 29, 30, 41, 42].map((month) => momentOf(places, 2, month))).toEqual(["coming", "open", "open", "closed", "closed", "gone"]);
    expect(countIn(places, 12)).toEqual({ open: 2, closed: 1 });
    expect(countIn(places, 22)).toEqual({ open: 3, closed: 0 });
    expect(closedBefore(places, 35)).toEqual([2]);
  });

  it("are told apart from those of another future by who they are, not by where they stand in the list", () => {
    // The other future lacks the third and has one of its own; the first lives on there.
    const against = replay([[0, null], [0, 8], [7, null]]);
    const here = { ...places, twin: [1, 0, null, null] };
    expect(apartIn(here, against, 7)).toEqual({ both: [0, 1], run: [2], base: [2] });
    expect(apartIn(here, against, 9)).toEqual({ both: [1], run: [0, 2], base: [2] });
  });
});

it("writes simulated numbers with three digits, and months as the terminal does", () => {
  expect([1234.5, -0.01234, 2.5e9, -1.6e-14, 0, null, Number.NaN].map(figure)).toEqual(["1,230", "−0.0123", "2.5B", "0", "0", "–", "–"]);
  expect([0, 11, 215].map((at) => monthName(2008 * 12, at))).toEqual(["2008-01", "2008-12", "2025-12"]);
});
