//! Rows with weights on which an ordinary model of hazards is a model of the share of one cause.

use super::Causes;
use crate::survival::Error;

/// Rows at risk in `(entry, exit]` with their weight.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct WeightedRows {
    /// Age from which a row is at risk.
    pub entry: Vec<f64>,
    /// Age to which it is.
    pub exit: Vec<f64>,
    /// Whether it ends there by the cause.
    pub event: Vec<bool>,
    /// Its weight, above zero.
    pub weight: Vec<f64>,
    /// The row of the input it stands for: the cluster of a robust covariance.
    pub row: Vec<usize>,
}

/// Expands rows as `finegray` of the R package survival does: a row that ended otherwise goes on with the weight
/// `G(t−)/G(exit−)`, in one piece for each value of `G`. With many censorings there are very many pieces: for a fit
/// alone [`super::fine_gray`] needs none; for residuals and tests of proportionality use [`crate::survival::cox`] on these.
///
/// # Errors
/// When the rows cannot be used, or entries are delayed.
pub fn weighted_rows(causes: &Causes, cause: usize) -> Result<WeightedRows, Error> {
    causes.check()?;
    if causes.entry.is_some() {
        return Err(Error::Unsupported("Fine and Gray's weights take no delayed entry here"));
    }
    let levels = levels(causes);
    let last_end = (0..causes.exit.len())
        .filter(|&i| causes.cause[i] == cause)
        .map(|i| causes.exit[i])
        .fold(f64::NEG_INFINITY, f64::max);
    let mut found = WeightedRows::default();
    let mut push = |entry: f64, exit: f64, event: bool, weight: f64, row: usize| {
        found.entry.push(entry);
        found.exit.push(exit);
        found.event.push(event);
        found.weight.push(weight);
        found.row.push(row);
    };
    for (row, (&exit, &own)) in causes.exit.iter().zip(causes.cause).enumerate() {
        if own == 0 || own == cause {
            push(-1.0, exit, own == cause, 1.0, row);
            continue;
        }
        let mut at = levels.partition_point(|&(until, _)| until < exit);
        let whole = levels[at.min(levels.len() - 1)].1;
        let mut from = -1.0;
        while from < last_end.max(exit) && at < levels.len() {
            let (until, weight) = levels[at];
            if weight <= 0.0 {
                break;
            }
            push(from, until.max(exit), false, weight / whole, row);
            from = until.max(exit);
            at += 1;
        }
    }
    Ok(found)
}

/// The values of `G`, the share not yet censored, each with the last age at which it holds: ends come before censorings of
/// the same age.
fn levels(causes: &Causes) -> Vec<(f64, f64)> {
    let mut rows: Vec<(f64, bool)> = causes.exit.iter().copied().zip(causes.cause.iter().map(|&c| c == 0)).collect();
    rows.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let mut left = rows.len() as f64;
    let mut share = 1.0;
    let mut found = vec![];
    for same in rows.chunk_by(|a, b| a.0 == b.0) {
        let censored = same.iter().filter(|r| r.1).count() as f64;
        if censored > 0.0 {
            found.push((same[0].0, share));
            let exposed = left - (same.len() as f64 - censored);
            share *= 1.0 - censored / exposed;
        }
        left -= same.len() as f64;
    }
    let end = rows.last().map_or(0.0, |r| r.0);
    if found.last().is_none_or(|&(until, _)| until < end) {
        found.push((end, share));
    }
    found
}
