import { describe, expect, it } from "vitest";

import { zoneAt, zoneCensus, zoneMarks } from "../src/atlas/zones";
import type { Plans, PolicyShown, TargetShown, ZoneShown } from "../src/page.gen";
import { above, below, descent, extent, flat, heads, ideas, planTree, readPath, richest, writePath } from "../src/plans/model";
import { span, waves } from "../src/plans/zones";

const nothing = { text: "", evidence: [] };

function policy(id: string, kind: string, parents: number[], more: Partial<PolicyShown> = {}): PolicyShown {
  return {
    id,
    title: { en: id },
    kind: { code: kind, label: { en: kind } },
    level: { code: "national", label: { en: "national" } },
    parents: parents.map((parent) => ({ policy: parent, stated: nothing })),
    issued: null,
    valid: null,
    bounds: null,
    number: null,
    issuers: [],
    notes: null,
    stages: [],
    stated: nothing,
    ...more,
  };
}

function target(id: string, territory: number, parent: number | null, range: [number, number] | null, more: Partial<TargetShown> = {}): TargetShown {
  return {
    id,
    policy: null,
    indicator: 0,
    territory,
    parent,
    parent_stated: null,
    nature: null,
    form: null,
    value: nothing,
    range,
    unit: "%",
    year: { text: "2019", evidence: [] },
    calendar_year: 2019,
    baseline: null,
    observed: [],
    gap: null,
    share: null,
    unattained: null,
    notes: null,
    ...more,
  };
}

const place = (id: string, level: string, parent: number | null) => ({ id, label: { en: id }, level, parent });
const seen = (territory: number, value: number, year = 2019, unit = "%") => ({
  indicator: 0,
  territory,
  unit,
  measured: { value, period: String(year), calendar_year: year, shown: nothing },
});

const plans = {
  policies: [policy("idea", "doctrine", []), policy("system", "plan", [0]), policy("late", "plan", [1], { bounds: [2021, 2026] }), policy("early", "plan", [1], { bounds: [2016, 2021] }), policy("alone", "strategy", [])],
  targets: [
    target("nation", 0, null, [6, 6.5]),
    target("low", 1, 0, [5, 5]),
    target("high", 2, 0, [9, 9]),
    target("words", 3, 0, null),
    target("of-plan", 0, null, [2, 2], { policy: 2, calendar_year: 2025 }),
  ],
  indicators: [{ code: "growth", label: { en: "Growth" } }],
  territories: [place("cn", "country", null), place("a", "province", 0), place("b", "province", 0), place("c", "province", 0), place("county", "county", 2)],
  levels: ["country", "province", "county"].map((code) => ({ code, label: { en: code } })),
  untargeted: [seen(4, 6.1), seen(4, 4, 2020), seen(4, 900, 2019, "yuan")],
  amplifications: [],
  unattained: [],
  families: [],
  timeline: [],
  undated: [],
  evidence: { written: [], properties: [], cells: [], citing: [], qualifiers: {}, citations: [], sources: [], texts: [] },
} as unknown as Plans;

describe("the cascade", () => {
  it("puts doctrines first, and plans below what they carry out, the earlier before the later", () => {
    expect(ideas(plans)).toEqual([0, 4]);
    expect(planTree(plans, "national")).toEqual([
      { index: 1, depth: 0 },
      { index: 3, depth: 1 },
      { index: 2, depth: 1 },
    ]);
  });

  it("follows a plan up to its doctrine and a doctrine down to its plans", () => {
    expect([...above(plans, 2)].sort()).toEqual([0, 1, 2]);
    expect([...below(plans, 0)].sort()).toEqual([0, 1, 2, 3]);
    expect([...below(plans, 4)]).toEqual([4]);
  });

  it("survives plans that carry out each other", () => {
    const round = { ...plans, policies: [policy("x", "plan", [1]), policy("y", "plan", [0])] } as Plans;
    expect([...above(round, 0)].sort()).toEqual([0, 1]);
    expect(planTree(round, "national").map(({ index }) => index).sort()).toEqual([0, 1]);
  });

  it("starts with targets that carry out no other, by plan or without one", () => {
    expect(heads(plans, undefined)).toEqual([0, 4]);
    expect(heads(plans, -1)).toEqual([0]);
    expect(heads(plans, 2)).toEqual([4]);
    expect(heads(plans, 3)).toEqual([]);
  });

  it("opens with the target most others carry out", () => {
    expect(richest(plans)).toBe(0);
    expect(richest({ ...plans, targets: [] })).toBeUndefined();
  });

  it("goes down from nation to province to the county that only an observation tells of", () => {
    const root = descent(plans, 0);
    expect(root && flat(root).map(({ row, depth }) => [plans.territories[row.territory]?.id, depth])).toEqual([
      ["cn", 0],
      ["b", 1],
      ["county", 2],
      ["a", 1],
      // Words have no height: they come last.
      ["c", 1],
    ]);
    // The observation of another year and the one in yuan are not of this cascade.
    const county = root && flat(root).find(({ row }) => row.territory === 4)?.row;
    expect(county?.observed.map(({ measured }) => measured.value)).toEqual([6.1]);
    const [low, high] = (root && extent(plans, flat(root))) ?? [0, 0];
    expect(low).toBeLessThan(5);
    expect(high).toBeGreaterThan(9);
    expect(high).toBeLessThan(10);
  });

  it("keeps its path in the address", () => {
    const path = { idea: 0, plan: -1, target: 2, territory: 4 };
    const query = new URLSearchParams(Object.entries(writePath(plans, path)).map(([key, value]) => [key, value ?? ""]));
    expect(readPath(plans, query)).toEqual(path);
    expect(readPath(plans, new URLSearchParams())).toEqual({ target: 0, plan: -1 });
    expect(readPath(plans, new URLSearchParams("plan=nothing&target=none"))).toEqual({});
  });
});

const zone = (id: string, bounds: [number, number] | null, lon = 120): ZoneShown =>
  ({ id, label: { en: id }, within: null, province: null, dated: null, bounds, position: { lat: 30, lon, from_territory: true }, stated: nothing }) as ZoneShown;

describe("zones", () => {
  const zones = [zone("a", [1984, 1989]), zone("b", [1984, 1989]), zone("c", [1992, 1993]), zone("d", null)];

  it("are known, perhaps, not yet or of no year", () => {
    expect(zoneAt(zones[0]!, 1983)).toBe("not_yet");
    expect(zoneAt(zones[0]!, 1986)).toBe("maybe");
    expect(zoneAt(zones[0]!, 1989)).toBe("approved");
    expect(zoneAt(zones[3]!, 1986)).toBe("undated");
    expect(zoneCensus(zones, 1992.5)).toEqual({ approved: 2, maybe: 1, not_yet: 0, undated: 1 });
  });

  it("come in waves of the years their date may mean", () => {
    expect(waves(zones).map((wave) => [span(wave), wave.zones.length])).toEqual([
      ["1984–1988", 2],
      ["1992", 1],
    ]);
  });

  it("share a square where they share a point, and those without a position have none", () => {
    const { position: _, ...nowhere } = zone("e", null);
    const marks = zoneMarks([...zones, nowhere as ZoneShown, zone("far", null, 100)], 5);
    expect(marks.map((mark) => mark.items.length)).toEqual([4, 1]);
  });
});
