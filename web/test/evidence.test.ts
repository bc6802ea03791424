import { beforeEach, describe, expect, it } from "vitest";

import { headings } from "../src/data";
import { statementsAt } from "../src/evidence";
import type { EvidenceList } from "../src/page.gen";

const list: EvidenceList = {
  written: ["2010", "Xin", "A walk"],
  properties: [1, 0, null],
  cells: [
    [0, 2, 4, 12],
    [1, 0, 7, 1],
    [0, 0, 3, 1],
  ],
  citing: [[1, 0], [], [0]],
  qualifiers: { 1: { status: "rejected" } },
  citations: [{ source: 1 }, { source: 0, locator: "p. 7" }],
  sources: [
    { key: "sh2016", short: "Author 2016" },
    { key: "blog", short: "Xin" },
  ],
  texts: [{ file: "notes/walk.md", heading: "A walk", label: { en: "Note" } }],
};

describe("what statements share is put back in its place", () => {
  beforeEach(() => {
    headings.value = {
      tables: [
        { file: "places.csv", headers: ["id", "name", "opened"] },
        { file: "names.csv", headers: ["text"] },
      ],
      properties: [{ en: "Name" }, { en: "Opened" }],
    };
  });

  it("for cells of tables and passages of texts", () => {
    const [opened, name, walk] = statementsAt(list, [0, 1, 2]);
    expect(opened).toMatchObject({ label: { en: "Opened" }, status: "accepted", cell: { file: "places.csv", header: "opened", line: 4, column: 12 } });
    expect(name).toMatchObject({ label: { en: "Name" }, status: "rejected", cell: { file: "names.csv", header: "text", line: 7, column: 1 } });
    expect(walk).toMatchObject({ label: { en: "Note" }, cell: { file: "notes/walk.md", header: "A walk", line: 3, column: 1 } });
  });

  it("for citations, in their order", () => {
    const [opened] = statementsAt(list, [0]);
    expect(opened?.citations).toMatchObject([
      { key: "sh2016", short: "Author 2016", locator: "p. 7" },
      { key: "blog", short: "Xin" },
    ]);
  });

  it("and what the page itself holds is there before the headings have come", () => {
    headings.value = undefined;
    expect(statementsAt(list, [0])).toMatchObject([{ written: "2010", label: {}, cell: { file: "", line: 4 }, citations: [{ short: "Author 2016" }, { short: "Xin" }] }]);
  });
});
