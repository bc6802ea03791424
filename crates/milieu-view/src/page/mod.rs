//! Page data: plain structs, serialised to JSON, the only thing the web side reads.
//!
//! A page is one file here and one component in `web/`. Times are decimal years (2010.5 is the
//! middle of 2010), positions WGS84 degrees, lengths metres. Every value a person sees is a
//! [`Shown`]: its text and the statements behind it.

mod analysis;
mod atlas;
mod codebook;
mod compare;
mod debates;
mod entity;
mod figure;
mod glossary;
mod head;
mod headings;
mod lab;
mod network;
mod overview;
mod plans;
mod problems;
mod search;
mod sources;
mod statements;
mod words;
mod zones;

pub use analysis::*;
pub use atlas::*;
pub use codebook::*;
pub use compare::*;
pub use debates::*;
pub use entity::*;
pub use figure::*;
pub use glossary::*;
pub use head::*;
pub use headings::*;
pub use lab::*;
pub use network::*;
pub use overview::*;
pub use plans::*;
pub use problems::*;
pub use search::*;
pub use sources::*;
pub use statements::*;
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

/// The statements of a page, column by column: what statement `i` says stands at `i` of `written`,
/// `properties`, `cells` and `citing`. What many statements share stands once: on the page (its
/// citations), or, where all pages share it, in a file of its own (columns and properties in
/// [`Headings`], references in [`Sources`]).
#[derive(Clone, Debug, Default, Serialize, TS)]
pub struct EvidenceList {
    /// The cells as written, or the words of passages of texts; [`Shown::evidence`] indexes it.
    pub written: Vec<String>,
    /// The properties they state: indices into [`Headings::properties`]; null for a passage.
    pub properties: Vec<Option<u32>>,
    /// Where they stand: table (an index into [`Headings::tables`]), column (an index into its
    /// headers), line and character, both from 1. Of a passage: part of a text (an index into
    /// `texts`), 0, line and character.
    pub cells: Vec<[u32; 4]>,
    /// Who says so, by index into `citations`; empty when no source is given.
    pub citing: Vec<Vec<u32>>,
    /// What else is said of some statements, by their index.
    pub qualifiers: BTreeMap<u32, Qualifiers>,
    /// Citations.
    pub citations: Vec<Citation>,
    /// Sources; [`Citation::source`] indexes it.
    pub sources: Vec<CitedSource>,
    /// Parts of texts.
    pub texts: Vec<TextPart>,
}

/// What is said of a statement, where there is something to say.
#[derive(Clone, Debug, Default, PartialEq, Serialize, TS)]
pub struct Qualifiers {
    /// How the compiler reads the cell, if that differs (a date's bounds, a derived coordinate).
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
    /// `conflict` or `rejected`; absent for a statement that is accepted.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub status: Option<String>,
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
}

/// A part of a text that is no table: a note, an entry of the codebook.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
pub struct TextPart {
    /// File, relative to the study folder.
    pub file: String,
    /// Heading it stands under.
    pub heading: String,
    /// What it is, in words.
    pub label: Label,
}

/// A source as a page names it; its reference and address are in [`Sources`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct CitedSource {
    /// Key in the bibliography.
    pub key: String,
    /// Author and year; the key itself when the bibliography lacks it.
    pub short: String,
}

/// A source cited for a statement.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
pub struct Citation {
    /// The source: an index into [`EvidenceList::sources`].
    pub source: u32,
    /// Page, section or date within it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub locator: Option<String>,
    /// Address of an archived copy, if http(s), for a source that has no address itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub archived: Option<String>,
    /// Words quoted, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub quote: Option<String>,
}
