//! Do groups of interval-censored rows differ? Permutation tests on scores of the pooled curve.

use super::{Intervals, turnbull};
use crate::normal::two_sided_p;
use crate::survival::linear::Symmetric;
use crate::survival::sample::length;
use crate::survival::{ChiSquareTest, Error};

/// The scores, named by the model under which their test is most powerful.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Scores {
    /// Log-rank of Sun (1996): hazards as of Nelson–Aalen.
    #[default]
    Sun,
    /// Log-rank of Finkelstein (1986): proportional hazards, grouped.
    Finkelstein,
    /// Wilcoxon–Mann–Whitney: proportional odds.
    Wilcoxon,
}

/// A comparison of groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// Sum of the scores of each group: positive where ends come early.
    pub sums: Vec<f64>,
    /// Rows of each group.
    pub rows: Vec<usize>,
    /// With two groups, the standardised sum of the second; positive when it ends sooner.
    pub z: Option<f64>,
    /// The test by the permutational central limit theorem.
    pub test: ChiSquareTest,
}

/// Compares groups `0..groups`, all permutations of them being equally likely if nothing differs; so censoring must not
/// depend on the group.
///
/// # Errors
/// When rows cannot be used, or there are fewer than two groups.
pub fn compare(rows: &Intervals, group: &[usize], groups: usize, scores: Scores) -> Result<Comparison, Error> {
    length("group", rows.len(), group.len())?;
    if group.iter().any(|&g| g >= groups) {
        return Err(Error::OneGroup);
    }
    let pooled = turnbull(rows)?;
    let mut survival = vec![1.0];
    let mut exponential = vec![1.0_f64];
    let mut total = 0.0;
    for &mass in &pooled.mass {
        let before = 1.0 - total;
        total += mass;
        let after = (1.0 - total).max(0.0);
        survival.push(if after < 1e-12 { 0.0 } else { after });
        let hazard = if before > 1e-12 { mass / before } else { 0.0 };
        exponential.push(exponential.last().copied().unwrap_or(1.0) * (-hazard).exp());
    }
    let score: Vec<f64> = pooled
        .covered
        .iter()
        .map(|&[first, last]| {
            let (left, right) = (survival[first], survival[last]);
            let part = |s: f64, log: f64| if s > 0.0 { s * log } else { 0.0 };
            let of = match scores {
                Scores::Sun => part(left, exponential[first].ln()) - part(right, exponential[last].ln()),
                Scores::Finkelstein => part(left, left.ln()) - part(right, right.ln()),
                Scores::Wilcoxon => return left + right - 1.0,
            };
            of / (left - right)
        })
        .collect();
    let n = rows.len() as f64;
    let mean = score.iter().sum::<f64>() / n;
    let variance = score.iter().map(|c| (c - mean).powi(2)).sum::<f64>() / (n - 1.0);
    let mut sums = vec![0.0; groups];
    let mut sizes = vec![0; groups];
    for (&g, c) in group.iter().zip(&score) {
        sums[g] += c;
        sizes[g] += 1;
    }
    let present: Vec<usize> = (0..groups).filter(|&g| sizes[g] > 0).collect();
    let Some((_, free)) = present.split_last().filter(|(_, free)| !free.is_empty()) else {
        return Err(Error::OneGroup);
    };
    let mut covariance = Symmetric::zero(free.len());
    for (i, &g) in free.iter().enumerate() {
        for (j, &h) in free.iter().enumerate() {
            let own = if g == h { sizes[g] as f64 } else { 0.0 };
            covariance.add(i, j, variance * (own - sizes[g] as f64 * sizes[h] as f64 / n));
        }
    }
    let difference: Vec<f64> = free.iter().map(|&g| sums[g] - sizes[g] as f64 * mean).collect();
    let factor = covariance.cholesky().map_err(|_| Error::TooFewEvents { events: rows.events(), needed: 2 })?;
    let statistic: f64 = factor.solve(&difference).iter().zip(&difference).map(|(a, b)| a * b).sum();
    let mut test = ChiSquareTest::new(statistic, free.len());
    let z = (present.len() == 2).then(|| -difference[0] / covariance.at(0, 0).sqrt());
    if let Some(z) = z {
        test.p = two_sided_p(z);
    }
    Ok(Comparison { sums, rows: sizes, z, test })
}
