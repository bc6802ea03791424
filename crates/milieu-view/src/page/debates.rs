//! `data/debates.json`: theses, what is argued for and against them, and on what evidence.

use serde::Serialize;
use ts_rs::TS;

use super::{AnalysisInShort, Code, EntityLink, EvidenceList, ExperimentInShort, Label, Shown};

/// Theses in the order in which `arguments.csv` first names them.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Debates {
    /// Every thesis.
    pub theses: Vec<Thesis>,
    /// Every statement behind the page.
    pub evidence: EvidenceList,
}

/// A thesis or topic.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Thesis {
    /// Id of its first argument: its address is `#/debates/<id>`.
    pub id: String,
    /// The thesis, with every statement of it.
    pub thesis: Shown,
    /// Its arguments, in file order.
    pub arguments: Vec<ArgumentShown>,
    /// What the evidence is about, in order of first use.
    pub about: Vec<EntityLink>,
}

/// An argument.
#[derive(Clone, Debug, Serialize, TS)]
pub struct ArgumentShown {
    /// Id; its page is `#/entity/<id>`.
    pub id: String,
    /// Side, a word of the contract; none where it is not stated.
    pub side: Option<Code>,
    /// The argument, with the statement of it.
    pub statement: Shown,
    /// Remarks.
    pub notes: Option<Shown>,
    /// What it rests on; empty where no evidence is tied to it yet.
    pub rests_on: Vec<PieceShown>,
    /// Whether any of it can be looked up in the study.
    pub supported: bool,
}

/// A piece of evidence.
#[derive(Clone, Debug, Serialize, TS)]
pub struct PieceShown {
    /// As written.
    pub written: String,
    /// `fact`, `entity`, `analysis`, `scenario`, `experiment` or `unknown`.
    pub kind: String,
    /// What it is about.
    pub subject: Option<EntityLink>,
    /// Which property.
    pub property: Option<Label>,
    /// What is stated, with every statement of it.
    pub value: Option<Shown>,
    /// The value in words where it is a code or names entities.
    pub words: Option<Label>,
    /// Unit, if any.
    pub unit: Option<String>,
    /// The analysis it names, with its answer in one line.
    pub analysis: Option<AnalysisInShort>,
    /// The experiment it names, with its verdict.
    pub experiment: Option<ExperimentInShort>,
    /// Whether the study has it. An analysis, scenario or experiment that it lacks was not run yet.
    pub there: bool,
}
