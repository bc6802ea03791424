//! `data/entity/<id>.json`: a page per entity; a place's page has a life line and sites.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{EvidenceList, Label, Life, Position, Shown};

/// Everything the study says of one entity.
#[derive(Clone, Debug, Serialize, TS)]
pub struct EntityPage {
    /// Id.
    pub id: String,
    /// Table it is a row of: `places`, `actors`, …
    pub table: String,
    /// Its main name by language.
    pub title: Label,
    /// Label of its kind.
    pub kind: Option<Label>,
    /// Properties in the contract's order, then codebook variables.
    pub properties: Vec<Property>,
    /// Names in languages and scripts.
    pub names: Vec<NameShown>,
    /// When it lived; places only.
    pub life: Option<LifeLine>,
    /// Sites; places only.
    pub sites: Vec<SiteShown>,
    /// Ties from and to it.
    pub ties: Vec<TieShown>,
    /// Codes given to it.
    pub codings: Vec<CodingShown>,
    /// Measured values.
    pub observations: Vec<ObservationShown>,
    /// Rows of other tables that name it (events, targets, stages …).
    pub mentions: Vec<Mention>,
    /// Properties with contradicting statements.
    pub contradictions: Vec<Contradiction>,
    /// Field notes that link to it, as HTML made from Markdown with raw HTML shown as text.
    pub notes: Vec<Note>,
    /// Sources of what is said of it (of a place: also of its sites), in order of first citation.
    pub sources: Vec<SourceCount>,
    /// Every statement behind the page; [`Shown::evidence`] indexes it.
    pub evidence: EvidenceList,
}

/// A property and its value.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Property {
    /// Column.
    pub property: String,
    /// In words: an index into [`Headings::properties`](super::Headings::properties).
    pub label: u32,
    /// Value used, after conflicts were resolved.
    pub value: Shown,
    /// Unit.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub unit: Option<String>,
    /// For a reference: the entity it leads to.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub link: Option<EntityLink>,
    /// For a coded value: its label.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub code_label: Option<Label>,
}

/// A link to another entity's page.
#[derive(Clone, Debug, Serialize, Deserialize, TS)]
pub struct EntityLink {
    /// Id.
    pub id: String,
    /// Table.
    pub table: String,
    /// Name.
    pub title: Label,
}

/// A name.
#[derive(Clone, Debug, Serialize, TS)]
pub struct NameShown {
    /// The name.
    pub text: Shown,
    /// Language tag.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub lang: Option<String>,
    /// Script.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub script: Option<String>,
    /// official, short, former, pinyin, alias.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    #[ts(rename = "type", optional)]
    pub kind: Option<String>,
    /// Pinyin with tone marks, a suggestion of the program; absent for names without Chinese and
    /// where the study gives the pinyin.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub pinyin: Option<String>,
    /// When used.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub valid: Option<String>,
}

/// A place's life.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LifeLine {
    /// As on the atlas.
    pub life: Life,
    /// Statement of the opening.
    pub opened: Option<Shown>,
    /// Statement of the end.
    pub closed: Option<Shown>,
    /// Statement of the last confirmation, or of the last source, for a life without an end.
    pub confirmed: Option<Shown>,
    /// How analyses treat the end.
    pub censoring: Censoring,
    /// Dated states, in order.
    pub spells: Vec<SpellShown>,
}

/// How analyses treat the end of a life; the web side puts it into words.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct Censoring {
    /// `event` (a dated end), `confirmed` (alive when last confirmed), `last_source` (alive when
    /// its last dated source spoke of it), `unknown` (no date to go by: left out of analyses).
    pub treatment: String,
    /// Date as written: of the end, of the confirmation, of the last source.
    pub date: Option<String>,
}

/// A dated state.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SpellShown {
    /// State.
    pub status: Option<String>,
    /// Earliest and latest start, decimal years.
    pub start: Option<[f64; 2]>,
    /// Earliest and latest end, decimal years.
    pub end: Option<[f64; 2]>,
    /// Dates as written.
    pub text: Shown,
    /// Site by id.
    pub site: Option<String>,
    /// Why it ended.
    pub reason: Option<Shown>,
    /// What it became.
    pub successor: Option<EntityLink>,
}

/// A site, or what stands in for one: a place's own coordinates, the label point of its territory.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SiteShown {
    /// Id.
    pub id: String,
    /// Address or name.
    pub address: Option<Shown>,
    /// Position, derived to WGS84.
    pub position: Option<Position>,
    /// Coordinates and datum as given.
    pub given: Option<Shown>,
    /// When occupied, as written.
    pub valid: Option<Shown>,
    /// Host.
    pub host: Option<Shown>,
    /// Territory it lies in.
    pub territory: Option<EntityLink>,
}

/// A tie.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TieShown {
    /// The other end.
    pub other: EntityLink,
    /// Whether this entity is the start.
    pub outgoing: bool,
    /// Relation in words.
    pub relation: Label,
    /// Layer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub layer: Option<String>,
    /// When, as written; the statement's evidence.
    pub valid: Shown,
    /// Earliest start and latest end, decimal years.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub bounds: Option<[f64; 2]>,
    /// Remarks of the row.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub remark: Option<String>,
}

/// A code given to the entity.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CodingShown {
    /// Scheme in words: an index into [`Headings::properties`](super::Headings::properties).
    pub scheme: u32,
    /// Code, and its evidence.
    pub code: Shown,
    /// Label of the code.
    pub label: Label,
    /// How sure.
    pub certainty: Option<String>,
    /// Who coded.
    pub coder: Option<String>,
}

/// A measured value.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ObservationShown {
    /// Indicator in words: an index into [`Headings::properties`](super::Headings::properties).
    pub indicator: u32,
    /// Code of the indicator.
    pub code: String,
    /// Period as written.
    pub period: Option<String>,
    /// Value.
    pub value: Shown,
    /// Unit.
    pub unit: Option<String>,
}

/// A row of another table that names the entity.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Mention {
    /// Table of the row.
    pub table: String,
    /// Column in which the entity is named.
    pub property: String,
    /// The column in words.
    pub label: Label,
    /// The row's own page, if it has an id.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub link: Option<EntityLink>,
    /// The row in short.
    pub text: Shown,
    /// Its date as written, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub when: Option<String>,
}

/// Statements that cannot all be true, side by side.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Contradiction {
    /// Entity.
    pub entity: EntityLink,
    /// Property.
    pub property: String,
    /// In words.
    pub label: Label,
    /// Each value said, with its statements.
    pub values: Vec<Shown>,
    /// What analyses use.
    pub used: String,
    /// By which rule of `study.toml`: `interval` or `ranking`.
    pub rule: String,
}

/// A field note.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Note {
    /// File.
    pub file: String,
    /// Title.
    pub title: String,
    /// Safe HTML.
    pub html: String,
}

/// A source with the number of statements about the entity it supports.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SourceCount {
    /// The source: an index into [`EvidenceList::sources`].
    pub source: u32,
    /// Statements.
    pub statements: u32,
}
