//! Lifespans: R's survival and cmprsk, lifelines, and for ends between two visits interval and icenReg.

use super::case::{Agree, Case, Columns, Goal, Key, Peer, numbered};
use crate::study::random::Random;

const SURVIVAL: Peer = Peer { script: "survival.R", package: "survival", needs: &[], goal: Goal::Open, before: None };
const LIFELINES: Peer =
    Peer { script: "lifelines_lives.py", package: "lifelines", needs: &[], goal: Goal::Open, before: None };
const INTERVALS: Peer =
    Peer { script: "intervals.R", package: "interval", needs: &[], goal: Goal::Open, before: Some(78.0) };

/// Numbers of a fit by Newton's steps; the peers stop a little before ours.
const OF_COX: &[Key] = &[
    Key { name: "log-likelihood", agree: Agree::Share(1e-9) },
    Key { name: "last coefficient", agree: Agree::Share(1e-5) },
    Key { name: "standard error of the last", agree: Agree::Share(1e-5) },
    Key { name: "concordance", agree: Agree::Share(1e-6) },
];
const OF_SHARES: &[Key] = &[
    Key { name: "log-likelihood", agree: Agree::Share(1e-7) },
    Key { name: "last coefficient", agree: Agree::Share(1e-5) },
];
/// Each stops by a rule of its own.
const OF_MASSES: &[Key] = &[Key { name: "log-likelihood", agree: Agree::Share(1e-5) }];

pub const CASES: &[Case] = &[
    Case {
        name: "kaplan-meier",
        what: "Kaplan–Meier, {n} lives",
        size: [1_000_000, 10_000],
        columns: |rows| lives(rows, 0),
        peers: &[Peer { goal: Goal::Times(20.0), ..SURVIVAL }, LIFELINES],
        keys: &[
            Key { name: "S(0.5)", agree: Agree::Share(1e-9) },
            Key { name: "standard error of S(0.5)", agree: Agree::Share(1e-9) },
        ],
    },
    Case {
        name: "cox",
        what: "Cox with concordance, {n} lives, 10 covariates",
        size: [1_000_000, 10_000],
        columns: |rows| lives(rows, 10),
        peers: &[Peer { goal: Goal::Times(12.0), ..SURVIVAL }, LIFELINES],
        keys: OF_COX,
    },
    Case {
        name: "cox-late-entry",
        what: "the same, left-truncated",
        size: [1_000_000, 10_000],
        columns: |rows| lives(rows, 10),
        peers: &[Peer { goal: Goal::Times(12.0), ..SURVIVAL }],
        keys: OF_COX,
    },
    Case {
        name: "fine-gray",
        what: "Fine–Gray by `crr`, {n} lives, 5 covariates",
        size: [5_000, 500],
        columns: |rows| lives(rows, 5),
        peers: &[Peer { package: "cmprsk", goal: Goal::Times(100.0), before: Some(16.5), ..SURVIVAL }],
        keys: OF_SHARES,
    },
    Case {
        name: "fine-gray-large",
        what: "Fine–Gray by `finegray` and `coxph`, {n} lives, 5 covariates",
        size: [20_000, 500],
        columns: |rows| lives(rows, 5),
        peers: &[Peer { goal: Goal::Times(100.0), ..SURVIVAL }],
        keys: OF_SHARES,
    },
    Case {
        name: "interval",
        what: "Turnbull, {n} ends between two visits",
        size: [1_000, 200],
        columns: visits,
        peers: &[INTERVALS, LIFELINES],
        keys: OF_MASSES,
    },
    Case {
        name: "interval-large",
        what: "Turnbull, {n} ends between two visits",
        size: [20_000, 200],
        columns: visits,
        peers: &[Peer { package: "icenReg", goal: Goal::Times(1.0), before: Some(0.17), ..INTERVALS }],
        keys: OF_MASSES,
    },
];

/// Lives with exponential ends of two causes that covariates hasten, a third of them lost from sight, some of them
/// seen only from a later age on.
fn lives(rows: usize, width: usize) -> Columns {
    let mut random = Random::of_row("lives", width);
    let [mut entry, mut exit, mut event, mut cause] = [(); 4].map(|()| Vec::with_capacity(rows));
    let mut covariates: Vec<Vec<f64>> = (0..width).map(|_| Vec::with_capacity(rows)).collect();
    for _ in 0..rows {
        let mut risk = 0.0;
        for (k, column) in covariates.iter_mut().enumerate() {
            let x = random.unit() - 0.5;
            risk += 0.1 * (k + 1) as f64 * x;
            column.push(x);
        }
        let end = exponential(&mut random) / risk.exp();
        let lost = exponential(&mut random) * 2.0;
        let last = end.min(lost);
        entry.push(last * random.unit() * 0.5);
        exit.push(last);
        event.push(f64::from(u8::from(end <= lost)));
        cause.push(if end <= lost { 1.0 + random.below(2) as f64 } else { 0.0 });
    }
    let named = [("entry", entry), ("exit", exit), ("event", event), ("cause", cause)];
    named.map(|(name, column)| (name.to_owned(), column)).into_iter().chain(numbered("x", covariates)).collect()
}

/// Lives whose end is known to lie between two visits, or after the last one.
fn visits(rows: usize) -> Columns {
    let mut random = Random::of_row("visits", 0);
    let (mut left, mut right) = (Vec::with_capacity(rows), Vec::with_capacity(rows));
    for _ in 0..rows {
        let end = exponential(&mut random);
        let is_seen = end < 2.0 * exponential(&mut random);
        left.push((end - 0.1 * random.unit()).max(0.0));
        right.push(if is_seen { end + 0.1 * random.unit() } else { f64::INFINITY });
    }
    vec![("left".to_owned(), left), ("right".to_owned(), right)]
}

fn exponential(random: &mut Random) -> f64 {
    -(1.0 - random.unit()).ln()
}
