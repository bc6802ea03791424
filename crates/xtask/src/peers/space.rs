//! Places on the map: PySAL's esda, scikit-learn, hdbscan.

use super::case::{Agree, Case, Columns, Goal, Key, Peer, number};
use crate::study::random::Random;

const HDBSCAN: Peer =
    Peer { script: "space.py", package: "scikit-learn", needs: &["numpy"], goal: Goal::Times(1.0), before: None };

pub const CASES: &[Case] = &[
    Case {
        name: "lisa",
        what: "LISA, {n} places, 8 neighbours, 999 permutations",
        size: [100_000, 2_000],
        columns: values,
        peers: &[Peer {
            script: "space.py",
            package: "esda",
            needs: &["libpysal", "numba", "numpy"],
            goal: Goal::Times(12.0),
            before: Some(13.1),
        }],
        keys: &[
            Key { name: "sum of squared statistics", agree: Agree::Share(1e-9) },
            // Each draws its own permutations.
            Key { name: "places with p up to 0.05", agree: Agree::Share(0.05) },
        ],
    },
    Case {
        name: "hdbscan",
        what: "HDBSCAN, {n} points",
        size: [100_000, 2_000],
        columns: clustered,
        peers: &[HDBSCAN, Peer { package: "hdbscan", ..HDBSCAN }],
        keys: &[
            // Many steps of the tree are equally long; each program takes them in an order of its own.
            Key { name: "clusters", agree: Agree::Share(0.03) },
            Key { name: "points in clusters", agree: Agree::Share(0.03) },
        ],
    },
];

/// Places with values that are high in some parts.
fn values(places: usize) -> Columns {
    let mut random = Random::of_row("values", 0);
    let [mut x, mut y, mut value] = [(); 3].map(|()| Vec::with_capacity(places));
    for _ in 0..places {
        let at = [random.unit(), random.unit()];
        value.push(random.unit() + 0.5 * (9.0 * at[0]).sin() * (7.0 * at[1]).cos());
        x.push(1e4 * at[0]);
        y.push(1e4 * at[1]);
    }
    let named = [("x", x), ("y", y), ("value", value)].map(|(name, column)| (name.to_owned(), column));
    named.into_iter().chain([number("neighbours", 8.0), number("permutations", 999.0)]).collect()
}

/// Eight points of ten around a hundred centres, denser towards them, the others anywhere.
fn clustered(points: usize) -> Columns {
    let mut random = Random::of_row("clustered", 0);
    let centres: Vec<[f64; 2]> = (0..100).map(|_| [1e4 * random.unit(), 1e4 * random.unit()]).collect();
    let (mut x, mut y) = (Vec::with_capacity(points), Vec::with_capacity(points));
    for _ in 0..points {
        if random.percent(80) {
            let [east, north] = centres[random.below(centres.len())];
            let mut near = || 60.0 * (0..4).map(|_| random.offset()).sum::<f64>();
            x.push(east + near());
            y.push(north + near());
        } else {
            x.push(1e4 * random.unit());
            y.push(1e4 * random.unit());
        }
    }
    vec![("x".to_owned(), x), ("y".to_owned(), y), number("least", 15.0), number("near", 5.0)]
}
