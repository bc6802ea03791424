//! `data/sources.json` and `data/source/<key>.json`.

use serde::Serialize;
use ts_rs::TS;

/// The bibliography.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Sources {
    /// Sorted by author and year.
    pub sources: Vec<SourceRow>,
}

/// A source in the list.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SourceRow {
    /// Key.
    pub key: String,
    /// Kind (CSL type).
    pub kind: String,
    /// Title.
    pub title: String,
    /// Author and year.
    pub short: String,
    /// Full reference.
    pub reference: String,
    /// Year, if any.
    pub year: Option<i32>,
    /// Language tag; as the bibliography writes it where the language has no tag known here.
    pub language: Option<String>,
    /// Address, if http(s).
    pub url: Option<String>,
    /// Note of the bibliography, for example how much was read.
    pub note: Option<String>,
    /// Statements that cite it.
    pub statements: u32,
    /// Entities it speaks of.
    pub entities: u32,
}

/// One source and which statements rest on it.
#[derive(Clone, Debug, Serialize, TS)]
pub struct SourcePage {
    /// The source.
    pub source: SourceRow,
    /// Numbers of the statements that cite it, those of an entity together, those of none last; the
    /// statements stand in the runs of [`super::StatementRun`].
    pub statements: Vec<u32>,
}
