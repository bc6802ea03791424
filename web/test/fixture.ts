import type { Atlas, AtlasPlace, Head, Life, Position, SearchIndex } from "../src/page.gen";

// A study small enough to read: the shapes of life, position and dispute that the pages must show.

const kinds = [
  { code: "hackerspace", label: { en: "Hackerspace", zh: "创客空间", fr: "Hackerspace" } },
  { code: "coworking", label: { en: "Coworking space", zh: "联合办公空间", fr: "Espace de coworking" } },
  { code: "fablab", label: { en: "Fab lab", zh: "微观装配实验室", fr: "Fab lab" } },
];

export const head: Head = {
  title: { en: "Maker cities in China", zh: "中国的创客城市", fr: "Villes de makers en Chine" },
  abstract: {
    en: "Makerspaces, hackerspaces, fab labs and coworking spaces in Chinese cities since 2008: when they opened, where they were, what became of them, and who says so.",
    zh: "2008 年以来中国城市的创客空间、微观装配实验室与联合办公空间：何时开业、位于何处、后来如何，以及依据何在。",
    fr: "Makerspaces, fab labs et espaces de coworking des villes chinoises depuis 2008 : ouvertures, sites, devenir, et qui le dit.",
  },
  authors: [{ name: "Example Author", orcid: null, affiliation: null }],
  licence: "CC-BY-4.0",
  languages: ["en", "zh", "fr"],
  window: [2009, 2019],
  version: "0.1.0",
  digest: "0123456789abcdef",
  kinds,
  tables: [
    { table: "places", rows: 7 },
    { table: "territories", rows: 3 },
  ],
  problems: [0, 1, 2],
  live: false,
};

function life(start: Life["start"], end: Life["end"], confirmed: number | null, status: string): Life {
  return { start, end, confirmed, status };
}

function at(lat: number, lon: number, more: Partial<Position> = {}): Position {
  return { lat, lon, from_territory: false, ...more };
}

function place(id: string, name: string, zh: string | null, more: Partial<AtlasPlace>): AtlasPlace {
  return {
    id,
    name,
    zh,
    kind: null,
    territory: null,
    positions: [],
    life: life(null, null, null, "unknown"),
    codes: [[]],
    sources: 1,
    contradictions: 0,
    ...more,
  };
}

export const atlas: Atlas = {
  places: [
    place("chaihuo", "Chaihuo", "柴火创客空间", { kind: 0, territory: 2, positions: [at(22.54, 113.95, { radius_m: 600 })], life: life([2011, 2012], null, 2019, "active"), codes: [[1]] }),
    place("innovationhouses", "Innovation Houses", "创新屋", { territory: 1, positions: [at(31.23, 121.47, { from_territory: true })], life: life([2015, 2016], null, null, "unknown") }),
    place("nodate", "Undated Lab", null, { kind: 2, territory: 0, sources: 0 }),
    place("peoplesquared", "People Squared", "联合创业办公社", { kind: 1, territory: 1, positions: [at(31.22, 121.44)], life: life([2011, 2012], null, 2014, "active") }),
    place("szoil", "SZOIL", "深圳开放创新实验室", { kind: 2, territory: 2, positions: [at(22.55, 114.09)], life: life([2014.75, 2014.83], null, 2018, "active"), codes: [[0, 1]] }),
    place("xindanwei", "Xindanwei", "新单位", {
      kind: 1,
      territory: 1,
      positions: [at(31.21, 121.43, { to: 2011 }), at(31.205, 121.45, { from: 2011 })],
      life: life([2009, 2012], [2013, 2014], null, "closed"),
      contradictions: 1,
      successor: "xinchejian",
      sources: 3,
    }),
    place("xinchejian", "Xinchejian", "新车间", { kind: 0, territory: 1, positions: [at(31.218, 121.43)], life: life([2010.75, 2011], null, 2016, "active"), codes: [[0]], sources: 2 }),
  ],
  territories: [
    { id: "cn", label: { en: "China", zh: "中国" }, level: "nation", parent: null },
    { id: "shanghai", label: { en: "Shanghai", zh: "上海" }, level: "province", parent: 0 },
    { id: "shenzhen", label: { en: "Shenzhen", zh: "深圳" }, level: "city", parent: 0 },
  ],
  filters: [
    {
      code: "governance",
      label: { en: "Governance", zh: "治理", fr: "Gouvernance" },
      values: [
        { code: "community", label: { en: "Community", zh: "社区" } },
        { code: "company", label: { en: "Company", zh: "企业" } },
      ],
    },
  ],
  years: [2008, 2019],
  areas: [],
};

export const search: SearchIndex = {
  variants: "車车間间單单",
  entries: [
    { route: "#/place/xinchejian", table: "places", name: "Xinchejian", zh: "新车间", keys: "xinchejian\n新车间\nxin che jian" },
    { route: "#/place/xindanwei", table: "places", name: "Xindanwei", zh: "新单位", keys: "xindanwei\n新单位\nxin dan wei" },
    { route: "#/place/chaihuo", table: "places", name: "Chaihuo", zh: "柴火创客空间", keys: "chaihuo\n柴火创客空间\nchai huo chuang ke kong jian" },
    { route: "#/source/sh2016", table: "source", name: "Author 2016", zh: null, keys: "sh2016\nauthor 2016\na talk on maker cities" },
  ],
};
