//! `data/problems.json`: the diagnostics of the last check.

use serde::Serialize;
use ts_rs::TS;

/// What `milieu check` says.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Problems {
    /// In file order.
    pub problems: Vec<Problem>,
}

/// A diagnostic.
#[derive(Clone, Debug, Serialize, TS)]
pub struct Problem {
    /// Stable code.
    pub code: String,
    /// `error`, `warning`, `note`.
    pub severity: String,
    /// What is wrong.
    pub message: String,
    /// File, if any.
    pub file: Option<String>,
    /// Line from 1.
    pub line: Option<u32>,
    /// Column from 1.
    pub column: Option<u32>,
    /// The line of text with the cell marked, as the terminal shows it.
    pub rendered: String,
    /// How to mend it.
    pub help: Option<String>,
}
