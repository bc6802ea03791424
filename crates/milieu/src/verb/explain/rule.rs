//! A diagnostic explained, from the documentation beside its code.

use milieu_method::analysis::LINTS;
use milieu_study::lint::{self, Lint};
use serde::Serialize;

use super::Explained;
use super::page::Block;

#[derive(Serialize)]
struct Rule {
    code: &'static str,
    name: &'static str,
    severity: &'static str,
    what: &'static str,
    why: &'static str,
    bad: &'static str,
    good: &'static str,
}

#[derive(Serialize)]
struct Rules {
    diagnostics: Vec<Rule>,
}

pub fn one(lint: &'static Lint) -> Explained {
    Explained::new("diagnostic", &rule(lint), page(lint))
}

pub fn all() -> Explained {
    let rules = Rules { diagnostics: lints().map(rule).collect() };
    Explained::new("diagnostics", &rules, lints().flat_map(page).collect())
}

/// Those of the compiler, then those of the methods and of the lab.
pub fn lints() -> impl Iterator<Item = &'static Lint> {
    lint::ALL
        .iter()
        .chain(LINTS)
        .chain(milieu_lab::scenario::lint::ALL)
        .chain(milieu_lab::experiment::lint::ALL)
        .copied()
}

/// The diagnostic of this code or name.
pub fn find(code: &str) -> Option<&'static Lint> {
    lint::find(code).or_else(|| lints().find(|l| l.code.eq_ignore_ascii_case(code) || l.name == code))
}

fn rule(lint: &'static Lint) -> Rule {
    let Lint { code, name, severity, what, why, bad, good } = lint;
    Rule { code, name, severity: severity.word(), what, why, bad, good }
}

fn page(lint: &'static Lint) -> Vec<Block> {
    vec![
        Block::Title(format!("{} {} ({})", lint.code, lint.name, lint.severity.word())),
        Block::Text(lint.what.to_owned()),
        Block::Text(lint.why.to_owned()),
        Block::Heading("Bad".to_owned()),
        Block::Code(lint.bad.to_owned()),
        Block::Heading("Good".to_owned()),
        Block::Code(lint.good.to_owned()),
    ]
}
