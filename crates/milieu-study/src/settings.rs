//! `study.toml`: title, people, languages, how doubtful dates and contradictions are read.

use std::collections::BTreeMap;

use serde::Deserialize;

use crate::diagnostic::Span;
use crate::space::Crs;
use crate::time::Tolerance;

/// Words in several languages: tag → text. A plain string stands under the empty tag.
pub type Label = BTreeMap<String, String>;

/// What `study.toml` says.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Title.
    pub title: Label,
    /// What the study is about.
    pub summary: Label,
    /// Authors.
    pub authors: Vec<Author>,
    /// Licence, as an SPDX expression.
    pub licence: Option<String>,
    /// Languages, the main one first; English when none is named.
    pub languages: Vec<String>,
    /// Observation window as EDTF text.
    pub window: Option<String>,
    /// Datum of coordinates whose row names none.
    pub crs: Crs,
    /// Scheme that colours the map.
    pub primary_scheme: Option<String>,
    /// Where it is named.
    pub primary_scheme_at: Option<Span>,
    /// What `~` widens a date by.
    pub tolerance: Tolerance,
    /// How contradictions are resolved.
    pub conflicts: ConflictRules,
    /// What the study is made for, if it said so; then some checks are stricter.
    pub template: Option<Template>,
}

/// What a study is made for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Template {
    /// A course project: one argument tied to evidence.
    Project,
}

impl Template {
    /// The words in `study.toml`.
    pub const WORDS: &[&str] = &["project"];

    /// The template of this word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        (word == "project").then_some(Self::Project)
    }
}

/// An author of the study.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Author {
    /// Name.
    #[serde(default)]
    pub name: String,
    /// ORCID iD.
    pub orcid: Option<String>,
    /// Affiliation.
    pub affiliation: Option<String>,
}

/// Which rule decides what analyses use when statements contradict each other.
#[derive(Clone, Debug, Default)]
pub struct ConflictRules {
    /// Rule for properties not named below.
    pub rule: ConflictRule,
    /// Rule by property.
    pub properties: BTreeMap<String, ConflictRule>,
    /// Sources from most to least trusted, by key.
    pub ranking: Vec<String>,
    /// Where each of them stands in `study.toml`.
    pub ranking_at: Vec<Span>,
}

/// A rule for contradictions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ConflictRule {
    /// Dates and numbers: everything between the least and the greatest; other values: as `Ranking`.
    #[default]
    Interval,
    /// The statement of the best-ranked source; among equals the one in the wide table, then the first.
    Ranking,
}

impl ConflictRule {
    /// The word in `study.toml`.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Interval => "interval",
            Self::Ranking => "ranking",
        }
    }

    /// The rule of this word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        [Self::Interval, Self::Ranking].into_iter().find(|r| r.word() == word)
    }
}

impl ConflictRules {
    /// The rule for a property.
    #[must_use]
    pub fn of(&self, property: &str) -> ConflictRule {
        self.properties.get(property).copied().unwrap_or(self.rule)
    }
}

/// Text in the best of the wanted languages: the first of `languages` it has, else any.
#[must_use]
pub fn pick<'a>(label: &'a Label, languages: &[&str]) -> &'a str {
    languages
        .iter()
        .find_map(|lang| label.get(*lang))
        .or_else(|| label.get(""))
        .or_else(|| label.values().next())
        .map_or("", String::as_str)
}
