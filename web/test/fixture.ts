import type {
  Atlas,
  AtlasPlace,
  CodebookPage,
  EntityPage,
  Evidence,
  EvidenceList,
  Glossary,
  Head,
  Label,
  Life,
  Overview,
  Position,
  Problems,
  SearchIndex,
  SourcePage,
  Sources,
} from "../src/page.gen";

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

type Said = Partial<Omit<Evidence, "label" | "citations">> & { unsourced?: true };

const evidence: EvidenceList = {
  statements: [],
  labels: [],
  citations: [{ key: "sh2016", locator: "p. 7", short: "Author 2016", reference: "Author, A. (2016). A talk on maker cities. Paris.", url: "https://example.org/talk" }],
};

function said(property: string, label: Label, written: string, line: number, { unsourced, ...more }: Said = {}): void {
  const known = evidence.labels.indexOf(label);
  evidence.statements.push({
    subject: "xindanwei",
    property,
    label: known >= 0 ? known : evidence.labels.push(label) - 1,
    written,
    status: "accepted",
    cell: { file: "places.csv", line, column: 12, header: property },
    citations: unsourced ? [] : [0],
    ...more,
  });
}

const openedLabel = { en: "Opened", zh: "开业", fr: "Ouverture" };
said("opened", openedLabel, "2010", 4, { read_as: "from 2010-01-01 to 2010-12-31" });
said("opened", openedLabel, "2009", 2, { status: "conflict", cell: { file: "claims.csv", line: 2, column: 20, header: "value" } });
said("opened", openedLabel, "2011", 3, { status: "conflict", certainty: "low", cell: { file: "claims.csv", line: 3, column: 20, header: "value" }, unsourced: true });
said("closed", { en: "Ended", zh: "结束", fr: "Fin" }, "2013", 4);
said("name_zh", { en: "Name in Chinese", zh: "中文名" }, "新单位", 4);
said("address", { en: "Address", zh: "地址" }, "<script>alert(1)</script> Yongjia Road", 2, { cell: { file: "sites.csv", line: 2, column: 9, header: "address" } });

const shown = (text: string, ...at: number[]) => ({ text, evidence: at });
const dispute = {
  entity: { id: "xindanwei", table: "places", title: { en: "Xindanwei", zh: "新单位" } },
  property: "opened",
  label: openedLabel,
  values: [shown("2010", 0), shown("2009", 1), shown("2011", 2)],
  used: "2009/2011",
  rule: "interval",
};

export const overview: Overview = {
  counts: [
    { id: "places", label: { en: "places", zh: "个地点", fr: "lieux" }, value: 7, of: null, how: { en: "Rows of places.csv." }, route: "#/places", left_out: [] },
    { id: "dated", label: { en: "with a dated opening", zh: "开业有日期" }, value: 6, of: 7, how: { en: "An opening with at least one bound." }, route: "#/places?dated=yes", left_out: [{ reason: { en: "no source dates the opening" }, count: 1 }] },
    { id: "ended", label: { en: "with a dated end" }, value: 1, of: 7, how: { en: "A dated end." }, route: "#/places?ended=yes", left_out: [{ reason: { en: "no end known: not counted as open" }, count: 6 }] },
    { id: "contradictions", label: { en: "with contradicting sources" }, value: 1, of: 7, how: { en: "Statements that cannot all be true." }, route: "#/places?contradictions=yes", left_out: [] },
  ],
  years: [2009, 2010, 2011, 2012, 2013, 2014, 2015].map((year) => ({
    year,
    opened: year === 2014 ? 1 : year >= 2011 && year !== 2012 && year !== 2013 ? 2 : 0,
    opened_uncertain: year <= 2011 ? 0.33 : 0,
    ended: year === 2013 ? 1 : 0,
    ended_uncertain: year === 2012 ? 0.5 : 0,
  })),
  kinds: [
    { kind: 0, places: 2 },
    { kind: 1, places: 2 },
    { kind: 2, places: 2 },
    { kind: null, places: 1 },
  ],
  territories: [
    { id: "shanghai", label: { en: "Shanghai", zh: "上海" }, places: 4 },
    { id: "shenzhen", label: { en: "Shenzhen", zh: "深圳" }, places: 2 },
    { id: null, label: {}, places: 1 },
  ],
  contradictions: [dispute],
  evidence,
};

export const entity: EntityPage = {
  id: "xindanwei",
  table: "places",
  title: { en: "Xindanwei", zh: "新单位" },
  kind: kinds[1]?.label ?? null,
  properties: [
    { property: "name_zh", label: { en: "Name in Chinese", zh: "中文名" }, value: shown("新单位", 4), unit: null, link: null, code_label: null },
    { property: "territory", label: { en: "Territory", zh: "地区" }, value: shown("shanghai", 4), unit: null, link: { id: "shanghai", table: "territories", title: { en: "Shanghai", zh: "上海" } }, code_label: null },
    { property: "area_m2", label: { en: "Floor area", zh: "面积" }, value: shown("500", 3), unit: "m²", link: null, code_label: null },
  ],
  names: [
    { text: shown("新单位", 4), lang: "zh", script: "Hans", type: "official", pinyin: "xīn dānwèi", valid: null },
    { text: shown("Xindanwei", 4), lang: "en", script: "Latn", type: "official", pinyin: null, valid: null },
  ],
  life: {
    life: life([2009, 2012], [2013, 2014], null, "closed"),
    opened: shown("2009/2011", 0, 1, 2),
    closed: shown("2013", 3),
    confirmed: null,
    censoring: { treatment: "event", date: "2013" },
    spells: [
      { status: "active", start: [2009, 2012], end: [2013, 2014], text: shown("2010/2013", 0), site: "xindanwei-1", reason: null, successor: null },
      { status: "converted", start: [2013, 2014], end: null, text: shown("2013", 3), site: null, reason: shown("rent", 3), successor: { id: "xinchejian", table: "places", title: { en: "Xinchejian", zh: "新车间" } } },
    ],
  },
  sites: [
    { id: "xindanwei-1", address: shown("<script>alert(1)</script> Yongjia Road", 5), position: at(31.21, 121.43, { radius_m: 500 }), given: shown("31.21, 121.43 (unknown datum)", 5), valid: shown("2009/2011", 1), host: null, territory: null },
    { id: "xindanwei-2", address: shown("Donghu Road", 5), position: at(31.218, 121.455), given: null, valid: null, host: shown("a former factory", 5), territory: null },
  ],
  ties: [
    { other: { id: "xinchejian", table: "places", title: { en: "Xinchejian", zh: "新车间" } }, outgoing: true, relation: { en: "hosted", zh: "承载" }, layer: "physical", valid: shown("2010-10", 0), bounds: [2010.75, 2011], remark: null },
    { other: { id: "liuyan", table: "actors", title: { en: "Liu Yan" } }, outgoing: false, relation: { en: "founded", zh: "创办" }, layer: "organisational", valid: shown("", 0), bounds: null, remark: null },
  ],
  codings: [{ scheme: { en: "Governance" }, code: shown("company", 3), label: { en: "Company", zh: "企业" }, certainty: "medium", coder: "A" }],
  observations: [{ indicator: { en: "Members", zh: "会员" }, code: "members", period: "2011", value: shown("120", 2), unit: null }],
  mentions: [{ table: "events", property: "place", label: { en: "Place" }, link: null, text: shown("First open day", 0), when: "2010-10" }],
  contradictions: [dispute],
  notes: [{ file: "notes/visit.md", title: "A visit", html: '<p>Seen in <em>2011</em>; see <a href="#/place/xinchejian">Xinchejian</a>.</p>' }],
  sources: [{ key: "sh2016", short: "Author 2016", reference: "Author, A. (2016). A talk on maker cities. Paris.", statements: 5 }],
  evidence,
};

const source = { key: "sh2016", kind: "report", title: "A talk on maker cities", short: "Author 2016", reference: "Author, A. (2016). A talk on maker cities. Paris.", year: 2016, language: "en", url: "https://example.org/talk", note: "Read whole.", statements: 5, entities: 1 };
export const sources: Sources = { sources: [source] };
export const sourcePage: SourcePage = { source, entities: [{ entity: dispute.entity, evidence: [0, 1, 3, 4, 5] }], evidence };

export const codebook: CodebookPage = {
  sections: [
    { id: "kinds", label: { en: "Kinds", zh: "类型" }, definition: { en: "What a place is." }, entries: kinds.map(({ code, label }, line) => ({ code, label, definition: { en: `A ${code}, as its users call it.` }, parent: null, details: [["table", "places"]], source: "sh2016 p. 2", uses: 2, line })) },
    { id: "scheme:governance", label: { en: "Governance", zh: "治理" }, definition: { en: "Who decides." }, entries: [{ code: "community", label: { en: "Community", zh: "社区" }, definition: { en: "Members decide." }, parent: null, details: [], source: null, uses: 2, line: 20 }, { code: "assembly", label: { en: "Assembly" }, definition: { en: "Members meet." }, parent: "community", details: [], source: null, uses: 0, line: 24 }] },
  ],
};

export const glossary: Glossary = {
  concepts: [
    { id: "chuangke", zh: shown("创客", 4), pinyin: shown("chuàngkè", 4), pinyin_suggested: null, en: shown("maker", 0), fr: shown("maker", 0), definition: shown("One who makes things for the joy of it and shares how.", 0), notes: null },
    { id: "zhongchuang", zh: shown("众创空间", 4), pinyin: null, pinyin_suggested: "zhòng chuàng kōng jiān", en: shown("mass makerspace", 0), fr: null, definition: null, notes: null },
  ],
  week: [],
  evidence,
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

export const problems: Problems = {
  problems: [
    { code: "contradiction", severity: "note", message: "three sources, three openings", file: "claims.csv", line: 2, column: 20, rendered: "note[contradiction]: three sources, three openings\n --> claims.csv:2:20\n  |\n2 | xindanwei,opened,2009\n  |                  ^^^^", help: null },
    { code: "unsourced", severity: "warning", message: "this row cites no source", file: "places.csv", line: 7, column: 1, rendered: "warning[unsourced]: this row cites no source\n --> places.csv:7:1", help: "fill the column `source`" },
  ],
};
