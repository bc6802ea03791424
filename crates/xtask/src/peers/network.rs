//! Betweenness and communities: igraph, NetworKit.

use super::case::{Agree, Case, Columns, Goal, Key, Peer, number};
use crate::study::random::Random;

const IGRAPH: Peer =
    Peer { script: "network.py", package: "igraph", needs: &["numpy"], goal: Goal::Open, before: None };

const NETWORKIT: Peer =
    Peer { script: "network.py", package: "networkit", needs: &["numpy"], goal: Goal::Times(5.0), before: None };

/// Each draws by itself: the sum, that is the mean length of paths, is known well, a node's share within the bounds.
const OF_SAMPLES: &[Key] = &[
    Key { name: "sum of shares", agree: Agree::Share(0.1) },
    Key { name: "largest share", agree: Agree::Difference(0.02) },
];

pub const CASES: &[Case] = &[
    Case {
        name: "betweenness",
        what: "betweenness, {n} nodes, ten times as many ties",
        size: [10_000, 500],
        columns: |nodes| even(nodes, 10 * nodes),
        peers: &[Peer { goal: Goal::Times(2.0), ..IGRAPH }],
        keys: &[Key { name: "sum", agree: Agree::Share(1e-9) }, Key { name: "largest", agree: Agree::Share(1e-9) }],
    },
    Case {
        name: "betweenness-sampled",
        what: "the same, {n} nodes, from a sample that errs by more than 0.01 once in ten times; the peer's KADABRA likewise",
        size: [100_000, 1_000],
        columns: bounded,
        peers: &[NETWORKIT],
        keys: OF_SAMPLES,
    },
    Case {
        name: "betweenness-pivots",
        what: "the same beside the peer's estimate from 100 nodes, which has no bound",
        size: [100_000, 1_000],
        columns: bounded,
        peers: &[Peer { before: Some(19.0), ..NETWORKIT }],
        keys: OF_SAMPLES,
    },
    Case {
        name: "leiden",
        what: "Leiden of two rounds, {n} nodes, ten times as many ties",
        size: [100_000, 2_000],
        columns: |nodes| grouped(nodes, 10 * nodes),
        peers: &[Peer { goal: Goal::Times(1.0), ..IGRAPH }],
        keys: &[Key { name: "modularity", agree: Agree::NoLower(0.005) }],
    },
];

/// With the error of a share, and how often it may be larger.
fn bounded(nodes: usize) -> Columns {
    even(nodes, 10 * nodes).into_iter().chain([number("error", 0.01), number("risk", 0.1)]).collect()
}

fn ties(nodes: usize, from: Vec<f64>, to: Vec<f64>) -> Columns {
    vec![("from".to_owned(), from), ("to".to_owned(), to), number("nodes", nodes as f64)]
}

/// Ties between any two nodes, none twice and none with itself, which programs treat differently.
fn even(nodes: usize, count: usize) -> Columns {
    drawn(nodes, count, |random| (random.below(nodes), random.below(nodes)))
}

/// Seven ties of ten within groups of about a hundred.
fn grouped(nodes: usize, count: usize) -> Columns {
    drawn(nodes, count, |random| {
        let from = random.below(nodes);
        let to = if random.percent(70) { from / 100 * 100 + random.below(100) } else { random.below(nodes) };
        (from, to)
    })
}

fn drawn(nodes: usize, count: usize, draw: impl Fn(&mut Random) -> (usize, usize)) -> Columns {
    let mut random = Random::of_row("ties", nodes);
    let mut is_drawn = std::collections::BTreeSet::new();
    let (mut from, mut to) = (Vec::with_capacity(count), Vec::with_capacity(count));
    while from.len() < count {
        let (a, b) = draw(&mut random);
        if a != b && is_drawn.insert((a.min(b), a.max(b))) {
            from.push(a as f64);
            to.push(b as f64);
        }
    }
    ties(nodes, from, to)
}
