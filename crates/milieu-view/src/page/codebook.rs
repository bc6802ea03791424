//! `data/codebook.json`: what the study's words mean.

use serde::Serialize;
use ts_rs::TS;

use super::Label;

/// The codebook, with how often each code is used.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CodebookPage {
    /// Kinds, schemes, variables, relations, indicators, in this order.
    pub sections: Vec<CodebookSection>,
}

/// A list of the codebook, or one scheme.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CodebookSection {
    /// `kinds`, `scheme:<code>`, `variables`, `relations`, `indicators`.
    pub id: String,
    /// Heading.
    pub label: Label,
    /// What the list is for.
    pub definition: Label,
    /// Entries in codebook order.
    pub entries: Vec<CodebookEntry>,
}

/// A code.
#[derive(Clone, Debug, Serialize, TS)]
pub struct CodebookEntry {
    /// The code.
    pub code: String,
    /// Its label.
    pub label: Label,
    /// Definition.
    pub definition: Label,
    /// Broader code.
    pub parent: Option<String>,
    /// Type, unit, layer and the like, in words.
    pub details: Vec<[String; 2]>,
    /// Citation as written.
    pub source: Option<String>,
    /// Statements that use it, by their numbers in the study's order, from 0.
    pub uses: Vec<u32>,
    /// Line of `codebook.toml`.
    pub line: u32,
}
