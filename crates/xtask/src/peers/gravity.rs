//! Flows with two fixed effects: pyfixest.

use super::case::{Agree, Case, Columns, Goal, Key, Peer};
use crate::study::random::Random;

pub const CASES: &[Case] = &[Case {
    name: "ppml",
    what: "PPML, flows between {n} origins and as many destinations, an effect of each, errors by origin",
    size: [1_000, 50],
    columns: flows,
    peers: &[Peer {
        script: "gravity.py",
        package: "pyfixest",
        needs: &["pandas"],
        goal: Goal::Times(1.0),
        before: Some(2.2),
    }],
    // It stops when the deviance changes by less than a hundred-millionth.
    keys: &[
        Key { name: "coefficient of distance", agree: Agree::Share(1e-6) },
        Key { name: "coefficient of tie", agree: Agree::Share(1e-6) },
        Key { name: "standard error of distance", agree: Agree::Share(0.01) },
    ],
}];

/// Whole flows, some of them none, that fall with distance and rise with a tie.
fn flows(places: usize) -> Columns {
    let mut random = Random::of_row("flows", 0);
    let size: Vec<f64> = (0..places).map(|_| random.unit()).collect();
    let mut columns: [Vec<f64>; 5] = [(); 5].map(|()| Vec::with_capacity(places * places));
    for (a, own) in size.iter().enumerate() {
        for (b, other) in size.iter().enumerate() {
            let (distance, tie) = (4.0 * random.unit(), f64::from(u8::from(random.percent(20))));
            let mean = (0.5 + own + other - 0.8 * distance + 0.5 * tie).exp();
            let row = [a as f64, b as f64, distance, tie, (mean * 2.0 * random.unit()).floor()];
            columns.iter_mut().zip(row).for_each(|(column, value)| column.push(value));
        }
    }
    ["from", "to", "distance", "tie", "flow"].map(str::to_owned).into_iter().zip(columns).collect()
}
