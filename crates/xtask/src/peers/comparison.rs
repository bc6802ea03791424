//! Distances between cases: R's cluster.

use super::case::{Agree, Case, Columns, Goal, Key, Peer, numbered};
use crate::study::random::Random;

pub const CASES: &[Case] = &[Case {
    name: "gower",
    what: "Gower, all distances of {n} cases, 10 variables, a tenth blank",
    size: [5_000, 300],
    columns: variables,
    peers: &[Peer {
        script: "comparison.R",
        package: "cluster",
        needs: &[],
        goal: Goal::Times(20.0),
        before: Some(3.8),
    }],
    keys: &[Key { name: "sum of distances", agree: Agree::Share(1e-9) }],
}];

/// Five numbers and five categories of each case.
fn variables(cases: usize) -> Columns {
    let mut random = Random::of_row("variables", 0);
    let mut cell = |known: fn(&mut Random) -> f64| if random.percent(10) { f64::NAN } else { known(&mut random) };
    let numbers = (0..5).map(|_| (0..cases).map(|_| cell(Random::unit)).collect()).collect();
    let categories = (0..5).map(|_| (0..cases).map(|_| cell(|r| r.below(5) as f64)).collect()).collect();
    numbered("number", numbers).chain(numbered("category", categories)).collect()
}
