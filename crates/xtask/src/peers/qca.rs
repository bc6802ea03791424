//! Qualitative comparative analysis: R's QCA and SetMethods.

use super::case::{Agree, Case, Columns, Goal, Key, Peer, number, numbered};
use crate::study::random::Random;

const QCA: Peer = Peer { script: "qca.R", package: "QCA", needs: &[], goal: Goal::Times(100.0), before: None };

const SAME: Agree = Agree::Difference(0.0);
const OF_SOLUTIONS: &[Key] = &[Key { name: "terms of a model", agree: SAME }, Key { name: "models", agree: SAME }];

pub const CASES: &[Case] = &[
    Case {
        name: "parsimonious-16",
        what: "all parsimonious models, {n} conditions, 60 cases",
        size: [16, 8],
        columns: |conditions| in_or_out(conditions, 60),
        peers: &[Peer { before: Some(97.0), ..QCA }],
        keys: OF_SOLUTIONS,
    },
    Case {
        name: "parsimonious-17",
        what: "all parsimonious models, {n} conditions, 60 cases",
        size: [17, 9],
        columns: |conditions| in_or_out(conditions, 60),
        peers: &[Peer { goal: Goal::Within(5.0), before: Some(280.0), ..QCA }],
        keys: OF_SOLUTIONS,
    },
    Case {
        name: "sweep",
        what: "robustness: 22 ranges of one cutoff and 21 anchors, {n} cases, 6 conditions",
        size: [45, 20],
        columns: raw,
        peers: &[Peer { package: "SetMethods", needs: &["QCA"], goal: Goal::Within(0.05), before: Some(5.5), ..QCA }],
        keys: &[Key { name: "terms of the first model", agree: SAME }],
    },
];

/// Cases in or out of each set by chance: few conditions tell nothing apart, so that prime implicants are many and
/// covers hard.
fn in_or_out(conditions: usize, cases: usize) -> Columns {
    let mut random = Random::of_row("sets", 0);
    let mut column = || (0..cases).map(|_| random.below(2) as f64).collect::<Vec<f64>>();
    let all = (0..conditions).map(|_| column()).collect();
    let outcome = column();
    numbered("c", all).chain([("y".to_owned(), outcome)]).collect()
}

/// Raw measures from 0 to 100, to be calibrated, and how far cutoff and anchors move in a step.
fn raw(cases: usize) -> Columns {
    let mut random = Random::of_row("raw", 0);
    let mut column = || (0..cases).map(|_| 100.0 * random.unit()).collect::<Vec<f64>>();
    let all = (0..6).map(|_| column()).collect();
    let outcome = column();
    let parameters = [
        number("low", 15.0),
        number("middle", 48.5),
        number("high", 85.0),
        number("step", 1.4),
        number("inclusion", 0.8),
        number("inclusion_step", 0.01),
    ];
    numbered("c", all).chain([("y".to_owned(), outcome)]).chain(parameters).collect()
}
