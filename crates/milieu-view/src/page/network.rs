//! `data/network.json`: who is tied to whom, when and in which layer; `data/ties/<n>.json`: the
//! statements behind the ties, [`TIES_A_FILE`] to a file.

use serde::Serialize;
use ts_rs::TS;

use super::{AtlasTerritory, EvidenceList, Label, Life, Position, Shown};

/// How many ties share a file of statements.
pub const TIES_A_FILE: usize = 250;

/// Everything that is tied to something, and the ties.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Network {
    /// Entities with at least one tie, sorted by id.
    pub nodes: Vec<NetworkNode>,
    /// Ties: rows of `ties.csv`, successors of `spells.csv`, lineages of `matches.csv`, as they stand.
    pub ties: Vec<NetworkTie>,
    /// Kinds of nodes, in the codebook's order, then tables without kinds.
    pub kinds: Vec<NodeKind>,
    /// Relations in the codebook's order, those only used after them.
    pub relations: Vec<NetworkRelation>,
    /// Layers of the contract, in its order.
    pub layers: Vec<String>,
    /// Territories of the nodes, with all that they lie in.
    pub territories: Vec<AtlasTerritory>,
    /// Range of the time slider, whole years: that of the atlas, widened by what dates the ties.
    pub years: [i32; 2],
    /// Ties that outlived a place, as far as dates tell.
    pub legacy: LegacyCount,
    /// Places without any tie: on the atlas, not here.
    pub untied_places: u32,
}

/// A place, an actor, a group, a territory …
#[derive(Clone, Debug, Serialize, TS)]
pub struct NetworkNode {
    /// Id.
    pub id: String,
    /// Table it is a row of; its page is `#/place/<id>` or `#/entity/<id>`.
    pub table: String,
    /// Name in the study's first language, else any.
    pub name: String,
    /// Chinese name, if any.
    pub zh: Option<String>,
    /// Index into [`Network::kinds`].
    pub kind: u32,
    /// Index into [`Network::territories`].
    pub territory: Option<u32>,
    /// When it lived; places only.
    pub life: Option<Life>,
    /// When a place moved to another site: earliest and latest, decimal years.
    pub moves: Vec<[f64; 2]>,
    /// Where it is, as on the atlas; for what is no place, the label point of its territory.
    pub positions: Vec<Position>,
    /// Place in the drawing; a tie at rest has about the length 1.
    pub x: f64,
    /// Place in the drawing, upward.
    pub y: f64,
    /// Connected component: 0 is the largest.
    pub component: u32,
}

/// A tie.
#[derive(Clone, Debug, Serialize, TS)]
pub struct NetworkTie {
    /// Index of the node it starts from.
    pub from: u32,
    /// Index of the node it leads to.
    pub to: u32,
    /// Index into [`Network::relations`].
    pub relation: u32,
    /// Index into [`Network::layers`]; none when the study gives no layer.
    pub layer: Option<u32>,
    /// When, as written.
    pub when: Option<String>,
    /// When, as bounds: a tie dated by one moment is not heard of after it; one declared open lasts
    /// to the end of the slider.
    pub life: Life,
    /// If it tells what came from what.
    pub lineage: Option<LineageTie>,
    /// Places that have ended and that it outlived, or may have, or whose end it cannot be compared with.
    pub outlived: Vec<Outlived>,
}

/// That one thing came from another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct LineageTie {
    /// `offspring` (the earlier lived on), `became` (converted, renamed, succeeded), `absorbed`
    /// (bought or merged into the later), `moved` (went on elsewhere under another id).
    pub kind: String,
    /// Whether time runs from `from` to `to`; else the other way.
    pub forward: bool,
}

/// A place that has ended, and a tie that goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Outlived {
    /// Index of the node of the place.
    pub place: u32,
    /// What the tie has to do with the place.
    pub through: Through,
    /// Whether it reaches beyond the place's end.
    pub reach: Reach,
}

/// What a tie has to do with a place that has ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename_all = "snake_case")]
pub enum Through {
    /// The place is one of its ends.
    Own,
    /// Both its ends had ties with the place that may have held while the place lived.
    Shared,
    /// One of its ends came from the place, within three generations.
    Heir,
}

/// Whether a tie reaches beyond the end of a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename_all = "snake_case")]
pub enum Reach {
    /// On every reading of the dates.
    Certain,
    /// On some reading of the dates.
    Possible,
    /// Cannot be judged: a date is missing, of the tie or of the place's end.
    Undated,
    /// Cannot be judged: the tie is dated by a moment before the end; how long it lasted is not said.
    Moment,
}

/// Ties by the strongest thing that can be said of them, as `milieu_method::legacy` judges them; every
/// row of `ties.csv` is in one number.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, TS)]
pub struct LegacyCount {
    /// Surely reach beyond the end of a place they have to do with.
    pub certain: u32,
    /// May reach beyond it.
    pub possible: u32,
    /// Could not be judged for want of a date.
    pub undated: u32,
    /// Could not be judged because only a moment before the end is dated.
    pub moment: u32,
    /// Ended with the place or before it: indices into [`Network::ties`].
    pub ended: Vec<u32>,
    /// Have to do with no place that is known to have ended: the judged ties that are in none of the others.
    pub no_ended_place: u32,
    /// How many ties were judged: so many of the first of [`Network::ties`].
    pub judged: u32,
}

/// A relation.
#[derive(Clone, Debug, Serialize, TS)]
pub struct NetworkRelation {
    /// Code.
    pub code: String,
    /// Label.
    pub label: Label,
    /// Whether its direction matters.
    pub directed: bool,
}

/// A kind of nodes.
#[derive(Clone, Debug, Serialize, TS)]
pub struct NodeKind {
    /// Code of the codebook; blank for nodes without one.
    pub code: String,
    /// Table of its nodes.
    pub table: String,
    /// Label: the kind's, else the table's.
    pub label: Label,
}

/// The statements behind a run of ties.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TieStatements {
    /// Each tie of the run in words, in order.
    pub ties: Vec<Shown>,
    /// The statements; [`Shown::evidence`] indexes it.
    pub evidence: EvidenceList,
}
