//! From a study to a table of cases.

use std::collections::BTreeMap;

use milieu_study::Study;

use super::{Refusal, Table};
use crate::Words;

/// A way from a study to a table, whose rows know their facts.
#[derive(Clone, Copy, Debug)]
pub struct Extract {
    /// The name it is called by, as `lifespans`.
    pub name: &'static str,
    /// What its rows are.
    pub title: Words,
    /// Its columns, each with what it holds and its unit.
    pub columns: &'static [(&'static str, &'static str)],
    /// What it can be told: name, and what that does.
    pub options: &'static [(&'static str, &'static str)],
    /// From study and options to the table. What cannot be a row is in the table's `left_out`.
    pub make: fn(&Study, &BTreeMap<String, String>) -> Result<Table, Refusal>,
}
