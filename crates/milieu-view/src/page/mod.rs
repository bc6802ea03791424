//! Page data: plain structs, serialised to JSON, the only thing the web side reads.
//!
//! A page is one file here and one component in `web/`. Times are decimal years (2010.5 is the
//! middle of 2010), positions WGS84 degrees, lengths metres. Every value a person sees is a
//! [`Shown`]: its text and the statements behind it.

mod atlas;
mod codebook;
mod compare;
mod debates;
mod entity;
mod glossary;
mod head;
mod network;
mod overview;
mod plans;
mod problems;
mod search;
mod sources;
mod words;
mod zones;

pub use atlas::*;
pub use codebook::*;
pub use compare::*;
pub use debates::*;
pub use entity::*;
pub use glossary::*;
pub use head::*;
pub use network::*;
pub use overview::*;
pub use plans::*;
pub use problems::*;
pub use search::*;
pub use sources::*;
pub use words::*;
pub use zones::*;

use std::collections::BTreeMap;

use serde::Serialize;
use ts_rs::TS;

/// The same words in several languages: language tag → text. The web side falls back
/// from the interface language to the study's first language to any.
pub type Label = BTreeMap<String, String>;

/// A value with its evidence.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct Shown {
    /// As a person reads it.
    pub text: String,
    /// Indices into the page's `evidence`: the statements it rests on.
    pub evidence: Vec<u32>,
}

/// The statements of a page. What many of them share stands once: a page with a thousand
/// statements from ten sources holds ten references.
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct EvidenceList {
    /// Every statement; [`Shown::evidence`] indexes it.
    pub statements: Vec<Evidence>,
    /// Properties in words; [`Evidence::label`] indexes it.
    pub labels: Vec<Label>,
    /// Citations; [`Evidence::citations`] indexes it.
    pub citations: Vec<Citation>,
}

/// One sourced statement, whole: what is claimed, by whom, where it stands in the study.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Evidence {
    /// Entity the statement is about.
    pub subject: String,
    /// Property, as the column is headed.
    pub property: String,
    /// The property in words: an index into [`EvidenceList::labels`].
    pub label: u32,
    /// The cell as written.
    pub written: String,
    /// How the compiler reads it, if that differs (a date's bounds, a derived coordinate).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub read_as: Option<String>,
    /// Unit, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub unit: Option<String>,
    /// When the statement holds, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub valid: Option<String>,
    /// `accepted`, `conflict` or `rejected`.
    pub status: String,
    /// How sure the coder was, if said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub certainty: Option<String>,
    /// Who recorded it, if said.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub coder: Option<String>,
    /// Remarks of its row.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub remark: Option<String>,
    /// Where it stands.
    pub cell: Cell,
    /// Who says so, by index into [`EvidenceList::citations`]; empty when no source is given.
    pub citations: Vec<u32>,
}

/// A cell of the study.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Cell {
    /// File, relative to the study folder.
    pub file: String,
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
    /// Header of the column.
    pub header: String,
}

/// A source cited for a statement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
pub struct Citation {
    /// Key in the bibliography.
    pub key: String,
    /// Page, section or date within it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub locator: Option<String>,
    /// Author and year.
    pub short: String,
    /// Full reference; the key itself when the bibliography lacks it.
    pub reference: String,
    /// Address, if http(s).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub url: Option<String>,
    /// Words quoted, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub quote: Option<String>,
}
