import { describe, expect, it } from "vitest";

import { drawing } from "../src/network/drawing";
import { descents, families } from "../src/network/lineage";
import { byNode, compareLayers, seen, strengths, type Wanted } from "../src/network/model";
import { Moments } from "../src/network/moment";
import { stateAt } from "../src/time";
import type { Life, Network, NetworkNode, NetworkTie } from "../src/page.gen";

const ever: Life = { start: null, end: null, confirmed: null, status: "" };
const between = (from: number, to: number): Life => ({ start: [from, from], end: [to, to], confirmed: null, status: "" });

function node(id: string, life?: Life): NetworkNode {
  return { id, table: "places", name: id, zh: null, kind: 0, territory: null, life: life ?? null, moves: [], positions: [], x: 0, y: 0, component: 0 };
}

function tie(from: number, to: number, layer: number | null, life: Life, lineage?: NetworkTie["lineage"]): NetworkTie {
  return { from, to, relation: 0, layer, when: null, life, lineage: lineage ?? null, outlived: [] };
}

const born = { kind: "offspring", forward: true };
const network: Network = {
  nodes: [node("root", between(2009, 2013)), node("child", between(2010, 2015)), node("late", between(2014, 2016)), node("guest")],
  ties: [
    tie(0, 1, 0, between(2010, 2011), born),
    tie(0, 3, 1, between(2012, 2014)),
    tie(1, 3, 0, ever),
    tie(0, 3, 0, between(2009, 2010)),
    // The later stands first: time runs backward along the tie.
    tie(2, 1, null, ever, { kind: "became", forward: false }),
  ],
  kinds: [{ code: "club", table: "places", label: { en: "Club" } }],
  relations: [{ code: "hosts", label: { en: "hosts" }, directed: true }],
  layers: ["physical", "virtual"],
  territories: [],
  years: [2009, 2016],
  legacy: { certain: 0, possible: 0, undated: 0, moment: 0, ended: [], no_ended_place: 0, judged: 0 },
  untied_places: 0,
};
const all: Wanted = { layers: new Set(), relations: new Set(), kinds: new Set(), undated: true, time: undefined };

describe("what is seen of a network", () => {
  it("is everything at all times at once", () => {
    expect(seen(strengths(network, all))).toEqual([0, 1, 2, 3, 4]);
  });

  it("is at a moment what holds then, faintly what is undated", () => {
    expect([...strengths(network, { ...all, time: 2012.5 })]).toEqual([0, 2, 1, 0, 1]);
    expect([...strengths(network, { ...all, time: 2012.5, undated: false })]).toEqual([0, 2, 0, 0, 0]);
  });

  it("is what was asked for, by layer", () => {
    expect(seen(strengths(network, { ...all, layers: new Set(["virtual"]) }))).toEqual([1]);
    expect(seen(strengths(network, { ...all, layers: new Set(["lineage"]) }))).toEqual([4]);
  });
});

describe("layers compared", () => {
  const { rows, overlaps } = compareLayers(network, [0, 1, 2, 3, 4]);

  it("count ties and members, each in its layer", () => {
    const counts = rows.map(({ layer, ties, nodes, only }) => [layer, ties.length, nodes.size, only.length]);
    expect(counts).toEqual([
      ["physical", 3, 3, 0],
      ["virtual", 1, 2, 0],
      ["lineage", 1, 2, 1],
    ]);
  });

  it("share members and pairs", () => {
    const shared = overlaps.find(({ a, b }) => a === "physical" && b === "virtual");
    expect(shared).toMatchObject({ pairs: 1, ties: [3, 1] });
    expect([shared?.nodes.length, shared?.all.length]).toEqual([2, 3]);
  });

  it("give each node its ties", () => {
    expect(byNode(network, [0, 4]).map((ties) => ties.length)).toEqual([1, 2, 1, 0]);
  });
});

describe("lineage", () => {
  it("runs from the earlier to the later, whichever way the tie is written", () => {
    expect(descents(network).map(({ parent, child }) => [parent, child])).toEqual([
      [0, 1],
      [1, 2],
    ]);
  });

  it("puts children under their parents, and survives a circle", () => {
    expect(families(network)[0]?.rows).toEqual([
      { node: 0, depth: 0 },
      { node: 1, depth: 1 },
      { node: 2, depth: 2 },
    ]);
    const circle = { ...network, ties: [...network.ties, tie(2, 0, null, ever, born)] };
    expect(families(circle)[0]?.rows.map((row) => row.node).sort()).toEqual([0, 1, 2]);
  });
});

describe("a drawing", () => {
  it("gathers nodes into groups and joins them by one line a layer, except those laid open", () => {
    expect(drawing(network, undefined, new Set()).lines).toHaveLength(5);
    const gathered = drawing(network, "kind", new Set());
    expect(gathered.dots).toHaveLength(1);
    expect(gathered.lines).toHaveLength(0);
    expect(drawing(network, "kind", new Set(["club"])).dots).toHaveLength(4);
  });
});

describe("moments", () => {
  // Every combination of bounds that a life can have, asked at and around each of them.
  const ends = [null, [2004, 2005], [2005, 2005]] as const;
  const starts = [null, [2001, 2002], [2002, 2002]] as const;
  const lives: Life[] = starts.flatMap((start) =>
    ends.flatMap((end) => [null, 2003, 2006].map((confirmed): Life => ({ start: start && [...start], end: end && [...end], confirmed, status: "" }))),
  );
  const strength = { before: 0, ended: 0, silent: 1, undated: 1, maybe: 2, live: 2, ending: 2 } as const;

  it("say of all ties what the state of each says", () => {
    const moments = new Moments(lives.map((life) => ({ life })));
    const out = new Uint8Array(lives.length);
    const asked = new Uint8Array(lives.length).fill(1);
    for (let time = 2000; time <= 2007; time += 0.5) {
      for (const undated of [true, false]) {
        moments.at(time, asked, undated, out);
        const expected = lives.map((life) => {
          const state = stateAt(life, time);
          return state === "undated" && !undated ? 0 : strength[state];
        });
        expect([...out], `${time}`).toEqual(expected);
      }
    }
  });
});
