import { describe, expect, it } from "vitest";

import type { EvidenceList, StatementRun } from "../src/page.gen";
import { byEntity, statedIn, STATEMENTS_A_FILE } from "../src/runs";

const NONE: EvidenceList = { written: [], properties: [], cells: [], citing: [], qualifiers: {}, citations: [], sources: [], texts: [] };
const a = { id: "a", table: "places", title: { en: "A" } };
const b = { id: "b", table: "places", title: { en: "B" } };
const run = (about: (number | null)[]): StatementRun => ({ about, entities: [a, b], evidence: NONE });
const runs = new Map([[0, run([1, 0, 0, null])], [1, run([0])]]);

describe("statements by number", () => {
  it("are found in their file, with what they are about", () => {
    expect(statedIn(runs, 2)).toEqual({ about: a, list: NONE, place: 2 });
    expect(statedIn(runs, STATEMENTS_A_FILE)).toMatchObject({ about: a, place: 0 });
    expect(statedIn(runs, 3)).toMatchObject({ about: undefined, place: 3 });
  });

  it("are none beyond the last, nor where the file has not come", () => {
    expect(statedIn(runs, 4)).toBeUndefined();
    expect(statedIn(runs, 2 * STATEMENTS_A_FILE)).toBeUndefined();
  });

  it("stand together when they are about the same, across files", () => {
    const stated = [0, 1, STATEMENTS_A_FILE, 3].flatMap((fact) => statedIn(runs, fact) ?? []);
    expect(byEntity(stated).map((group) => [group[0].about?.id, group.length])).toEqual([["b", 1], ["a", 2], [undefined, 1]]);
  });
});
