//! `data/statements.json`: what every statement is about and who says it; `data/statements/<n>.json`: the
//! statements themselves, [`STATEMENTS_A_FILE`] to a file.

use serde::Serialize;
use ts_rs::TS;

use super::{EntityLink, EvidenceList};

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

/// A run of statements. The statement of the study with number `n` stands at `n` modulo
/// [`STATEMENTS_A_FILE`] of `about` and of the columns of `evidence`.
#[derive(Clone, Debug, Serialize, TS)]
pub struct StatementRun {
    /// By statement: what it is about, an index into `entities`.
    pub about: Vec<Option<u32>>,
    /// Entities they are about.
    pub entities: Vec<EntityLink>,
    /// The statements.
    pub evidence: EvidenceList,
}
