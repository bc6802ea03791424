//! Relabellings of actors, all of them where they are few, and what they say of an observed value.

use rayon::prelude::*;

use crate::random::Stream;

use super::Error;

/// Up to this many actors every relabelling is tried: 8! = 40,320.
const EXACT_UP_TO: usize = 8;
/// Values closer than this, relative to the observed one, count as equal: sums in another order differ in the last digits.
const TIED: f64 = 1e-9;

/// How the relabellings were chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Permutations {
    /// Relabellings tried; where exact, all n! with the identity among them.
    pub count: usize,
    /// Whether all were tried: then p-values are exact, and the seed has no say.
    pub exact: bool,
    /// Seed of the draws.
    pub seed: u64,
}

impl Permutations {
    /// All of them for up to 8 actors, else as many as wanted drawn with the seed.
    ///
    /// # Errors
    /// When none is wanted.
    pub fn of(actors: usize, wanted: usize, seed: u64) -> Result<Self, Error> {
        if wanted == 0 {
            return Err(Error::NoPermutation);
        }
        let exact = actors <= EXACT_UP_TO;
        let count = if exact { (1..=actors).product() } else { wanted };
        Ok(Self { count, exact, seed })
    }

    /// A value for every relabelling, in their order, whatever the number of threads.
    pub(super) fn each<T: Send>(&self, actors: usize, value: impl Fn(&[usize]) -> T + Sync + Send) -> Vec<T> {
        if self.exact {
            return every(actors).par_chunks(actors).map(value).collect();
        }
        self.streams(|stream| {
            let mut order: Vec<usize> = (0..actors).collect();
            stream.shuffle(&mut order);
            value(&order)
        })
    }

    /// A value for every stream of draws: for nulls that relabel more than one matrix at a time.
    pub(super) fn streams<T: Send>(&self, value: impl Fn(&mut Stream) -> T + Sync + Send) -> Vec<T> {
        (0..self.count as u64).into_par_iter().map(|number| value(&mut Stream::new(self.seed, number))).collect()
    }
}

/// All orders of 0 … n−1 one after the other, the identity first (lexicographic).
fn every(n: usize) -> Vec<usize> {
    let mut order: Vec<usize> = (0..n).collect();
    let mut all = order.clone();
    // The last place that can be raised takes the next larger value after it; what follows is put in order.
    while let Some(i) = (1..n).rev().find(|&i| order[i - 1] < order[i]) {
        let next = (i..n).rev().find(|&k| order[k] > order[i - 1]).unwrap_or(i);
        order.swap(i - 1, next);
        order[i..].reverse();
        all.extend_from_slice(&order);
    }
    all
}

/// Where an observed value stands among those of the relabellings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tails {
    /// Share as large or larger: one-sided p-value for a positive relation.
    pub ge: f64,
    /// Share as small or smaller: one-sided p-value for a negative relation.
    pub le: f64,
    /// Share as far from zero or farther: two-sided p-value.
    pub two: f64,
    /// Mean of the relabellings.
    pub mean: f64,
    /// Standard deviation of the relabellings.
    pub sd: f64,
    /// Relabellings without a value, counted as extreme on every side: the cautious reading.
    pub without: usize,
}

impl Tails {
    /// p = (b + 1) / (m + 1), for the observed labelling is one of those possible and p is never 0;
    /// where all are tried it is among them already: p = b / n!.
    pub(super) fn of(observed: f64, null: &[f64], permutations: &Permutations) -> Self {
        let slack = TIED * observed.abs().max(1e-3);
        let identity = usize::from(!permutations.exact) as f64;
        let total = null.len() as f64 + identity;
        let share = |is_extreme: &dyn Fn(f64) -> bool| {
            let extreme = null.iter().filter(|v| !v.is_finite() || is_extreme(**v)).count();
            (extreme as f64 + identity) / total
        };
        let finite: Vec<f64> = null.iter().copied().filter(|v| v.is_finite()).collect();
        let mean = finite.iter().sum::<f64>() / finite.len() as f64;
        let variance = finite.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / finite.len() as f64;
        Self {
            ge: share(&|v| v >= observed - slack),
            le: share(&|v| v <= observed + slack),
            two: share(&|v| v.abs() >= observed.abs() - slack),
            mean,
            sd: variance.sqrt(),
            without: null.len() - finite.len(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_order_of_four_comes_once() {
        let all = every(4);
        let orders: std::collections::BTreeSet<&[usize]> = all.chunks(4).collect();
        assert_eq!((all.len(), orders.len()), (96, 24));
        assert_eq!(all[..4], [0, 1, 2, 3]);
    }

    #[test]
    fn p_counts_the_observed_labelling() {
        let drawn = Permutations { count: 9, exact: false, seed: 0 };
        let tails = Tails::of(2.0, &[0.0, 1.0, -3.0, 0.5, 0.1, 0.2, 0.3, 0.4, 0.6], &drawn);
        assert_eq!((tails.ge, tails.le, tails.two), (0.1, 1.0, 0.2));
        let all = Permutations { count: 2, exact: true, seed: 0 };
        assert_eq!(Tails::of(2.0, &[2.0, f64::NAN], &all).ge, 1.0);
        assert_eq!(Tails::of(2.0, &[2.0, 1.0], &all).ge, 0.5);
    }
}
