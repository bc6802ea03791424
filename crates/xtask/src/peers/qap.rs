//! Regression of relations with double semi-partialling: R's sna.

use super::case::{Agree, Case, Columns, Goal, Key, Peer, numbered};
use crate::study::random::Random;

pub const CASES: &[Case] = &[Case {
    name: "mrqap",
    what: "MRQAP, {n} actors, 5 predictors: one permutation",
    size: [500, 60],
    columns: relations,
    peers: &[Peer { script: "qap.R", package: "sna", needs: &[], goal: Goal::Times(300.0), before: Some(3.4) }],
    keys: &[
        Key { name: "last coefficient", agree: Agree::Share(1e-9) },
        Key { name: "its t", agree: Agree::Share(1e-9) },
    ],
}];

/// Five relations, and one that follows them in part; by rows, the diagonal without meaning.
fn relations(actors: usize) -> Columns {
    let mut random = Random::of_row("relations", 0);
    let predictors: Vec<Vec<f64>> = (0..5).map(|_| (0..actors * actors).map(|_| random.unit()).collect()).collect();
    let outcome = (0..actors * actors)
        .map(|pair| random.unit() + predictors.iter().enumerate().map(|(k, x)| 0.05 * k as f64 * x[pair]).sum::<f64>())
        .collect();
    numbered("x", predictors).chain([("y".to_owned(), outcome)]).collect()
}
