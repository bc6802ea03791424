//! Comparing curves: the log-rank test and its weighted relatives, with strata and delayed entry.

use super::linear::Symmetric;
use super::sample::length;
use super::{ChiSquareTest, Error, Sample};

/// How much an event counts, by when it happens.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub enum Weight {
    /// All alike (Mantel 1966).
    #[default]
    LogRank,
    /// By the number at risk (Gehan 1965, Breslow 1970).
    Gehan,
    /// By the root of the number at risk (Tarone & Ware 1977).
    TaroneWare,
    /// By `S(t−)^rho (1−S(t−))^gamma` of the pooled curve (Fleming & Harrington 1981); `rho = 1, gamma = 0` is the
    /// Peto & Peto version of the Wilcoxon test.
    FlemingHarrington {
        /// Weight of early differences.
        rho: f64,
        /// Weight of late differences.
        gamma: f64,
    },
}

/// A comparison of groups.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// The test that all groups have the same hazard.
    pub test: ChiSquareTest,
    /// Rows of each group.
    pub rows: Vec<usize>,
    /// Weighted events observed in each group.
    pub observed: Vec<f64>,
    /// Weighted events expected in each group if the hazard were the same.
    pub expected: Vec<f64>,
    /// Covariance of observed minus expected.
    pub covariance: Symmetric,
}

/// Compares groups `0..groups`, within strata if given, by the hypergeometric variance.
///
/// # Errors
/// When the sample cannot be used, or fewer than two groups are at risk at any event.
pub fn compare(
    sample: &Sample,
    group: &[usize],
    groups: usize,
    strata: Option<&[usize]>,
    weight: Weight,
) -> Result<Comparison, Error> {
    sample.check()?;
    length("group", sample.len(), group.len())?;
    if let Some(strata) = strata {
        length("strata", sample.len(), strata.len())?;
    }
    let mut rows = vec![0; groups];
    for &g in group {
        *rows.get_mut(g).ok_or(Error::OneGroup)? += 1;
    }
    let stratum = |i: usize| strata.map_or(0, |s| s[i]);
    let mut by_exit: Vec<usize> = (0..sample.len()).collect();
    by_exit.sort_unstable_by(|&a, &b| {
        stratum(a).cmp(&stratum(b)).then(sample.exit[a].total_cmp(&sample.exit[b])).then(a.cmp(&b))
    });
    let mut by_entry = by_exit.clone();
    if let Some(entry) = sample.entry {
        by_entry
            .sort_unstable_by(|&a, &b| stratum(a).cmp(&stratum(b)).then(entry[a].total_cmp(&entry[b])).then(a.cmp(&b)));
    }
    let mut sums =
        Sums { observed: vec![0.0; groups], expected: vec![0.0; groups], covariance: Symmetric::zero(groups) };
    let mut start = 0;
    while start < by_exit.len() {
        let here = stratum(by_exit[start]);
        let end = start + by_exit[start..].iter().take_while(|&&i| stratum(i) == here).count();
        sums.add_stratum(sample, group, weight, &by_exit[start..end], &by_entry[start..end]);
        start = end;
    }
    let Sums { observed, expected, covariance } = sums;
    let kept: Vec<usize> = (0..groups).filter(|&g| covariance.at(g, g) > 0.0).collect();
    let Some((_, free)) = kept.split_last().filter(|(_, free)| !free.is_empty()) else {
        return Err(Error::OneGroup);
    };
    let difference: Vec<f64> = free.iter().map(|&g| observed[g] - expected[g]).collect();
    let factor = covariance.part(free).cholesky().map_err(|_| Error::OneGroup)?;
    let statistic: f64 = factor.solve(&difference).iter().zip(&difference).map(|(a, b)| a * b).sum();
    let test = ChiSquareTest::new(statistic, free.len());
    Ok(Comparison { test, rows, observed, expected, covariance })
}

/// What is summed over strata and ages.
struct Sums {
    observed: Vec<f64>,
    expected: Vec<f64>,
    covariance: Symmetric,
}

impl Sums {
    fn add_stratum(&mut self, sample: &Sample, group: &[usize], weight: Weight, by_exit: &[usize], by_entry: &[usize]) {
        let groups = self.observed.len();
        let mut at_risk = vec![0.0; groups];
        let mut events = vec![0.0; groups];
        let mut entered = 0;
        let mut survival = 1.0;
        let mut i = 0;
        while i < by_exit.len() {
            let time = sample.exit[by_exit[i]];
            while entered < by_entry.len() && sample.entry_of(by_entry[entered]) < time {
                at_risk[group[by_entry[entered]]] += 1.0;
                entered += 1;
            }
            let end = i + by_exit[i..].iter().take_while(|&&r| sample.exit[r] == time).count();
            events.fill(0.0);
            for &row in by_exit[i..end].iter().filter(|&&r| sample.event[r]) {
                events[group[row]] += 1.0;
            }
            let (d, y): (f64, f64) = (events.iter().sum(), at_risk.iter().sum());
            if d > 0.0 {
                let w = match weight {
                    Weight::LogRank => 1.0,
                    Weight::Gehan => y,
                    Weight::TaroneWare => y.sqrt(),
                    Weight::FlemingHarrington { rho, gamma } => power(survival, rho) * power(1.0 - survival, gamma),
                };
                self.add_age(w, d, y, &events, &at_risk);
                survival *= (y - d) / y;
            }
            for &row in &by_exit[i..end] {
                at_risk[group[row]] -= 1.0;
            }
            i = end;
        }
    }

    fn add_age(&mut self, w: f64, d: f64, y: f64, events: &[f64], at_risk: &[f64]) {
        let spread = if y > 1.0 { w * w * d * (y - d) / (y * y * (y - 1.0)) } else { 0.0 };
        for g in 0..events.len() {
            self.observed[g] += w * events[g];
            self.expected[g] += w * d * at_risk[g] / y;
            for h in 0..events.len() {
                let own = if g == h { y } else { 0.0 };
                self.covariance.add(g, h, spread * at_risk[g] * (own - at_risk[h]));
            }
        }
    }
}

/// A power for which nothing to the power of nothing is one.
fn power(base: f64, exponent: f64) -> f64 {
    if exponent == 0.0 { 1.0 } else { base.powf(exponent) }
}
