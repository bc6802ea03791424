//! `data/overview.json`: the study in one screen, with honest counts.

use serde::Serialize;
use ts_rs::TS;

use super::{AnalysisInShort, Code, Contradiction, EvidenceList, Label, StepsShown};

/// The landing page.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Overview {
    /// Headline counts, in reading order.
    pub counts: Vec<Count>,
    /// How long places last, if an analysis of the study answers it.
    pub curve: Option<CurveEntry>,
    /// From doctrine to territory, if the study has plans.
    pub cascade: Option<CascadeEntry>,
    /// The first theses of the debates, at most five.
    pub theses: Vec<ThesisEntry>,
    /// Openings and ends by year.
    pub years: Vec<YearCount>,
    /// Places by kind, most first.
    pub kinds: Vec<KindCount>,
    /// Places by territory of the first level below the country, most first.
    pub territories: Vec<TerritoryCount>,
    /// Statements that cannot all be true.
    pub contradictions: Vec<Contradiction>,
    /// Statements behind the contradictions; their `evidence` indexes it.
    pub evidence: EvidenceList,
}

/// The survival curve, which leads to its analysis.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CurveEntry {
    /// The analysis.
    pub analysis: AnalysisInShort,
    /// Its curves, without what stands below them.
    pub figure: StepsShown,
}

/// The cascade of plans in four numbers, which leads to the plans.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CascadeEntry {
    /// Doctrines and strategies.
    pub ideas: u32,
    /// Every other policy.
    pub plans: u32,
    /// Targets.
    pub targets: u32,
    /// Territories for which there are targets.
    pub territories: u32,
    /// Targets by the level of their territory, the highest first.
    pub levels: Vec<LevelCount>,
}

/// Targets of one level.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LevelCount {
    /// The level, a word of the contract.
    pub level: Code,
    /// Targets.
    pub targets: u32,
}

/// A thesis, which leads to its debate.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ThesisEntry {
    /// Its address is `#/debates/<id>`.
    pub id: String,
    /// The thesis.
    pub thesis: String,
    /// Its arguments, in file order.
    pub arguments: Vec<ArgumentMark>,
}

/// An argument as a mark.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ArgumentMark {
    /// Side, a word of the contract; blank where it is not stated.
    pub side: String,
    /// Whether any of its evidence can be looked up in the study.
    pub supported: bool,
}

/// A number, what it counts and what it leaves out.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Count {
    /// Stable name, as in `milieu explain overview.<id>`.
    pub id: String,
    /// What is counted.
    pub label: Label,
    /// The number.
    pub value: u32,
    /// Out of how many, if a share.
    pub of: Option<u32>,
    /// How it was counted, in one sentence.
    pub how: Label,
    /// Page that lists what was counted: `#/places?dated=yes`; blank where no page lists it one by one.
    pub route: String,
    /// What was not counted and why.
    pub left_out: Vec<LeftOut>,
}

/// Something left out of a number.
#[derive(Clone, Debug, Serialize, TS)]
pub struct LeftOut {
    /// Why.
    pub reason: Label,
    /// How many.
    pub count: u32,
    /// Ids of the places left out, if places are.
    pub places: Vec<String>,
    /// Keys of the sources left out, if sources are.
    pub sources: Vec<String>,
    /// Numbers of the statements left out in the study's order, from 0, if statements are.
    pub statements: Vec<u32>,
}

/// What happened in a year; fractions spread an uncertain date evenly over its years.
#[derive(Clone, Debug, Serialize, TS)]
pub struct YearCount {
    /// Year.
    pub year: i32,
    /// Openings certainly in this year.
    pub opened: f64,
    /// Expected openings from dates that span several years.
    pub opened_uncertain: f64,
    /// Ends certainly in this year.
    pub ended: f64,
    /// Expected ends from dates that span several years.
    pub ended_uncertain: f64,
}

/// Places of a kind.
#[derive(Clone, Debug, Serialize, TS)]
pub struct KindCount {
    /// Index into [`super::Head::kinds`]; none for places without a kind.
    pub kind: Option<u32>,
    /// Places.
    pub places: u32,
}

/// Places in a territory.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TerritoryCount {
    /// Id; none for places of which no territory below the country is known.
    pub id: Option<String>,
    /// Name.
    pub label: Label,
    /// Places.
    pub places: u32,
    /// Their ids where `id` is none: no page lists them.
    pub listed: Vec<String>,
}
