//! The correlation of two relations, against relabellings of the actors of one of them.

use super::matrix::{self, Error, Relation};
use super::permutation::{Permutations, Tails};

/// A QAP correlation.
#[derive(Clone, Debug, PartialEq)]
pub struct Correlation {
    /// Pearson's r over the pairs (0/1 relations: the φ coefficient).
    pub r: f64,
    /// Where r stands among the relabellings.
    pub tails: Tails,
    /// Pairs.
    pub pairs: usize,
    /// The relabellings.
    pub permutations: Permutations,
}

/// Correlates two relations among the same actors.
///
/// r = Σ z₁ z₂ over the pairs, z standardised; null: the actors of the first relabelled.
/// Hubert & Schultz (1976), <https://doi.org/10.1111/j.2044-8317.1976.tb00714.x>;
/// Krackhardt (1988), <https://doi.org/10.1016/0378-8733(88)90004-4>.
///
/// # Errors
/// On relations of different size or kind, fewer than 3 actors, or a relation that does not vary.
pub fn correlate(first: &Relation, second: &Relation, wanted: usize, seed: u64) -> Result<Correlation, Error> {
    matrix::check(&[first, second])?;
    let (y, _, _) = first.standardised(0)?;
    let (x, _, _) = second.standardised(1)?;
    let n = first.actors();
    let permutations = Permutations::of(n, wanted, seed)?;
    let r = |order: &[usize]| product(&y, &x, order);
    let observed = r(&(0..n).collect::<Vec<_>>());
    let null = permutations.each(n, r);
    let tails = Tails::of(observed, &null, &permutations);
    Ok(Correlation { r: observed, tails, pairs: first.pairs(), permutations })
}

/// Σ y(π(i), π(j)) · x(i, j) over the pairs.
fn product(y: &Relation, x: &Relation, order: &[usize]) -> f64 {
    let n = y.actors();
    let directed = y.is_directed();
    let mut sum = 0.0;
    for (i, &from) in order.iter().enumerate() {
        let y = &y.rows()[from * n..][..n];
        // The diagonal of both is zero: it adds nothing.
        let until = if directed { n } else { i };
        let row = &x.rows()[i * n..][..until];
        let mut parts = [0.0; 4];
        let (fours, rest) = row.as_chunks::<4>();
        for (x, at) in fours.iter().zip(order.as_chunks::<4>().0) {
            for k in 0..4 {
                parts[k] += x[k] * y[at[k]];
            }
        }
        let tail = rest.iter().zip(&order[until - rest.len()..]).map(|(x, &at)| x * y[at]).sum::<f64>();
        sum += (parts[0] + parts[1]) + (parts[2] + parts[3]) + tail;
    }
    sum
}
