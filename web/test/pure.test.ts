import { describe, expect, it } from "vitest";

import { clusters, mercator, ring } from "../src/cluster";
import { fileName } from "../src/data";
import { asksNothing, matching, readAsked, toggled, writeAsked } from "../src/filter";
import { fit, fold, learnVariants } from "../src/fold";
import { clip } from "../src/land";
import { fill } from "../src/language";
import { lifeText, stretches, yearsText } from "../src/life";
import type { Position } from "../src/page.gen";
import { formatRoute, parseRoute } from "../src/route";
import { find } from "../src/search";
import { afterglow, census, fullest, history, positionAt, stateAt, yearMonth } from "../src/time";
import { marksAt, seenAt, sharedTerritory } from "../src/atlas/marks";
import { en } from "../src/words/en";
import { fr } from "../src/words/fr";
import { zh } from "../src/words/zh";
import { atlas, head, search } from "./fixture";

describe("files of ids", () => {
  it("are named as the program names them, also where disks ignore case", () => {
    const ids = ["SZdiy", "szdiy", "%53zdiy", "新", "../a", "*"];
    expect(ids.map(fileName)).toEqual(["%53%5Adiy", "szdiy", "%2553zdiy", "%E6%96%B0", "..%2Fa", "%2A"]);
  });
});

describe("search", () => {
  it("folds tones, case, widths and punctuation", () => {
    expect(fold("Xīnchējiān")).toBe("xinchejian");
    expect(fold("  Xīn-chē·Jiān! ")).toBe("xin che jian");
    expect(fold("ＦａｂＬａｂ")).toBe("fablab");
    expect(fold("lǜ")).toBe("lu");
    expect(fold("Xi’an, Łódź")).toBe("xian lodz");
    expect(fold("Café (Paris)")).toBe("cafe paris");
  });

  it("finds one place under all its writings", () => {
    learnVariants(search.variants);
    for (const query of ["新车间", "新車間", "xinchejian", "Xīnchējiān", "xin che jian", "XinChe"]) {
      expect(find(search.entries, query)[0]?.route, query).toBe("#/place/xinchejian");
    }
  });

  it("finds words in any order, nothing for nothing", () => {
    expect(find(search.entries, "cities maker")[0]?.route).toBe("#/source/sh2016");
    expect(find(search.entries, " . ")).toEqual([]);
    expect(find(search.entries, "nowhere")).toEqual([]);
  });

  it("prefers the whole key, then its start, then a word's start", () => {
    const scores = ["maker", "maker lab", "the maker", "lawmaker"].map((key) => fit("maker", key));
    expect(scores).toEqual([4, 3, 2, 1]);
  });
});

describe("a life at a moment", () => {
  const uncertain = { start: [2009, 2012] as [number, number], end: [2013, 2014] as [number, number], confirmed: null, status: "closed" };
  const open = { start: [2011, 2011.5] as [number, number], end: null, confirmed: 2014, status: "active" };

  it("passes through its states", () => {
    const states = [2008.9, 2009, 2011.99, 2012, 2013, 2014].map((time) => stateAt(uncertain, time));
    expect(states).toEqual(["before", "maybe", "maybe", "live", "ending", "ended"]);
  });

  it("without an end is not heard of since, never open", () => {
    expect(stateAt(open, 2014)).toBe("live");
    expect(stateAt(open, 2014.01)).toBe("silent");
    expect(stateAt({ ...open, confirmed: null }, 2012)).toBe("silent");
  });

  it("without a start is undated, until it is known to have ended", () => {
    expect(stateAt({ start: null, end: null, confirmed: null, status: "unknown" }, 2012)).toBe("undated");
    expect(stateAt({ start: null, end: [2010, 2011], confirmed: null, status: "closed" }, 2010.5)).toBe("undated");
    expect(stateAt({ start: null, end: [2010, 2011], confirmed: null, status: "closed" }, 2011)).toBe("ended");
    expect(stateAt({ start: null, end: null, confirmed: 2012, status: "active" }, 2013)).toBe("silent");
  });

  it("whose bounds overlap is never live for certain", () => {
    const blur = { start: [2009, 2012] as [number, number], end: [2011, 2014] as [number, number], confirmed: null, status: "closed" };
    expect([2010, 2011.5, 2012.5].map((time) => stateAt(blur, time))).toEqual(["maybe", "maybe", "ending"]);
  });

  it("fades after its end", () => {
    expect(afterglow(uncertain, 2014)).toBe(1);
    expect(afterglow(uncertain, 2015)).toBe(0.5);
    expect(afterglow(uncertain, 2017)).toBe(0);
  });

  it("is cut into stretches by what is known", () => {
    expect(stretches(uncertain, [2008, 2020])).toEqual([
      { from: 2009, to: 2012, sure: "uncertain" },
      { from: 2012, to: 2013, sure: "certain" },
      { from: 2013, to: 2014, sure: "uncertain" },
    ]);
    expect(stretches(open, [2008, 2020]).at(-1)).toEqual({ from: 2014, to: 2020, sure: "silent" });
  });

  it("is put into words", () => {
    expect(yearsText([2009, 2012])).toBe("2009–2011");
    expect(yearsText([2010, 2011])).toBe("2010");
    expect(lifeText(open)).toBe("2011 – ?");
    expect(yearMonth(2010)).toBe("2010-01");
    expect(yearMonth(2010.5)).toBe("2010-07");
    expect(yearMonth(2010 + 11 / 12)).toBe("2010-12");
  });

  it("jumps between sites", () => {
    const positions = atlas.places.find(({ id }) => id === "xindanwei")?.positions ?? [];
    expect(positionAt(positions, 2010)?.lat).toBe(31.21);
    expect(positionAt(positions, 2012)?.lat).toBe(31.205);
    expect(positionAt([], 2012)).toBeUndefined();
  });

  it("is at the end of all times where it was last, also after its last site was left", () => {
    const site = (lat: number, from?: number, to?: number) => ({ ...(atlas.places[0]?.positions[0] as Position), lat, from, to });
    expect(positionAt([site(1, 2009, 2010), site(2, 2010, 2014)], Infinity)?.lat).toBe(2);
    expect(positionAt([site(1, undefined, 2010), site(2, 2010)], Infinity)?.lat).toBe(2);
    expect(positionAt([site(3)], Infinity)?.lat).toBe(3);
  });

  it("is counted once, whatever its state", () => {
    const count = census(atlas.places, 2013.5);
    expect(Object.values(count).reduce((a, b) => a + b)).toBe(atlas.places.length);
    expect(count).toMatchObject({ live: 3, ending: 1, before: 2, undated: 1 });
    expect(fullest(atlas.places, atlas.years)).toBe(2012);
  });

  it("is followed through time as if asked at every quarter", () => {
    const steps = history(atlas.places, atlas.years);
    expect(steps).toHaveLength(12 * 4 + 1);
    for (const { time, count } of steps) expect(count, String(time)).toEqual(census(atlas.places, time));
  });
});

describe("marks", () => {
  it("group what would overlap, and nothing else", () => {
    const points = [
      { lon: 121.43, lat: 31.21, item: "a" },
      { lon: 121.44, lat: 31.22, item: "b" },
      { lon: 114.09, lat: 22.55, item: "c" },
    ];
    const low = clusters(points, 3, 44);
    expect(low.map(({ items }) => items)).toEqual([["a", "b"], ["c"]]);
    expect(low[0]?.lon).toBeCloseTo(121.435);
    expect(clusters(points, 12, 44)).toHaveLength(3);
  });

  it("keep every place, and the selected one apart", () => {
    const seen = seenAt(atlas.places, 2012.5, false);
    const marks = marksAt(seen, 3, "xinchejian");
    expect(marks.flatMap(({ items }) => items)).toHaveLength(seen.length);
    expect(marks.some(({ items }) => items.length === 1 && items[0]?.place.id === "xinchejian")).toBe(true);
  });

  it("are named after the territory they share", () => {
    const seen = seenAt(atlas.places, 2012.5, false);
    const shanghai = marksAt(seen, 3, undefined).find(({ items }) => items.length > 1);
    expect(shanghai && sharedTerritory(shanghai, atlas)).toBe(1);
    const all = { lon: 0, lat: 0, items: seen.map(({ item }) => item).filter((item, index, list) => list.findIndex((other) => other.place.territory === item.place.territory) === index) };
    expect(sharedTerritory(all, atlas)).toBe(0);
  });

  it("stand where Web Mercator says", () => {
    expect(mercator(0, 0)).toEqual([0.5, 0.5]);
    expect(mercator(180, 85.0511287798)[1]).toBeCloseTo(0, 4);
    const circle = ring(121.43, 31.21, 500);
    const metre = 111_194.93;
    const north = Math.max(...circle.map(([, lat]) => lat));
    expect((north - 31.21) * metre).toBeCloseTo(500, 0);
  });

  it("are cut at the frame", () => {
    const cut = clip([[0.2, 0.2], [0.8, 0.2], [0.8, 0.8], [0.2, 0.8]], [0.5, 0.5, 1, 1]);
    expect(cut).toHaveLength(4);
    expect(cut).toEqual(expect.arrayContaining([[0.5, 0.5], [0.8, 0.5], [0.8, 0.8], [0.5, 0.8]]));
    expect(clip([[0, 0], [0.1, 0], [0.1, 0.1]], [0.5, 0.5, 1, 1])).toEqual([]);
  });
});

describe("filters", () => {
  const ids = (query: string) => matching(atlas, head, readAsked(new URLSearchParams(query)), (place) => place.name.toLowerCase(), new URLSearchParams(query).get("q") ?? "").map(({ id }) => id);

  it("ask by kind, territory with what lies in it, aspect and code", () => {
    expect(ids("kind=hackerspace")).toEqual(["chaihuo", "xinchejian"]);
    expect(ids("kind=-")).toEqual(["innovationhouses"]);
    expect(ids("territory=shanghai&kind=coworking")).toEqual(["peoplesquared", "xindanwei"]);
    expect(ids("territory=cn")).toHaveLength(7);
    expect(ids("dated=no")).toEqual(["nodate"]);
    expect(ids("located=no")).toEqual(["innovationhouses", "nodate"]);
    expect(ids("sourced=no")).toEqual(["nodate"]);
    expect(ids("contradictions=yes")).toEqual(["xindanwei"]);
    expect(ids("v.governance=company")).toEqual(["chaihuo", "szoil"]);
    expect(ids("v.governance=-&kind=coworking")).toEqual(["peoplesquared", "xindanwei"]);
    expect(ids("q=xin")).toEqual(["xindanwei", "xinchejian"]);
    expect(ids("territory=nowhere")).toEqual([]);
  });

  it("survive the way through an address", () => {
    const text = "q=xin&kind=coworking,hackerspace&status=closed&territory=shanghai&dated=yes&sourced=no&v.governance=company,-";
    const asked = readAsked(new URLSearchParams(text));
    const back = parseRoute(formatRoute("places", "", writeAsked(asked)));
    expect(readAsked(back.query)).toEqual(asked);
    expect(asksNothing(asked)).toBe(false);
    expect(asksNothing(readAsked(new URLSearchParams()))).toBe(true);
    expect([...toggled(new Set(["a", "b"]), "a")]).toEqual(["b"]);
  });
});

describe("routes", () => {
  it("round trip", () => {
    const hash = formatRoute("atlas", "", { t: "2012.50", c: "121.4,31.2", z: "9.00", sel: "a@b.c" });
    expect(hash).toBe("#/atlas?t=2012.50&c=121.4,31.2&z=9.00&sel=a%40b.c");
    const route = parseRoute(hash);
    expect([route.page, route.query.get("c"), route.query.get("sel")]).toEqual(["atlas", "121.4,31.2", "a@b.c"]);
    expect(parseRoute(formatRoute("source", "doi:10.1/x y")).id).toBe("doi:10.1/x y");
  });

  it("do not stumble over what is not a route", () => {
    expect(parseRoute("")).toMatchObject({ page: "", id: "" });
    expect(parseRoute("#/place/100%")).toMatchObject({ page: "place", id: "100%" });
  });
});

describe("words", () => {
  it("have the same holes in every language", () => {
    const holes = (text: string) => [...new Set([...text.matchAll(/\{\w+\}/g)].map(([hole]) => hole))].sort();
    for (const key of Object.keys(en) as (keyof typeof en)[]) {
      expect(holes(zh[key]), key).toEqual(holes(en[key]));
      expect(holes(fr[key]), key).toEqual(holes(en[key]));
    }
  });

  it("pick one or other", () => {
    const rules = new Intl.PluralRules("en");
    expect(fill("{n} place|{n} places", { n: 1 }, rules)).toBe("1 place");
    expect(fill("{n} place|{n} places", { n: 2 }, rules)).toBe("2 places");
    expect(fill("{who} said", {}, rules)).toBe("{who} said");
  });
});
