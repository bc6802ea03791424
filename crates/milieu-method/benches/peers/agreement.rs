//! Coders who agree or not.

use milieu_method::agreement::{Level, Ratings, alpha, bootstrap};

use crate::case::{Answer, Data};

pub fn answer(case: &str, data: &Data) -> Option<Answer> {
    Some(match case {
        "alpha-nominal" => replicates(data, Level::Nominal),
        "alpha-ordinal" => replicates(data, Level::Ordinal),
        _ => return None,
    })
}

/// Time is of one replicate.
fn replicates(data: &Data, level: Level) -> Answer {
    const REPLICATES: usize = 1_000;
    let coders = data.columns("coder");
    let rows: Vec<Vec<Option<f64>>> = (0..coders[0].len())
        .map(|unit| coders.iter().map(|c| (!c[unit].is_nan()).then_some(c[unit])).collect())
        .collect();
    let ratings = Ratings::of_numbers(&rows).expect("coders");
    let whole = alpha(&ratings, level).expect("an alpha").alpha;
    Answer::timed(
        REPLICATES as f64,
        || bootstrap(&ratings, level, REPLICATES, 0.95, 1).expect("replicates"),
        |found| [("alpha", whole), ("median of replicates", found.median)],
    )
}
