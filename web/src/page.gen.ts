// Generated from crates/milieu-view/src/page by `cargo xtask generate`; do not edit.

/** The same words in several languages: language tag to text. */
export type Label = { [language: string]: string };

/** Title, people, vocabulary. */
export type Head = {
  /** Title of the study. */
  title: Label;
  /** What it is about. */
  abstract: Label;
  /** Authors. */
  authors: Array<Author>;
  /** Licence, as an SPDX expression. */
  licence: string | null;
  /** Languages of the study, its first first. */
  languages: Array<string>;
  /** Observation window, decimal years. */
  window: [number, number] | null;
  /** Version of the program that made the pages. */
  version: string;
  /** Digest of the study's files: two equal digests are the same study. */
  digest: string;
  /** Kinds of places, in codebook order; [`super::AtlasPlace::kind`] indexes it. */
  kinds: Array<Code>;
  /** How many entities each table holds, in the contract's order. */
  tables: Array<TableCount>;
  /** Errors, warnings and notes of the last check. */
  problems: [number, number, number];
  /** Whether the pages come from `serve` and reload on change. */
  live: boolean;
};

/** An author of the study. */
export type Author = {
  /** Name. */
  name: string;
  /** ORCID iD. */
  orcid: string | null;
  /** Affiliation. */
  affiliation: string | null;
};

/** A code with its label. */
export type Code = {
  /** The code. */
  code: string;
  /** Its label. */
  label: Label;
};

/** Size of a table. */
export type TableCount = {
  /** Table name. */
  table: string;
  /** Rows. */
  rows: number;
};

/** A value with its evidence. */
export type Shown = {
  /** As a person reads it. */
  text: string;
  /** Indices into the page's `evidence`: the statements it rests on. */
  evidence: Array<number>;
};

/** The statements of a page, column by column: what statement `i` says stands at `i` of `written`, `properties`, `cells` and `citing`. What many statements share stands once: on the page (its citations), or, where all pages share it, in a file of its own (columns and properties in [`Headings`], references in [`Sources`]). */
export type EvidenceList = {
  /** The cells as written, or the words of passages of texts; [`Shown::evidence`] indexes it. */
  written: Array<string>;
  /** The properties they state: indices into [`Headings::properties`]; null for a passage. */
  properties: Array<number | null>;
  /** Where they stand: table (an index into [`Headings::tables`]), column (an index into its headers), line and character, both from 1. Of a passage: part of a text (an index into `texts`), 0, line and character. */
  cells: Array<[number, number, number, number]>;
  /** Who says so, by index into `citations`; empty when no source is given. */
  citing: Array<Array<number>>;
  /** What else is said of some statements, by their index. */
  qualifiers: { [key in number]: Qualifiers };
  /** Citations. */
  citations: Array<Citation>;
  /** Sources; [`Citation::source`] indexes it. */
  sources: Array<CitedSource>;
  /** Parts of texts. */
  texts: Array<TextPart>;
};

/** What is said of a statement, where there is something to say. */
export type Qualifiers = {
  /** How the compiler reads the cell, if that differs (a date's bounds, a derived coordinate). */
  read_as?: string;
  /** Unit, if any. */
  unit?: string;
  /** When the statement holds, as written. */
  valid?: string;
  /** `conflict` or `rejected`; absent for a statement that is accepted. */
  status?: string;
  /** How sure the coder was, if said. */
  certainty?: string;
  /** Who recorded it, if said. */
  coder?: string;
  /** Remarks of its row. */
  remark?: string;
};

/** A part of a text that is no table: a note, an entry of the codebook. */
export type TextPart = {
  /** File, relative to the study folder. */
  file: string;
  /** Heading it stands under. */
  heading: string;
  /** What it is, in words. */
  label: Label;
};

/** A source as a page names it; its reference and address are in [`Sources`]. */
export type CitedSource = {
  /** Key in the bibliography. */
  key: string;
  /** Author and year; the key itself when the bibliography lacks it. */
  short: string;
};

/** A source cited for a statement. */
export type Citation = {
  /** The source: an index into [`EvidenceList::sources`]. */
  source: number;
  /** Page, section or date within it. */
  locator?: string;
  /** Address of an archived copy, if http(s), for a source that has no address itself. */
  archived?: string;
  /** Words quoted, if any. */
  quote?: string;
};

/** What the statements of all pages share, so that no page repeats it. */
export type Headings = {
  /** Tables of the study; [`EvidenceList::cells`](super::EvidenceList::cells) index it. */
  tables: Array<TableHeaders>;
  /** Properties in words; [`EvidenceList::properties`](super::EvidenceList::properties) index it. */
  properties: Array<Label>;
};

/** The header of a table. */
export type TableHeaders = {
  /** File, relative to the study folder. */
  file: string;
  /** Headers of its columns, as written. */
  headers: Array<string>;
};

/** The landing page. */
export type Overview = {
  /** Headline counts, in reading order. */
  counts: Array<Count>;
  /** How long places last, if an analysis of the study answers it. */
  curve: CurveEntry | null;
  /** From doctrine to territory, if the study has plans. */
  cascade: CascadeEntry | null;
  /** The first theses of the debates, at most five. */
  theses: Array<ThesisEntry>;
  /** Openings and ends by year. */
  years: Array<YearCount>;
  /** Places by kind, most first. */
  kinds: Array<KindCount>;
  /** Places by territory of the first level below the country, most first. */
  territories: Array<TerritoryCount>;
  /** Statements that cannot all be true. */
  contradictions: Array<Contradiction>;
  /** Statements behind the contradictions; their `evidence` indexes it. */
  evidence: EvidenceList;
};

/** A number, what it counts and what it leaves out. */
export type Count = {
  /** Stable name, as in `milieu explain overview.<id>`. */
  id: string;
  /** What is counted. */
  label: Label;
  /** The number. */
  value: number;
  /** Out of how many, if a share. */
  of: number | null;
  /** How it was counted, in one sentence. */
  how: Label;
  /** Page that lists what was counted: `#/places?dated=yes`; blank where no page lists it one by one. */
  route: string;
  /** What was not counted and why. */
  left_out: Array<LeftOut>;
};

/** Something left out of a number. */
export type LeftOut = {
  /** Why. */
  reason: Label;
  /** How many. */
  count: number;
  /** Ids of the places left out, if places are. */
  places: Array<string>;
  /** Keys of the sources left out, if sources are. */
  sources: Array<string>;
  /** Numbers of the statements left out in the study's order, from 0, if statements are. */
  statements: Array<number>;
};

/** What happened in a year; fractions spread an uncertain date evenly over its years. */
export type YearCount = {
  /** Year. */
  year: number;
  /** Openings certainly in this year. */
  opened: number;
  /** Expected openings from dates that span several years. */
  opened_uncertain: number;
  /** Ends certainly in this year. */
  ended: number;
  /** Expected ends from dates that span several years. */
  ended_uncertain: number;
};

/** Places of a kind. */
export type KindCount = {
  /** Index into [`super::Head::kinds`]; none for places without a kind. */
  kind: number | null;
  /** Places. */
  places: number;
};

/** The survival curve, which leads to its analysis. */
export type CurveEntry = {
  /** The analysis. */
  analysis: AnalysisInShort;
  /** Its curves, without what stands below them. */
  figure: StepsShown;
};

/** The cascade of plans in four numbers, which leads to the plans. */
export type CascadeEntry = {
  /** Doctrines and strategies. */
  ideas: number;
  /** Every other policy. */
  plans: number;
  /** Targets. */
  targets: number;
  /** Territories for which there are targets. */
  territories: number;
  /** Targets by the level of their territory, the highest first. */
  levels: Array<LevelCount>;
};

/** Targets of one level. */
export type LevelCount = {
  /** The level, a word of the contract. */
  level: Code;
  /** Targets. */
  targets: number;
};

/** A thesis, which leads to its debate. */
export type ThesisEntry = {
  /** Its address is `#/debates/<id>`. */
  id: string;
  /** The thesis. */
  thesis: string;
  /** Its arguments, in file order. */
  arguments: Array<ArgumentMark>;
};

/** An argument as a mark. */
export type ArgumentMark = {
  /** Side, a word of the contract; blank where it is not stated. */
  side: string;
  /** Whether any of its evidence can be looked up in the study. */
  supported: boolean;
};

/** Places in a territory. */
export type TerritoryCount = {
  /** Id; none for places of which no territory below the country is known. */
  id: string | null;
  /** Name. */
  label: Label;
  /** Places. */
  places: number;
  /** Their ids where `id` is none: no page lists them. */
  listed: Array<string>;
};

/** All places, small enough to filter and play in the browser. */
export type Atlas = {
  /** Every place, sorted by id. */
  places: Array<AtlasPlace>;
  /** Territories named by places, with all their ancestors. */
  territories: Array<AtlasTerritory>;
  /** What is known of the end (`end`), then schemes and variables of the codebook; [`AtlasPlace::codes`] is parallel to it. */
  filters: Array<Filter>;
  /** Range of the time slider, whole years: from the first to the last date of a place's life, states and sites. */
  years: [number, number];
  /** Boundaries supplied by the study, as files under `geo/`, relative to the site. */
  areas: Array<string>;
};

/** A place on the map. What most places lack is left out of the file, which a browser reads whole. */
export type AtlasPlace = {
  /** Id; its page is `#/place/<id>`. */
  id: string;
  /** Name in the study's first language, else any. */
  name: string;
  /** Chinese name, if any. */
  zh: string | null;
  /** Index into [`super::Head::kinds`]. */
  kind: number | null;
  /** Index into [`Atlas::territories`]. */
  territory: number | null;
  /** Positions over time; empty when none is known. */
  positions: Array<Position>;
  /** When it lived. */
  life: Life;
  /** Codes of the place, parallel to [`Atlas::filters`]: indices into the filter's values. */
  codes: Array<Array<number>>;
  /** How many sources speak of it. */
  sources: number;
  /** How many of its properties have contradicting statements. */
  contradictions: number;
  /** Successor, by id, if any. */
  successor?: string;
};

/** Where a place was. */
export type Position = {
  /** WGS84 latitude. */
  lat: number;
  /** WGS84 longitude. */
  lon: number;
  /** From when (earliest), if known. */
  from?: number;
  /** Until when (latest), if known. */
  to?: number;
  /** Radius within which the true position lies, metres: the given precision or the shift that an unknown datum may hide. Absent when the position is taken as given. */
  radius_m?: number;
  /** Whether the point is the label point of the place's territory, for want of a better one. Places of one territory then share the point exactly, so that a map can draw them together. */
  from_territory: boolean;
};

/** When a place lived, with what is not known left open. Bounds are decimal years; a date known on one side only (`before 2013`) reaches to the edge of [`Atlas::years`] on the other. */
export type Life = {
  /** Earliest and latest opening. */
  start: [number, number] | null;
  /** Earliest and latest end. */
  end: [number, number] | null;
  /** Latest date at which a source confirms it alive; after it nothing is known. */
  confirmed: number | null;
  /** Words for how it ended or its state when last heard of: a status of the contract. */
  status: string;
};

/** A territory. */
export type AtlasTerritory = {
  /** Id. */
  id: string;
  /** Name. */
  label: Label;
  /** Level. */
  level: string | null;
  /** Index of the territory it lies in. */
  parent: number | null;
};

/** A codebook variable or scheme to filter by. */
export type Filter = {
  /** Code. */
  code: string;
  /** Label. */
  label: Label;
  /** Values in codebook order. */
  values: Array<Code>;
};

/** Everything the study says of one entity. */
export type EntityPage = {
  /** Id. */
  id: string;
  /** Table it is a row of: `places`, `actors`, … */
  table: string;
  /** Its main name by language. */
  title: Label;
  /** Label of its kind. */
  kind: Label | null;
  /** Properties in the contract's order, then codebook variables. */
  properties: Array<Property>;
  /** Names in languages and scripts. */
  names: Array<NameShown>;
  /** When it lived; places only. */
  life: LifeLine | null;
  /** Sites; places only. */
  sites: Array<SiteShown>;
  /** Ties from and to it. */
  ties: Array<TieShown>;
  /** Codes given to it. */
  codings: Array<CodingShown>;
  /** Measured values. */
  observations: Array<ObservationShown>;
  /** Rows of other tables that name it (events, targets, stages …). */
  mentions: Array<Mention>;
  /** Properties with contradicting statements. */
  contradictions: Array<Contradiction>;
  /** Field notes that link to it, as HTML made from Markdown with raw HTML shown as text. */
  notes: Array<Note>;
  /** Sources of what is said of it (of a place: also of its sites), in order of first citation. */
  sources: Array<SourceCount>;
  /** Every statement behind the page; [`Shown::evidence`] indexes it. */
  evidence: EvidenceList;
};

/** A property and its value. */
export type Property = {
  /** Column. */
  property: string;
  /** In words: an index into [`Headings::properties`](super::Headings::properties). */
  label: number;
  /** Value used, after conflicts were resolved. */
  value: Shown;
  /** Unit. */
  unit?: string;
  /** For a reference: the entity it leads to. */
  link?: EntityLink;
  /** For a coded value: its label. */
  code_label?: Label;
};

/** A link to another entity's page. */
export type EntityLink = {
  /** Id. */
  id: string;
  /** Table. */
  table: string;
  /** Name. */
  title: Label;
};

/** A name. */
export type NameShown = {
  /** The name. */
  text: Shown;
  /** Language tag. */
  lang?: string;
  /** Script. */
  script?: string;
  /** official, short, former, pinyin, alias. */
  type?: string;
  /** Pinyin with tone marks, a suggestion of the program; absent for names without Chinese and where the study gives the pinyin. */
  pinyin?: string;
  /** When used. */
  valid?: string;
};

/** A place's life. */
export type LifeLine = {
  /** As on the atlas. */
  life: Life;
  /** Statement of the opening. */
  opened: Shown | null;
  /** Statement of the end. */
  closed: Shown | null;
  /** Statement of the last confirmation, or of the last source, for a life without an end. */
  confirmed: Shown | null;
  /** How analyses treat the end. */
  censoring: Censoring;
  /** Dated states, in order. */
  spells: Array<SpellShown>;
};

/** How analyses treat the end of a life; the web side puts it into words. */
export type Censoring = {
  /** `event` (a dated end), `confirmed` (alive when last confirmed), `last_source` (alive when its last dated source spoke of it), `unknown` (no date to go by: left out of analyses). */
  treatment: string;
  /** Date as written: of the end, of the confirmation, of the last source. */
  date: string | null;
};

/** A dated state. */
export type SpellShown = {
  /** State. */
  status: string | null;
  /** Earliest and latest start, decimal years. */
  start: [number, number] | null;
  /** Earliest and latest end, decimal years. */
  end: [number, number] | null;
  /** Dates as written. */
  text: Shown;
  /** Site by id. */
  site: string | null;
  /** Why it ended. */
  reason: Shown | null;
  /** What it became. */
  successor: EntityLink | null;
};

/** A site, or what stands in for one: a place's own coordinates, the label point of its territory. */
export type SiteShown = {
  /** Id. */
  id: string;
  /** Address or name. */
  address: Shown | null;
  /** Position, derived to WGS84. */
  position: Position | null;
  /** Coordinates and datum as given. */
  given: Shown | null;
  /** When occupied, as written. */
  valid: Shown | null;
  /** Host. */
  host: Shown | null;
  /** Territory it lies in. */
  territory: EntityLink | null;
};

/** A tie. */
export type TieShown = {
  /** The other end. */
  other: EntityLink;
  /** Whether this entity is the start. */
  outgoing: boolean;
  /** Relation in words. */
  relation: Label;
  /** Layer. */
  layer?: string;
  /** When, as written; the statement's evidence. */
  valid: Shown;
  /** Earliest start and latest end, decimal years. */
  bounds?: [number, number];
  /** Remarks of the row. */
  remark?: string;
};

/** A code given to the entity. */
export type CodingShown = {
  /** Scheme in words: an index into [`Headings::properties`](super::Headings::properties). */
  scheme: number;
  /** Code, and its evidence. */
  code: Shown;
  /** Label of the code. */
  label: Label;
  /** How sure. */
  certainty: string | null;
  /** Who coded. */
  coder: string | null;
};

/** A measured value. */
export type ObservationShown = {
  /** Indicator in words: an index into [`Headings::properties`](super::Headings::properties). */
  indicator: number;
  /** Code of the indicator. */
  code: string;
  /** Period as written. */
  period: string | null;
  /** Value. */
  value: Shown;
  /** Unit. */
  unit: string | null;
};

/** A row of another table that names the entity. */
export type Mention = {
  /** Table of the row. */
  table: string;
  /** Column in which the entity is named. */
  property: string;
  /** The column in words. */
  label: Label;
  /** The row's own page, if it has an id. */
  link?: EntityLink;
  /** The row in short. */
  text: Shown;
  /** Its date as written, if any. */
  when?: string;
};

/** Statements that cannot all be true, side by side. */
export type Contradiction = {
  /** Entity. */
  entity: EntityLink;
  /** Property. */
  property: string;
  /** In words. */
  label: Label;
  /** Each value said, with its statements. */
  values: Array<Shown>;
  /** What analyses use. */
  used: string;
  /** By which rule of `study.toml`: `interval` or `ranking`. */
  rule: string;
};

/** A field note. */
export type Note = {
  /** File. */
  file: string;
  /** Title. */
  title: string;
  /** Safe HTML. */
  html: string;
};

/** A source with the number of statements about the entity it supports. */
export type SourceCount = {
  /** The source: an index into [`EvidenceList::sources`]. */
  source: number;
  /** Statements. */
  statements: number;
};

/** Terms, who says them and what stands beside them. Indices are into the lists of this page. */
export type WordsPage = {
  /** Terms, those of most passages first. */
  terms: Array<Term>;
  /** Passages in which a term of this page stands. */
  passages: Array<Passage>;
  /** Sources cited for the passages, by key. */
  voices: Array<Voice>;
  /** Social groups that the study states for passages, in the order of first use. */
  groups: Array<string>;
  /** Terms that stand together in passages. */
  links: Array<TermLink>;
  /** Terms found that are not on the page: words of a single passage, and what exceeds its length. */
  left_out: Array<string>;
  /** Runs of Chinese characters that no word of the study divides, and too long to be one word. */
  uncut: Array<string>;
  /** Statements; [`Passage::evidence`] indexes it. */
  evidence: EvidenceList;
};

/** What a term is. */
export type TermKind = "concept" | "kind" | "name" | "word";

/** A term in the languages the study joins; a word of one language has one. */
export type Term = {
  /** Stable within the study: an id, a code, or the word. */
  id: string;
  /** What it is. */
  kind: TermKind;
  /** Chinese. */
  zh: string | null;
  /** English. */
  en: string | null;
  /** French. */
  fr: string | null;
  /** The entity it names. */
  entity: EntityLink | null;
  /** Passages in which it stands, in order. */
  passages: Array<number>;
  /** Where it stands in the drawing; the unit is the length of a link at rest. None if it is not drawn. */
  at: [number, number] | null;
};

/** A text in words, or a paragraph; what is repeated word by word is one passage. */
export type Passage = {
  /** Its statements: every place in which it stands word by word. */
  evidence: Array<number>;
  /** `quote`, `definition`, `statement` (an argument), `notes` (a remark) or `note` (a field note). */
  form: string;
  /** Sources cited; none where the study itself speaks. */
  voices: Array<number>;
  /** Social group, where the study states one in a column `group`. */
  group: number | null;
};

/** A source as somebody who speaks. */
export type Voice = {
  /** Key. */
  key: string;
  /** Type of the source, in the words of CSL. */
  kind: string;
  /** Authors; none where the source names none. */
  author: string | null;
  /** First year it may have been issued; none if it is not known. */
  year: number | null;
};

/** Two terms of the same passages. */
export type TermLink = {
  /** A term. */
  a: number;
  /** Another, later in the list. */
  b: number;
  /** Passages that hold both. */
  passages: Array<number>;
};

/** A character and the words that hold it. */
export type CharacterOfTheWeek = {
  /** The entry: an index into [`Glossary::concepts`]. */
  concept: number;
  /** The statement that chooses it. */
  chosen: Shown;
  /** Other entries whose Chinese holds it: indices into [`Glossary::concepts`]. */
  words: Array<number>;
};

/** Everything that is tied to something, and the ties. */
export type Network = {
  /** Entities with at least one tie, sorted by id. */
  nodes: Array<NetworkNode>;
  /** Ties: rows of `ties.csv`, successors of `spells.csv`, lineages of `matches.csv`, as they stand. */
  ties: Array<NetworkTie>;
  /** Kinds of nodes, in the codebook's order, then tables without kinds. */
  kinds: Array<NodeKind>;
  /** Relations in the codebook's order, those only used after them. */
  relations: Array<NetworkRelation>;
  /** Layers of the contract, in its order. */
  layers: Array<string>;
  /** Territories of the nodes, with all that they lie in. */
  territories: Array<AtlasTerritory>;
  /** Range of the time slider, whole years: that of the atlas, widened by what dates the ties. */
  years: [number, number];
  /** Ties that outlived a place, as far as dates tell. */
  legacy: LegacyCount;
  /** Places without any tie: on the atlas, not here. */
  untied_places: number;
};

/** A place, an actor, a group, a territory … */
export type NetworkNode = {
  /** Id. */
  id: string;
  /** Table it is a row of; its page is `#/place/<id>` or `#/entity/<id>`. */
  table: string;
  /** Name in the study's first language, else any. */
  name: string;
  /** Chinese name, if any. */
  zh: string | null;
  /** Index into [`Network::kinds`]. */
  kind: number;
  /** Index into [`Network::territories`]. */
  territory: number | null;
  /** When it lived; places only. */
  life: Life | null;
  /** When a place moved to another site: earliest and latest, decimal years. */
  moves: Array<[number, number]>;
  /** Where it is, as on the atlas; for what is no place, the label point of its territory. */
  positions: Array<Position>;
  /** Place in the drawing; a tie at rest has about the length 1. */
  x: number;
  /** Place in the drawing, upward. */
  y: number;
  /** Connected component: 0 is the largest. */
  component: number;
};

/** A tie. */
export type NetworkTie = {
  /** Index of the node it starts from. */
  from: number;
  /** Index of the node it leads to. */
  to: number;
  /** Index into [`Network::relations`]. */
  relation: number;
  /** Index into [`Network::layers`]; none when the study gives no layer. */
  layer: number | null;
  /** When, as written. */
  when: string | null;
  /** When, as bounds: a tie dated by one moment is not heard of after it; one declared open lasts to the end of the slider. */
  life: Life;
  /** If it tells what came from what. */
  lineage: LineageTie | null;
  /** Places that have ended and that it outlived, or may have, or whose end it cannot be compared with. */
  outlived: Array<Outlived>;
};

/** That one thing came from another. */
export type LineageTie = {
  /** `offspring` (the earlier lived on), `became` (converted, renamed, succeeded), `absorbed` (bought or merged into the later), `moved` (went on elsewhere under another id). */
  kind: string;
  /** Whether time runs from `from` to `to`; else the other way. */
  forward: boolean;
};

/** A place that has ended, and a tie that goes on. */
export type Outlived = {
  /** Index of the node of the place. */
  place: number;
  /** What the tie has to do with the place. */
  through: Through;
  /** Whether it reaches beyond the place's end. */
  reach: Reach;
};

/** What a tie has to do with a place that has ended. */
export type Through = "own" | "shared" | "heir";

/** Whether a tie reaches beyond the end of a place. */
export type Reach = "certain" | "possible" | "undated" | "moment";

/** Ties by the strongest thing that can be said of them, as `milieu_method::legacy` judges them; every row of `ties.csv` is in one number. */
export type LegacyCount = {
  /** Surely reach beyond the end of a place they have to do with. */
  certain: number;
  /** May reach beyond it. */
  possible: number;
  /** Could not be judged for want of a date. */
  undated: number;
  /** Could not be judged because only a moment before the end is dated. */
  moment: number;
  /** Ended with the place or before it: indices into [`Network::ties`]. */
  ended: Array<number>;
  /** Have to do with no place that is known to have ended: the judged ties that are in none of the others. */
  no_ended_place: number;
  /** How many ties were judged: so many of the first of [`Network::ties`]. */
  judged: number;
};

/** A relation. */
export type NetworkRelation = {
  /** Code. */
  code: string;
  /** Label. */
  label: Label;
  /** Whether its direction matters. */
  directed: boolean;
};

/** A kind of nodes. */
export type NodeKind = {
  /** Code of the codebook; blank for nodes without one. */
  code: string;
  /** Table of its nodes. */
  table: string;
  /** Label: the kind's, else the table's. */
  label: Label;
};

/** The statements behind a run of ties. */
export type TieStatements = {
  /** Each tie of the run in words, in order. */
  ties: Array<Shown>;
  /** The statements; [`Shown::evidence`] indexes it. */
  evidence: EvidenceList;
};

/** All statements of the study in its order, as far as a list needs them to be sifted. */
export type StatementIndex = {
  /** Table of each property of [`super::Headings::properties`], by name. */
  tables: Array<string>;
  /** Name of each of these properties, as columns are headed. */
  names: Array<string>;
  /** Keys of the sources that are cited, those of the bibliography first. */
  sources: Array<string>;
  /** How many of these are in the bibliography. */
  listed: number;
  /** By statement: its property. */
  property: Array<number>;
  /** By statement: whom it cites, indices into `sources`. */
  cites: Array<Array<number>>;
};

/** A run of statements. The statement of the study with number `n` stands at `n` modulo [`STATEMENTS_A_FILE`] of `about` and of the columns of `evidence`. */
export type StatementRun = {
  /** By statement: what it is about, an index into `entities`. */
  about: Array<number | null>;
  /** Entities they are about. */
  entities: Array<EntityLink>;
  /** The statements. */
  evidence: EvidenceList;
};

/** The bibliography. */
export type Sources = {
  /** Sorted by author and year. */
  sources: Array<SourceRow>;
};

/** A source in the list. */
export type SourceRow = {
  /** Key. */
  key: string;
  /** Kind (CSL type). */
  kind: string;
  /** Title. */
  title: string;
  /** Author and year. */
  short: string;
  /** Full reference. */
  reference: string;
  /** Year, if any. */
  year: number | null;
  /** Language tag; as the bibliography writes it where the language has no tag known here. */
  language: string | null;
  /** Address, if http(s). */
  url: string | null;
  /** Note of the bibliography, for example how much was read. */
  note: string | null;
  /** Statements that cite it. */
  statements: number;
  /** Entities it speaks of. */
  entities: number;
};

/** One source and which statements rest on it. */
export type SourcePage = {
  /** The source. */
  source: SourceRow;
  /** Numbers of the statements that cite it, those of an entity together, those of none last; the statements stand in the runs of [`super::StatementRun`]. */
  statements: Array<number>;
};

/** The codebook, with how often each code is used. */
export type CodebookPage = {
  /** Kinds, schemes, variables, relations, indicators, in this order. */
  sections: Array<CodebookSection>;
};

/** A list of the codebook, or one scheme. */
export type CodebookSection = {
  /** `kinds`, `scheme:<code>`, `variables`, `relations`, `indicators`. */
  id: string;
  /** Heading. */
  label: Label;
  /** What the list is for. */
  definition: Label;
  /** Entries in codebook order. */
  entries: Array<CodebookEntry>;
};

/** A code. */
export type CodebookEntry = {
  /** The code. */
  code: string;
  /** Its label. */
  label: Label;
  /** Definition. */
  definition: Label;
  /** Broader code. */
  parent: string | null;
  /** Type, unit, layer and the like, in words. */
  details: Array<[string, string]>;
  /** Citation as written. */
  source: string | null;
  /** Statements that use it, by their numbers in the study's order, from 0. */
  uses: Array<number>;
  /** Line of `codebook.toml`. */
  line: number;
};

/** The glossary, in table order. */
export type Glossary = {
  /** Entries. */
  concepts: Array<Concept>;
  /** Characters shown large: entries whose `character_of_the_week` is true, a boolean variable that the study's codebook declares for concepts. */
  week: Array<CharacterOfTheWeek>;
  /** Statements; [`Shown::evidence`] indexes it. */
  evidence: EvidenceList;
};

/** A term in its languages; absent means the study does not give it. */
export type Concept = {
  /** Id. */
  id: string;
  /** Chinese. */
  zh: Shown | null;
  /** Pinyin as the study gives it. */
  pinyin: Shown | null;
  /** Pinyin suggested by the program when the study gives none. */
  pinyin_suggested: string | null;
  /** English. */
  en: Shown | null;
  /** French. */
  fr: Shown | null;
  /** Definition. */
  definition: Shown | null;
  /** Remarks. */
  notes: Shown | null;
};

/** The search index. A query is folded as the keys were (see `web/`), then looked for in them. */
export type SearchIndex = {
  /** Everything that can be found. */
  entries: Array<SearchEntry>;
  /** Traditional and variant characters each followed by the Simplified one the keys have in its place: `車车眾众衆众`. Only characters that the keys use. */
  variants: string;
};

/** Something to be found. */
export type SearchEntry = {
  /** Route of its page: `#/place/xinchejian`. */
  route: string;
  /** Table, `source` or `code`. */
  table: string;
  /** Name as shown. */
  name: string;
  /** Chinese name, if any. */
  zh: string | null;
  /** Folded keys, separated by `\n`: lowercase, without marks, Simplified, and in pinyin. */
  keys: string;
};

/** Everything the study says of plans. Indices are into the lists of this page. */
export type Plans = {
  /** Policies, in file order. */
  policies: Array<PolicyShown>;
  /** Targets, in file order. */
  targets: Array<TargetShown>;
  /** Indicators that targets name. */
  indicators: Array<IndicatorShown>;
  /** Territories that targets or observations of their indicators name, with all their ancestors. */
  territories: Array<AtlasTerritory>;
  /** Levels of territories, the highest first. */
  levels: Array<Code>;
  /** Observations of an indicator for which the study has no target of that territory and year. */
  untargeted: Array<Untargeted>;
  /** What each level adds to the targets above it, for every target that others carry out. */
  amplifications: Array<Amplification>;
  /** Why targets have no attainment, most first. */
  unattained: Array<PlanLeftOut>;
  /** Instruments by family, in order of first use. */
  families: Array<Family>;
  /** Dated policies and events of the whole country, the earliest first. */
  timeline: Array<Milestone>;
  /** Policies and events of the whole country without a date. */
  undated: Array<EntityLink>;
  /** Every statement behind the page; [`Shown::evidence`] indexes it. */
  evidence: EvidenceList;
};

/** A doctrine, plan, programme … */
export type PolicyShown = {
  /** Id; its page is `#/entity/<id>`. */
  id: string;
  /** Title by language. */
  title: Label;
  /** Kind of document, a word of the contract. */
  kind: Code | null;
  /** Level of government, a word of the contract. */
  level: Code | null;
  /** Policies it carries out: its `parent`, and every policy that a tie leads it to. */
  parents: Array<PolicyParent>;
  /** When it was issued, else took effect. */
  issued: Shown | null;
  /** The period it covers. */
  valid: Shown | null;
  /** Earliest and latest moment of that period, else of its issue, decimal years. */
  bounds: [number, number] | null;
  /** Document number. */
  number: Shown | null;
  /** Who issued it. */
  issuers: Array<EntityLink>;
  /** Remarks. */
  notes: Shown | null;
  /** Its stages, in the contract's order. */
  stages: Array<StageShown>;
  /** The statement that it exists: its title. */
  stated: Shown;
};

/** A policy that another carries out. */
export type PolicyParent = {
  /** Which one. */
  policy: number;
  /** The statement that says so; its text is the column or the relation in the study's words. */
  stated: Shown;
};

/** A stage through which a policy passes. */
export type StageShown = {
  /** Stage, a word of the contract. */
  stage: Code;
  /** Earliest and latest start, decimal years. */
  start: [number, number] | null;
  /** Earliest and latest end, decimal years. */
  end: [number, number] | null;
  /** Dates as written, or blank; the statements of the stage. */
  text: Shown;
  /** Who acts. */
  actors: Array<EntityLink>;
  /** Remarks. */
  notes: Shown | null;
};

/** A planned value. */
export type TargetShown = {
  /** Id; its page is `#/entity/<id>`. */
  id: string;
  /** Policy that sets it. */
  policy: number | null;
  /** What is targeted. */
  indicator: number | null;
  /** For which territory. */
  territory: number | null;
  /** Target it carries out. */
  parent: number | null;
  /** The statement that it carries that one out. */
  parent_stated: Shown | null;
  /** `binding` or `anticipatory`; blank where no source says. */
  nature: Shown | null;
  /** Form, a word of the contract. */
  form: Code | null;
  /** Value as written. */
  value: Shown | null;
  /** The number, or the least and greatest value that meet the target; none for words. */
  range: [number, number] | null;
  /** Unit. */
  unit: string | null;
  /** Year as written. */
  year: Shown | null;
  /** The calendar year, if it is one. */
  calendar_year: number | null;
  /** Value to start from. */
  baseline: Measured | null;
  /** Observations of the same indicator, territory and unit, in any year. */
  observed: Array<Measured>;
  /** observed − target in the target's unit; none without an observation of the same indicator, territory, unit and year. */
  gap: Estimated | null;
  /** Share of the way from the baseline to the target. */
  share: Estimated | null;
  /** Why there is no attainment. */
  unattained: Label | null;
  /** Remarks. */
  notes: Shown | null;
};

/** What is targeted. */
export type IndicatorShown = {
  /** Code. */
  code: string;
  /** Label. */
  label: Label;
};

/** A measured number. */
export type Measured = {
  /** The number. */
  value: number;
  /** Period as written. */
  period: string | null;
  /** The calendar year within which the whole period lies. */
  calendar_year: number | null;
  /** As written. */
  shown: Shown;
};

/** An observation without a target of its own. */
export type Untargeted = {
  /** Which indicator. */
  indicator: number;
  /** Where. */
  territory: number;
  /** Unit. */
  unit: string | null;
  /** The number. */
  measured: Measured;
};

/** A number that was worked out. */
export type Estimated = {
  /** Name, as in `milieu explain <id>`. */
  id: string;
  /** The number. */
  value: number;
  /** Interval, if there is one. */
  interval: [number, number] | null;
  /** Statements it rests on. */
  evidence: Array<number>;
};

/** What a level adds to a target. */
export type Amplification = {
  /** The target carried out. */
  parent: number;
  /** Index of the level. */
  level: number;
  /** Mean of the differences, with the lowest and the highest. */
  mean: Estimated | null;
  /** Child target and its difference. */
  children: Array<Difference>;
  /** What the mean does not cover. */
  left_out: Array<PlanLeftOut>;
};

/** Child minus parent. */
export type Difference = {
  /** The child target. */
  target: number;
  /** The difference, in the unit of both. */
  difference: Estimated;
};

/** Something a number does not cover, by name. */
export type PlanLeftOut = {
  /** Why. */
  reason: Label;
  /** What. */
  entities: Array<EntityLink>;
};

/** A family of instruments. */
export type Family = {
  /** As written; blank where no family is named. */
  name: string;
  /** Its instruments, in file order. */
  instruments: Array<InstrumentShown>;
};

/** A policy instrument. */
export type InstrumentShown = {
  /** Policy it serves. */
  policy: number | null;
  /** What it does. */
  name: Shown;
  /** Where. */
  territory: EntityLink | null;
  /** For whom. */
  groups: Array<EntityLink>;
  /** Budget as written. */
  budget: Shown | null;
  /** Unit of the budget. */
  unit: string | null;
  /** When. */
  valid: Shown | null;
  /** Remarks. */
  notes: Shown | null;
};

/** A policy or an event on the timeline. */
export type Milestone = {
  /** What it is. */
  what: EntityLink;
  /** Kind of policy or event. */
  kind: Label | null;
  /** Earliest and latest moment, decimal years. */
  bounds: [number, number];
  /** Whether its end is declared open. */
  open: boolean;
  /** Date as written. */
  when: Shown;
  /** Institutions: who issued it or took part. */
  institutions: Array<EntityLink>;
  /** Remarks. */
  notes: Shown | null;
};

/** Territories of level `zone`. */
export type Zones = {
  /** Every zone, in file order. */
  zones: Array<ZoneShown>;
  /** What the date of a zone is called: the first date that the codebook declares for territories. */
  dated_by: Label | null;
  /** Every statement behind the page. */
  evidence: EvidenceList;
};

/** A zone. */
export type ZoneShown = {
  /** Id; its page is `#/entity/<id>`. */
  id: string;
  /** Name by language. */
  label: Label;
  /** What it lies in, the nearest first. */
  within: EntityLink | null;
  /** The province it lies in, at any depth. */
  province: EntityLink | null;
  /** Date as written. */
  dated: Shown | null;
  /** Earliest and latest moment of the date, decimal years. */
  bounds: [number, number] | null;
  /** Its own position, else the label point of the nearest territory that has one. */
  position: Position | null;
  /** The statement that it exists: its name. */
  stated: Shown;
};

/** Cases, dimensions, indicators, ratios. Indices are into the lists of this page. */
export type Compare = {
  /** What is compared, in the order in which `cases.csv` first names it. */
  cases: Array<EntityLink>;
  /** What is said of cases, in the order of first use. */
  dimensions: Array<Dimension>;
  /** Every row of `cases.csv`, in file order. */
  said: Array<Said>;
  /** What was measured of the cases: one chart for each indicator and unit, in the codebook's order. */
  charts: Array<Chart>;
  /** Stated ratios beside those their own source's numbers give. */
  ratios: Array<RatioShown>;
  /** Stated ratios that cannot be checked. */
  unchecked: Array<RatioUnchecked>;
  /** Every statement behind the page. */
  evidence: EvidenceList;
};

/** A dimension of the comparison. */
export type Dimension = {
  /** Code, a variable of the codebook. */
  code: string;
  /** Label. */
  label: Label;
  /** Definition, if the codebook has one. */
  definition: Label | null;
};

/** What is said of a case on a dimension. */
export type Said = {
  /** Of which case. */
  case: number;
  /** On which dimension. */
  dimension: number;
  /** What. */
  value: Shown;
  /** The entities it names, where it is a list of ids. */
  entities: Array<EntityLink>;
  /** Remarks of the row. */
  notes: string | null;
};

/** An indicator in a unit. */
export type Chart = {
  /** The indicator. */
  indicator: Code;
  /** The unit; none where neither the row nor the codebook states one. */
  unit: string | null;
  /** Observations by case. */
  series: Array<Series>;
};

/** Observations of one case. */
export type Series = {
  /** Of which case. */
  case: number;
  /** In file order: nothing is averaged, and values that contradict each other all stand. */
  points: Array<Point>;
};

/** One observation. */
export type Point = {
  /** The number. */
  value: number;
  /** Period as written. */
  period: string | null;
  /** First and last moment it may speak of, decimal years; none where it is undated. */
  bounds: [number, number] | null;
  /** Remarks of the row. */
  notes: string | null;
  /** As written. */
  shown: Shown;
};

/** A number a ratio is worked out from. */
export type Part = {
  /** What it is. */
  label: Label;
  /** As written. */
  shown: Shown;
  /** Unit. */
  unit: string | null;
  /** Period as written. */
  period: string | null;
};

/** A stated ratio, checked. */
export type RatioShown = {
  /** Of which case. */
  case: number;
  /** The ratio as stated. */
  stated: Part;
  /** That number in what it counts, without amounts such as `thousand`. */
  stated_value: number;
  /** What it counts: the unit of `stated_value` and of `converted`. */
  stated_of: string;
  /** The number above the line. */
  over: Part;
  /** The number below the line. */
  under: Part;
  /** Key of the source that states all three. */
  source: string;
  /** That source in short. */
  source_short: string;
  /** over / under. */
  computed: Estimated;
  /** What the computed ratio counts. */
  unit: string;
  /** The computed ratio in what the stated one counts, if a rate was needed and found. */
  converted: Estimated | null;
  /** Rates used. */
  rates: Array<Part>;
  /** The rate at which the stated value would follow, where both count different things. */
  implied: number | null;
  /** What such a rate counts: `yuan per US dollars`. */
  implied_unit: string | null;
  /** `follows`, `differs` or `needs`. */
  verdict: string;
  /** stated / computed, where it differs. */
  factor: number | null;
};

/** A stated ratio that cannot be checked. */
export type RatioUnchecked = {
  /** Of which case. */
  case: number;
  /** The ratio as stated. */
  stated: Part;
  /** Why. */
  reason: Label;
};

/** Theses in the order in which `arguments.csv` first names them. */
export type Debates = {
  /** Every thesis. */
  theses: Array<Thesis>;
  /** Every statement behind the page. */
  evidence: EvidenceList;
};

/** A thesis or topic. */
export type Thesis = {
  /** Id of its first argument: its address is `#/debates/<id>`. */
  id: string;
  /** The thesis, with every statement of it. */
  thesis: Shown;
  /** Its arguments, in file order. */
  arguments: Array<ArgumentShown>;
  /** What the evidence is about, in order of first use. */
  about: Array<EntityLink>;
};

/** An argument. */
export type ArgumentShown = {
  /** Id; its page is `#/entity/<id>`. */
  id: string;
  /** Side, a word of the contract; none where it is not stated. */
  side: Code | null;
  /** The argument, with the statement of it. */
  statement: Shown;
  /** Remarks. */
  notes: Shown | null;
  /** What it rests on; empty where no evidence is tied to it yet. */
  rests_on: Array<PieceShown>;
  /** Whether any of it can be looked up in the study. */
  supported: boolean;
};

/** A piece of evidence. */
export type PieceShown = {
  /** As written. */
  written: string;
  /** `fact`, `entity`, `analysis`, `scenario`, `experiment` or `unknown`. */
  kind: string;
  /** What it is about. */
  subject: EntityLink | null;
  /** Which property. */
  property: Label | null;
  /** What is stated, with every statement of it. */
  value: Shown | null;
  /** The value in words where it is a code or names entities. */
  words: Label | null;
  /** Unit, if any. */
  unit: string | null;
  /** The analysis it names, with its answer in one line. */
  analysis: AnalysisInShort | null;
  /** The experiment it names, with its verdict. */
  experiment: ExperimentInShort | null;
  /** Whether the study has it. An analysis, scenario or experiment that it lacks was not run yet. */
  there: boolean;
};

/** Every saved analysis, by id. */
export type Analyses = {
  /** The analyses. */
  analyses: Array<AnalysisInShort>;
};

/** An analysis in a list. */
export type AnalysisInShort = {
  /** Id; its page is `#/analyses/<id>`. */
  id: string;
  /** Its title. */
  title: Label;
  /** What it asks; may be empty. */
  question: Label;
  /** What the field calls its method; empty if it names none that is known. */
  method: Label;
  /** `answered`, `refused` (no honest number), `misasked` (the question is at fault), `kept` (the result of an input that may not be passed on) or `absent` (such an input, and no result kept). */
  status: string;
  /** The number to be read first. */
  headline: NumberShown | null;
  /** Why there is none. */
  refusal: RefusalShown | null;
  /** Whether a kept result answers another question than is asked now. */
  stale: boolean;
  /** What its first figure is, as [`FigureShown`] tags it; blank if it has none. */
  figure: string;
  /** Cases used. */
  used: number;
};

/** The page of an analysis. */
export type AnalysisPage = {
  /** Id; a number of it is `milieu explain <id>.<number>`. */
  id: string;
  /** Its title. */
  title: Label;
  /** What it asks; may be empty. */
  question: Label;
  /** As in the list. */
  status: string;
  /** The method in plain words; none if it is not known. */
  method: MethodShown | null;
  /** What the method was told, in the order of its help; unsaid options with their defaults. */
  parameters: Array<ParameterShown>;
  /** Why there is no answer. */
  refusal: RefusalShown | null;
  /** How a kept result was made; none where the study makes the result itself. */
  kept: KeptShown | null;
  /** The answer. */
  result: ResultShown | null;
  /** What the answer cannot say. */
  limits: Array<Label>;
  /** Sources it rests on besides those of its cases. */
  sources: Array<SourceNamed>;
  /** The cases. */
  input: AnalysisInput | null;
  /** Arguments that rest on it. */
  arguments: Array<EntityLink>;
  /** Files to take along. */
  downloads: Array<Download>;
  /** Every statement behind the cases and what was left out. */
  evidence: EvidenceList;
};

/** A method in plain words. */
export type MethodShown = {
  /** Its name, as in `milieu analyze <name>`. */
  name: string;
  /** What the field calls it. */
  title: Label;
  /** What it answers. */
  question: Label;
  /** What must hold for the answer to mean what it says. */
  assumptions: Array<Label>;
  /** When not to use it. */
  not_for: Array<Label>;
  /** The function of the field's reference package it equals. */
  peer: string;
  /** Works it follows, each with DOI or address. */
  references: Array<string>;
};

/** An option of the method. */
export type ParameterShown = {
  /** Its name. */
  name: string;
  /** What it says. */
  value: string;
  /** Whether the analysis says it; else it is the method's default. */
  said: boolean;
  /** What it does, in English. */
  help: string;
};

/** Why no number is given, in English. */
export type RefusalShown = {
  /** Its stable name, as `too-few-events`. */
  name: string;
  /** What is wrong. */
  what: string;
  /** Why no number is given all the same. */
  why: string;
  /** What would be needed. */
  help: string;
  /** File and line of the analysis, as `analyses/x.toml:7`. */
  at: string;
};

/** A source with its reference. */
export type SourceNamed = {
  /** Key in the bibliography. */
  key: string;
  /** Author and year. */
  short: string;
  /** Full reference; the key itself when the bibliography lacks it. */
  reference: string;
  /** Address, if http(s). */
  url: string | null;
};

/** How a kept result was made. */
export type KeptShown = {
  /** The table it was made from; several with commas between. */
  file: string;
  /** The SQL that makes the cases of them, if they are not the table as it is. */
  query: string | null;
  /** Who made that table. */
  source: SourceNamed | null;
  /** The command that makes it from its public source. */
  command: string;
  /** Version of the program that made the result. */
  version: string;
  /** Digest of the table. */
  digest: string;
  /** Whether the analysis was changed since. */
  stale: boolean;
};

/** The answer of a method. Kept results are stored in this form, without rows. */
export type ResultShown = {
  /** Numbers to be read first, in the order of reading. */
  numbers: Array<NumberShown>;
  /** All results. */
  sheets: Array<SheetShown>;
  /** What is drawn. */
  figures: Array<FigureShown>;
  /** What a reader must know, warnings first. */
  notes: Array<NoteShown>;
  /** Rows of the input it rests on. */
  used: Array<number>;
  /** How many those are, also where the rows themselves are not shown. */
  used_count: number;
  /** What it does not cover, and why. */
  left_out: Array<RowsLeftOut>;
  /** Seed, if chance took part. */
  seed: number | null;
};

/** A number of an answer. */
export type NumberShown = {
  /** Stable name within the analysis. */
  id: string;
  /** What it is. */
  label: Label;
  /** Of what, in the study's own words; blank for all. */
  of: string;
  /** The number; none where it has no finite value. */
  value: number | null;
  /** Where it has no finite value: `Inf`, `-Inf`, or blank where nothing can be said. */
  word: string;
  /** Interval; a bound that is not finite is none. */
  interval: [number | null, number | null] | null;
  /** Probability of a result at least as extreme. */
  p: number | null;
  /** Rows it rests on; none for all rows used. */
  rows: Array<number> | null;
};

/** A table of results. */
export type SheetShown = {
  /** Stable name; `data/analysis/<analysis>.<id>.csv` holds it. */
  id: string;
  /** What it holds. */
  title: Label;
  /** Names of its columns in the field's terms. */
  columns: Array<string>;
  /** Its rows, the first of [`SheetShown::total`]. */
  rows: Array<Array<DatumShown>>;
  /** How many rows the file holds. */
  total: number;
  /** For each row the rows of the input it rests on; empty where that is not told. */
  evidence: Array<Array<number>>;
};

/** A cell of results: missing, a number, words (`Inf`, `-Inf` for numbers that are not finite), or yes and no. */
export type DatumShown = boolean | number | string | null;

/** Something a reader must know. */
export type NoteShown = {
  /** Whether it may change what is concluded. */
  warns: boolean;
  /** What is to be known. */
  words: Label;
  /** Names or figures it is about; blank for none. */
  detail: string;
};

/** Cases, entities or statements that an answer does not cover. */
export type RowsLeftOut = {
  /** Why. */
  reason: Label;
  /** What of it, as the name of a column; blank for none. */
  detail: string;
  /** How many. */
  count: number;
  /** Rows of the input, if they are rows. */
  rows: Array<number>;
  /** Entities that never became rows. */
  entities: Array<EntityLink>;
  /** Statements that never became rows, or show why. */
  evidence: Array<number>;
};

/** The cases. */
export type AnalysisInput = {
  /** The extract or the file. */
  name: string;
  /** What its rows are; empty for a file. */
  title: Label;
  /** File of the study its rows are lines of; blank for an extract. */
  file: string;
  /** What the extract was told. */
  options: Array<Told>;
  /** Columns and the values whose rows were kept. */
  keep: Array<Told>;
  /** Names of the columns. */
  columns: Array<string>;
  /** Its cases. */
  rows: Array<CaseShown>;
};

/** A name and what is said of it. */
export type Told = {
  /** The name. */
  name: string;
  /** What is said. */
  values: Array<string>;
};

/** A case. */
export type CaseShown = {
  /** What it is called. */
  label: string;
  /** Line of the file; 0 for an extract. */
  line: number;
  /** The entity it describes. */
  entity: EntityLink | null;
  /** Its cells, one for each column. */
  cells: Array<DatumShown>;
  /** Statements it was made of. */
  evidence: Array<number>;
};

/** A file to take along, relative to the site. */
export type Download = {
  /** Its path. */
  path: string;
  /** `csv` or `json`. */
  format: string;
  /** Which sheet it holds; blank for the whole answer. */
  sheet: string;
};

/** A figure; `kind` tells which. */
export type FigureShown = { "kind": "steps" } & StepsShown | { "kind": "intervals" } & IntervalsShown | { "kind": "scatter" } & ScatterShown | { "kind": "lines" } & LinesShown | { "kind": "truth_table" } & TruthTableShown | { "kind": "graph" } & GraphShown | { "kind": "map" } & MapShown | { "kind": "matrix" } & MatrixShown;

/** Step curves, as survival or cumulative incidence. */
export type StepsShown = {
  /** Unit of time; blank if not known. */
  unit: string;
  /** What the height is: `survival`, `cumulative_hazard`, `cumulative_incidence`. */
  height: string;
  /** The curves. */
  curves: Array<CurveShown>;
  /** Moments at which `at_risk` of each curve is told. */
  moments: Array<number>;
};

/** One step curve. */
export type CurveShown = {
  /** Group; blank if there is one only. */
  name: string;
  /** Time, height, lower and upper bound of each step, ascending in time; none where there is no bound. */
  steps: Array<[number | null, number | null, number | null, number | null]>;
  /** Times at which a case was last seen without the event. */
  censored: Array<number>;
  /** At risk at each of the moments. */
  at_risk: Array<number>;
};

/** Estimates with intervals. */
export type IntervalsShown = {
  /** What the estimates are, as `hazard ratio`. */
  scale: string;
  /** Whether they are ratios, drawn on a logarithmic axis. */
  ratio: boolean;
  /** The value of no effect. */
  reference: number | null;
  /** The estimates. */
  items: Array<IntervalShown>;
};

/** One estimate with its interval. */
export type IntervalShown = {
  /** Of what. */
  name: string;
  /** Group it stands in; blank for none. */
  group: string;
  /** The estimate; none if it has no finite value. */
  value: number | null;
  /** Its bounds; a bound that is not finite is none. */
  bounds: [number | null, number | null] | null;
  /** Rows it rests on. */
  rows: Array<number>;
};

/** Points in a plane. */
export type ScatterShown = {
  /** What the figure is of; may be blank. */
  name: string;
  /** Name of the horizontal axis. */
  x: string;
  /** Name of the vertical axis. */
  y: string;
  /** Whether the diagonal means something, as sufficiency in an XY plot. */
  diagonal: boolean;
  /** Intercept and slope of a line through the points. */
  line: [number, number] | null;
  /** The points. */
  points: Array<PointShown>;
};

/** A point of a plane. */
export type PointShown = {
  /** Horizontal value. */
  x: number;
  /** Vertical value. */
  y: number;
  /** Class; blank for none. */
  class: string;
  /** Row of the input; none in a kept result. */
  row: number | null;
};

/** Lines over a number axis. */
export type LinesShown = {
  /** Name of the horizontal axis. */
  x: string;
  /** Name of the vertical axis. */
  y: string;
  /** A moment at which something happened. */
  mark: number | null;
  /** The lines. */
  lines: Array<LineShown>;
};

/** One line. */
export type LineShown = {
  /** Of what. */
  name: string;
  /** Whether it stands in the background, as a placebo. */
  faint: boolean;
  /** Its points, ascending. */
  points: Array<[number, number]>;
};

/** A truth table with the terms of its first solution. */
export type TruthTableShown = {
  /** Conditions, in order. */
  conditions: Array<string>;
  /** The outcome explained. */
  outcome: string;
  /** Its rows. */
  rows: Array<ConfigurationShown>;
  /** Terms, each with the rows of this table it covers. */
  terms: Array<TermShown>;
};

/** A row of a truth table. */
export type ConfigurationShown = {
  /** Value of each condition. */
  values: Array<number>;
  /** `1`, `0`, `C` for contradiction, `?` for a remainder. */
  out: string;
  /** Consistency of sufficiency. */
  inclusion: number | null;
  /** Proportional reduction in inconsistency. */
  pri: number | null;
  /** Rows of the input with membership above 0.5. */
  cases: Array<number>;
  /** How many those are, also where the rows themselves are not shown. */
  count: number;
};

/** A term of a solution. */
export type TermShown = {
  /** As written, as `A*~B`. */
  name: string;
  /** Rows of the truth table it covers. */
  covers: Array<number>;
};

/** A network. */
export type GraphShown = {
  /** Whether ties have a direction. */
  directed: boolean;
  /** Its nodes. */
  nodes: Array<GraphNode>;
  /** Its ties. */
  ties: Array<GraphTie>;
};

/** A node of a network. */
export type GraphNode = {
  /** Its id. */
  name: string;
  /** What its size shows. */
  value: number;
  /** Class, as its community; blank for none. */
  class: string;
  /** Where it is drawn; the unit is the length of a tie at rest. */
  at: [number, number];
};

/** A tie of a network. */
export type GraphTie = {
  /** Index of a node. */
  from: number;
  /** Index of a node. */
  to: number;
  /** Its weight. */
  weight: number;
  /** Row of the input; none in a kept result. */
  row: number | null;
};

/** Points on the map. */
export type MapShown = {
  /** What the values are. */
  value: string;
  /** The points. */
  points: Array<SpotShown>;
};

/** A point on the map. */
export type SpotShown = {
  /** WGS84, degrees. */
  latitude: number;
  /** WGS84, degrees. */
  longitude: number;
  /** What its size or colour shows. */
  value: number | null;
  /** Class, as a cluster; blank for none. */
  class: string;
  /** Row of the input; none for a cell of a grid. */
  row: number | null;
};

/** Values in rows and columns. */
export type MatrixShown = {
  /** What the values are. */
  value: string;
  /** Names of rows. */
  rows: Array<string>;
  /** Names of columns. */
  columns: Array<string>;
  /** Row by row; none where nothing can be said. */
  cells: Array<Array<number | null>>;
};

/** What `milieu check` says. */
export type Problems = {
  /** In file order. */
  problems: Array<Problem>;
};

/** A diagnostic. */
export type Problem = {
  /** Stable code. */
  code: string;
  /** `error`, `warning`, `note`. */
  severity: string;
  /** What is wrong. */
  message: string;
  /** File, if any. */
  file: string | null;
  /** Line from 1. */
  line: number | null;
  /** Column from 1. */
  column: number | null;
  /** The line of text with the cell marked, as the terminal shows it. */
  rendered: string;
  /** How to mend it. */
  help: string | null;
};

/** The lab in one page: what it can be asked, and how far it may be believed. */
export type Lab = {
  /** Fingerprint of the rules as they stand. */
  model: string;
  /** Rows of the register of parameters that are assumed, and all rows. */
  assumed: [number, number];
  /** Patterns met, missed and not read; none while no board is kept. */
  patterns: [number, number, number] | null;
  /** The study's scenarios, the baseline first. */
  scenarios: Array<ScenarioInShort>;
  /** The study's experiments. */
  experiments: Array<ExperimentInShort>;
  /** What is read off a run. */
  indicators: Array<LabIndicator>;
};

/** A scenario on the list. */
export type ScenarioInShort = {
  /** Id: its file without the ending. */
  id: string;
  /** Title. */
  title: string;
  /** What it asks. */
  question: string;
  /** Whether a result is kept with it. */
  kept: boolean;
  /** Whether the kept result is of another text, another start or other rules than now. */
  stale: boolean;
};

/** An experiment on the list. */
export type ExperimentInShort = {
  /** Id. */
  id: string;
  /** Title. */
  title: Label;
  /** What it asks. */
  question: Label;
  /** The verdict: `borne-out`, `open` or `contradicted`; blank while no result is kept. */
  verdict: string;
  /** Whether the kept result is of another text, another start or other rules than now. */
  stale: boolean;
};

/** `data/lab/experiment/ID.json` */
export type ExperimentPage = {
  /** Id. */
  id: string;
  /** Title. */
  title: Label;
  /** What it asks. */
  question: Label;
  /** Why the kept result no longer holds: [`milieu_lab::kept::Stale`] as a word; none if it does. */
  stale: 'unsaid' | 'text' | 'baseline' | 'start' | 'rules' | null;
  /** The command that performs it. */
  command: string;
  /** The kept result, none while there is none, as `milieu lab experiment` wrote it; `web/src/lab/outcome.ts` says what of it pages read. */
  outcome: unknown;
};

/** Something read off a run each month. */
export type LabIndicator = {
  /** Name, as files have it. */
  name: string;
  /** What it says, in English. */
  what: string;
  /** Unit; blank for a pure number. */
  unit: string;
};

/** `data/lab/scenario/ID.json` */
export type ScenarioPage = {
  /** Id. */
  id: string;
  /** Title. */
  title: string;
  /** What it asks. */
  question: string;
  /** Its text, as the study has it. */
  text: string;
  /** First and last month, such as `2008-01`. */
  window: [string, string];
  /** The scenario it is compared with; none where it is that itself. */
  base: string | null;
  /** Levers it can pull, in the order of the documentation. */
  levers: Array<LeverShown>;
  /** What is wrong with its text, as the terminal shows it. */
  wrong: Array<string>;
  /** The command that runs it. */
  command: string;
  /** How much of its world the study states, and how much is made up; empty where all of it is made up. */
  placed: Array<PlacedShown>;
  /** What is kept of it. */
  kept: LabRun | null;
  /** Why that no longer holds: [`milieu_lab::kept::Stale`] as a word; none if it does. */
  stale: 'unsaid' | 'text' | 'baseline' | 'start' | 'rules' | null;
};

/** How much of a kind of thing at the start comes from the study. */
export type PlacedShown = {
  /** What is counted, in English. */
  what: string;
  /** From the study. */
  grounded: number;
  /** Made up. */
  synthetic: number;
  /** Statements of the study that those from it rest on. */
  facts: number;
};

/** A lever, as a scenario pulls it. */
export type LeverShown = {
  /** Name, as scenarios write it. */
  name: string;
  /** What it does, in English. */
  what: string;
  /** What its number means: `share`, `shift`, `factor`, `months`, `yuan`, `flag` or `campaign`. */
  unit: string;
  /** Smallest and largest value; none for the campaign. */
  bounds: [number, number] | null;
  /** The value that leaves everything as the rules have it. */
  neutral: string;
  /** The value this scenario gives it, as written; blank where it leaves it alone. */
  value: string;
  /** From which month on; blank for the first. */
  from: string;
  /** Until which month; blank for the last. */
  until: string;
  /** In which territory; blank for everywhere. */
  within: string;
};

/** A scenario's runs: kept with the study or just made. */
export type LabRun = {
  /** Fingerprint of the rules. */
  model: string;
  /** Digest of the scenario's text. */
  scenario: string;
  /** The same of what it is compared with; blank for the baseline itself. */
  base: string;
  /** Digest of what of the study its world starts from, blank where the world is synthetic; none where an older program kept it. */
  ground: string | null;
  /** How large the world was: its name, or its persons. */
  size: string;
  /** Seeds; each is one run, and one pair with the baseline's. */
  seeds: number[];
  /** First month of the run, counted from January of the year 0. */
  start: number;
  /** Months of the run. */
  months: number;
  /** Months (from 0) the lines stand at. */
  at: Array<number>;
  /** Indicators, in the order of the lines. */
  indicators: Array<string>;
  /** The scenario. */
  run: ArmShown;
  /** What it is compared with; none where that is kept by itself. */
  against: ArmShown | null;
  /** The scenario less what it is compared with, pair by pair; none for the baseline. */
  differences: Array<DifferenceShown>;
};

/** Runs of one scenario. */
export type ArmShown = {
  /** A line for each indicator. */
  lines: Array<BandLine>;
  /** Places of the first seed. */
  replay: ReplayShown;
};

/** An indicator over time: median over the runs with 5th and 95th percentile. */
export type BandLine = {
  /** Median; none where it is not read in this month. */
  mid: Array<number | null>;
  /** 5th percentile. */
  low: Array<number | null>;
  /** 95th percentile. */
  high: Array<number | null>;
};

/** Differences of pairs over time. */
export type DifferenceShown = {
  /** Mean over the pairs. */
  mean: Array<number | null>;
  /** Half the width of the 95 % interval of the mean (Student's t); none of one pair. */
  half: Array<number | null>;
  /** How many times as many runs of unlike seeds would be needed at the end; none where nothing differs. */
  fewer: number | null;
};

/** The places of one run, column by column. */
export type ReplayShown = {
  /** Kinds; [`Self::kind`] indexes them. */
  kinds: Array<string>;
  /** Causes of closing; [`Self::cause`] indexes them. */
  causes: Array<string>;
  /** Names of terms; [`Self::terms`] index them. */
  words: Array<string>;
  /** Names of towns; [`Self::town`] indexes them. */
  towns: Array<string>;
  /** Row of the same place among those of what the scenario is compared with, on the same seed; none where it never opens there, empty where nothing is compared. */
  twin: Array<number | null>;
  /** Name in the study; blank for a place that is made up. */
  name: Array<string>;
  /** Kind. */
  kind: Array<number>;
  /** Degrees east. */
  x: Array<number>;
  /** Degrees north. */
  y: Array<number>;
  /** Town. */
  town: Array<number>;
  /** Month it opened in, from 0; places there at the start have 0. */
  opened: Array<number>;
  /** Month it closed in; none while open. */
  closed: Array<number | null>;
  /** Why it closed; none while open. */
  cause: Array<number | null>;
  /** The largest terms behind the closing, largest first: word and weight. */
  terms: Array<Array<[number, number]>>;
};

/** `data/lab/patterns.json` */
export type PatternsPage = {
  /** The board that is kept; none while none is. */
  board: PatternBoard | null;
  /** Whether it is of other rules than now. */
  stale: boolean;
  /** The command that makes it. */
  command: string;
};

/** `data/lab/patterns.json`, and what is kept of it. */
export type PatternBoard = {
  /** Fingerprint of the rules. */
  model: string;
  /** How large the worlds were. */
  size: string;
  /** Seeds. */
  seeds: number[];
  /** The patterns, P1 to P23. */
  patterns: Array<PatternShown>;
};

/** A pattern. */
export type PatternShown = {
  /** P1 to P23. */
  id: string;
  /** What it is called. */
  name: string;
  /** The number it is known by, and who says so. */
  anchor: string;
  /** `fit` or `validate`. */
  used: string;
  /** Whether all parts are met; none where one could not be read. */
  met: boolean | null;
  /** Its parts. */
  parts: Array<PatternPart>;
};

/** A number a pattern speaks of. */
export type PatternPart = {
  /** What it is. */
  what: string;
  /** Unit. */
  unit: string;
  /** The band it is accepted in; none where there is no such end. */
  accept: [number | null, number | null];
  /** Median over the seeds. */
  median: number | null;
  /** 5th and 95th percentile over the seeds. */
  band: [number, number] | null;
  /** Whether the median is accepted; none where there is no median. */
  met: boolean | null;
};

/** `data/lab/model.json` */
export type ModelPage = {
  /** The description of the model as HTML. */
  html: string;
};

/** `data/lab/parameters.json` */
export type ParametersPage = {
  /** Rows that are assumed, and all rows. */
  assumed: [number, number];
  /** Every parameter, by row and part of the register. */
  parameters: Array<LabParameter>;
  /** The screening kept with the study; none if none is. */
  screened: ScreenedShown | null;
};

/** A parameter of the lab. */
export type LabParameter = {
  /** Row of the register, 1 to 60. */
  row: number;
  /** Name, as scenarios write it. */
  name: string;
  /** The rule it belongs to. */
  rule: string;
  /** What it says. */
  what: string;
  /** Default. */
  default: number;
  /** Prior range; none for what is fixed. */
  prior: [number, number] | null;
  /** Unit; blank for a pure number. */
  unit: string;
  /** How well it is known: `measured`, `anchored`, `fitted`, `textbook` or `assumed`. */
  status: string;
  /** Where it comes from. */
  source: string;
  /** The numbers of patterns it moves most beside other parameters; empty where nothing is kept. */
  moves: Array<Moves>;
};

/** A screening by Morris' method: how it was made. */
export type ScreenedShown = {
  /** The command that makes it again. */
  command: string;
  /** Fingerprint of the rules. */
  model: string;
  /** Seeds. */
  seeds: Array<number>;
  /** Trajectories. */
  trajectories: number;
  /** Points. */
  points: number;
  /** Runs in all. */
  runs: number;
  /** Settings that were run, such as `maker`. */
  settings: Array<string>;
  /** Persons, firms and places of the worlds at the start. */
  size: [number, number, number];
  /** Whether it no longer holds. */
  stale: boolean;
  /** Parameters that varied. */
  varied: number;
};

/** What a parameter moves, over its whole range. */
export type Moves = {
  /** P1 to P23. */
  pattern: string;
  /** Position of the number among the pattern's parts. */
  part: number;
  /** What number of the pattern. */
  what: string;
  /** Its unit; blank for a pure number. */
  unit: string;
  /** μ*, the mean size of the effect. */
  size: number;
  /** Standard error of μ*. */
  error: number | null;
  /** μ, the mean effect. */
  mean: number | null;
  /** σ, the standard deviation of the effect. */
  sd: number | null;
  /** Its place among the parameters that move this number, 1 for the one that moves it most. */
  rank: number;
};

/** What the server says while a scenario runs: a line of JSON each. */
export type LabAnswer = { "what": "progress";
/** Done. */
done: number;
/** All. */
all: number, } | { "what": "wrong";
/** The lever; blank for the whole. */
lever: string;
/** Code of the diagnostic. */
code: string;
/** What is wrong. */
message: string;
/** How to mend it. */
help: string, } | { "what": "busy" } | { "what": "done";
/** The runs. */
run: LabRun;
};
