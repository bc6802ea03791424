//! A method as it is offered.

use super::{Input, Opt, Outcome, Refusal};
use crate::Words;

/// A method: its name, what it needs, how it is run.
#[derive(Clone, Copy, Debug)]
pub struct Method {
    /// The name it is called by, as `kaplan-meier`.
    pub name: &'static str,
    /// What the field calls it.
    pub title: Words,
    /// What it answers, in plain words.
    pub question: Words,
    /// What must hold for the answer to mean what it says.
    pub assumptions: &'static [Words],
    /// When not to use it.
    pub not_for: &'static [Words],
    /// The function of the field's reference package it equals, as `survival::survfit (R)`.
    pub peer: &'static str,
    /// Works it follows, each with DOI or address.
    pub references: &'static [&'static str],
    /// What it can be told, in the order of its help.
    pub options: &'static [Opt],
    /// A small table of our own to try it on, as CSV.
    pub example_table: &'static str,
    /// Its options in an example that runs on `example_table`, as `--time exit --event event`.
    pub example: &'static str,
    /// Other tables of the example: option and CSV.
    pub example_more: &'static [(&'static str, &'static str)],
    /// From question to answer.
    pub run: fn(Input<'_>) -> Result<Outcome, Refusal>,
}
