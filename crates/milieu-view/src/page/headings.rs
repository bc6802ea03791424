//! `data/headings.json`: what columns are headed and what properties are in words.

use serde::Serialize;
use ts_rs::TS;

use super::Label;

/// What the statements of all pages share, so that no page repeats it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Headings {
    /// Tables of the study; [`EvidenceList::cells`](super::EvidenceList::cells) index it.
    pub tables: Vec<TableHeaders>,
    /// Properties in words; [`EvidenceList::properties`](super::EvidenceList::properties) index it.
    pub properties: Vec<Label>,
}

/// The header of a table.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TableHeaders {
    /// File, relative to the study folder.
    pub file: String,
    /// Headers of its columns, as written.
    pub headers: Vec<String>,
}
