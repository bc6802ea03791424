//! `data/head.json`: what every page needs.

use serde::Serialize;
use ts_rs::TS;

use super::Label;

/// Title, people, vocabulary.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Head {
    /// Title of the study.
    pub title: Label,
    /// What it is about.
    #[serde(rename = "abstract")]
    #[ts(rename = "abstract")]
    pub summary: Label,
    /// Authors.
    pub authors: Vec<Author>,
    /// Licence, as an SPDX expression.
    pub licence: Option<String>,
    /// Languages of the study, its first first.
    pub languages: Vec<String>,
    /// Observation window, decimal years.
    pub window: Option<[f64; 2]>,
    /// Version of the program that made the pages.
    pub version: String,
    /// Digest of the study's files: two equal digests are the same study.
    pub digest: String,
    /// Kinds of places, in codebook order; [`super::AtlasPlace::kind`] indexes it.
    pub kinds: Vec<Code>,
    /// How many entities each table holds, in the contract's order.
    pub tables: Vec<TableCount>,
    /// Errors, warnings and notes of the last check.
    pub problems: [u32; 3],
    /// Whether the pages come from `serve` and reload on change.
    pub live: bool,
}

/// An author of the study.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Author {
    /// Name.
    pub name: String,
    /// ORCID iD.
    pub orcid: Option<String>,
    /// Affiliation.
    pub affiliation: Option<String>,
}

/// A code with its label.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Code {
    /// The code.
    pub code: String,
    /// Its label.
    pub label: Label,
}

/// Size of a table.
#[derive(Clone, Debug, Serialize, TS)]
pub struct TableCount {
    /// Table name.
    pub table: String,
    /// Rows.
    pub rows: u32,
}
