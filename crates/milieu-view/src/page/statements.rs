//! `data/statements.json`: what every statement is about and who says it; `data/statements/<n>.json`: the
//! statements themselves, [`STATEMENTS_A_FILE`] to a file.

use serde::Serialize;
use ts_rs::TS;

use super::{EntityLink, EvidenceList, Shown};

/// How many statements share a file.
pub const STATEMENTS_A_FILE: usize = 250;

/// All statements of the study in its order, as far as a list needs them to be sifted.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StatementIndex {
    /// Table of each property of [`super::Headings::properties`], by name.
    pub tables: Vec<String>,
    /// Name of each of these properties, as columns are headed.
    pub names: Vec<String>,
    /// Keys of the sources that are cited, those of the bibliography first.
    pub sources: Vec<String>,
    /// How many of these are in the bibliography.
    pub listed: u32,
    /// By statement: its property.
    pub property: Vec<u32>,
    /// By statement: whom it cites, indices into `sources`.
    pub cites: Vec<Vec<u32>>,
}

/// A run of statements.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StatementRun {
    /// Each statement of the run, in order.
    pub rows: Vec<StatementRow>,
    /// Entities they are about; [`StatementRow::about`] indexes it.
    pub entities: Vec<EntityLink>,
    /// The statements; [`Shown::evidence`] indexes it.
    pub evidence: EvidenceList,
}

/// A statement in a list.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StatementRow {
    /// What it is about: an index into [`StatementRun::entities`].
    pub about: Option<u32>,
    /// As written.
    pub said: Shown,
}
