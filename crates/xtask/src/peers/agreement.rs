//! Coders who agree or not: krippendorff.

use super::case::{Agree, Case, Columns, Goal, Key, Peer, numbered};
use crate::study::random::Random;

const KRIPPENDORFF: Peer =
    Peer { script: "agreement.py", package: "krippendorff", needs: &["numpy"], goal: Goal::Times(50.0), before: None };
const OF_REPLICATES: &[Key] = &[
    Key { name: "alpha", agree: Agree::Share(1e-9) },
    // Each draws its own replicates.
    Key { name: "median of replicates", agree: Agree::Share(0.02) },
];

pub const CASES: &[Case] = &[
    Case {
        name: "alpha-nominal",
        what: "alpha of 9 codes, 5 coders, {n} units: one replicate of the bootstrap",
        size: [10_000, 500],
        columns: codings,
        peers: &[Peer { before: Some(0.0128), ..KRIPPENDORFF }],
        keys: OF_REPLICATES,
    },
    Case {
        name: "alpha-ordinal",
        what: "the same, the codes in order",
        size: [10_000, 500],
        columns: codings,
        peers: &[KRIPPENDORFF],
        keys: OF_REPLICATES,
    },
];

/// Each coder errs in a fifth of the units and leaves a tenth blank.
fn codings(units: usize) -> Columns {
    let mut random = Random::of_row("codings", 0);
    let mut coders = [(); 5].map(|()| Vec::with_capacity(units));
    for _ in 0..units {
        let truth = random.below(9) as f64;
        for coder in &mut coders {
            let code = if random.percent(20) { random.below(9) as f64 } else { truth };
            coder.push(if random.percent(10) { f64::NAN } else { code });
        }
    }
    numbered("coder", coders.into()).collect()
}
