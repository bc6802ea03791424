//! Skewed relations, under which relabelling tests are less to be trusted.

use super::Relation;

/// Beyond this skewness a warning is due. A house rule, not a published limit: Dekker, Krackhardt &
/// Snijders (2007) find the tests sound up to moderate skew and warn of strong skew in sparse relations.
/// 0/1 relations pass it below a density of about 0.15.
pub const SKEWED: f64 = 2.0;

/// Skewness over the pairs: third moment about the mean over the cubed standard deviation; 0 where nothing varies.
#[must_use]
pub fn skewness(relation: &Relation) -> f64 {
    let (mean, squares) = relation.moments();
    let count = relation.pairs() as f64;
    let third: f64 = relation.cells().map(|(i, j)| (relation.at(i, j) - mean).powi(3)).sum();
    let sd = (squares / count).sqrt();
    if sd > 0.0 { third / count / sd.powi(3) } else { 0.0 }
}
