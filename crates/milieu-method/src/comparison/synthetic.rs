//! Synthetic control: what a treated case would have been, as a mixture of others.

use rayon::prelude::*;

use super::simplex::nearest;
use crate::analysis::Refusal;
use crate::random::Stream;

/// What is compared before the treatment. Donors are columns.
#[derive(Clone, Debug, PartialEq)]
pub struct Before {
    /// Predictors of the treated case.
    pub treated: Vec<f64>,
    /// Predictors (rows) of each donor (columns).
    pub donors: Vec<Vec<f64>>,
    /// Outcome of the treated case over the years in which the fit is judged.
    pub outcome: Vec<f64>,
    /// Outcome (rows: the same years) of each donor (columns).
    pub donors_outcome: Vec<Vec<f64>>,
}

/// A mixture of donors.
#[derive(Clone, Debug, PartialEq)]
pub struct Synthetic {
    /// Weight of each donor; from zero, sum one.
    pub weights: Vec<f64>,
    /// Weight of each predictor; from zero, sum one.
    pub importance: Vec<f64>,
    /// Mean squared difference of the outcomes before the treatment.
    pub loss: f64,
    /// Weighted squared difference of the predictors, each over its standard deviation.
    pub predictor_loss: f64,
}

impl Before {
    fn check(&self) -> Result<(), Refusal> {
        let donors = self.donors.first().map_or(0, Vec::len);
        let is_even = self.donors.len() == self.treated.len()
            && self.donors_outcome.len() == self.outcome.len()
            && self.donors.iter().chain(&self.donors_outcome).all(|row| row.len() == donors);
        if !is_even || self.treated.is_empty() || self.outcome.is_empty() {
            return Err(Refusal::new("ragged", "predictors and outcomes do not fit each other")
                .why("the treated case is compared with each donor in each of them")
                .help("give every predictor and every year for the treated case and for all donors"));
        }
        if donors < 2 {
            return Err(Refusal::new("too-few-donors", format!("{donors} donors"))
                .why("a mixture needs at least two")
                .help("add cases that were not treated"));
        }
        let all = self.donors.iter().chain(&self.donors_outcome).flatten().chain(&self.treated).chain(&self.outcome);
        if all.clone().any(|v| !v.is_finite()) {
            return Err(Refusal::new("not-a-number", "a predictor or outcome is not a finite number")
                .why("cases are weighted to match numbers")
                .help("leave out donors or predictors with gaps"));
        }
        Ok(())
    }

    /// Predictors over their standard deviation among all cases: donors less the treated case, donor by donor.
    fn scaled(&self) -> Vec<Vec<f64>> {
        let deviation = |row: &Vec<f64>, own: f64| {
            let n = row.len() as f64 + 1.0;
            let mean = (row.iter().sum::<f64>() + own) / n;
            let squares: f64 = row.iter().chain([&own]).map(|v| (v - mean).powi(2)).sum();
            let sd = (squares / (n - 1.0)).sqrt();
            if sd > 0.0 { sd } else { 1.0 }
        };
        let scales: Vec<f64> = self.donors.iter().zip(&self.treated).map(|(row, own)| deviation(row, *own)).collect();
        let donors = self.donors[0].len();
        let of = |donor: usize| {
            let rows = self.donors.iter().zip(&self.treated).zip(&scales);
            rows.map(|((row, own), scale)| (row[donor] - own) / scale).collect()
        };
        (0..donors).map(of).collect()
    }

    fn loss(&self, weights: &[f64]) -> f64 {
        let years = self.donors_outcome.iter().zip(&self.outcome);
        let squares: f64 = years.map(|(row, own)| (own - mixed(row, weights)).powi(2)).sum();
        squares / self.outcome.len() as f64
    }
}

/// Σ weight · value of the donors.
#[must_use]
pub fn mixed(row: &[f64], weights: &[f64]) -> f64 {
    row.iter().zip(weights).map(|(value, weight)| value * weight).sum()
}

/// The mixture whose predictors are nearest to the treated case's, predictors counting by `importance`.
///
/// Abadie, Diamond & Hainmueller (2010), <https://doi.org/10.1198/jasa.2009.ap08746>, eq. 6; a convex problem with one answer (unless donors are alike).
///
/// # Errors
/// See [`Before`]: numbers of unequal length or not finite, fewer than two donors; an importance below zero.
pub fn given(before: &Before, importance: &[f64]) -> Result<Synthetic, Refusal> {
    before.check()?;
    if importance.len() != before.treated.len() || importance.iter().any(|v| !(*v >= 0.0 && v.is_finite())) {
        return Err(Refusal::new("bad-weights", "importances are not one number from zero for each predictor")
            .why("they weigh squared differences")
            .help("give one for each predictor"));
    }
    solve(before, &before.scaled(), importance)
}

fn solve(before: &Before, scaled: &[Vec<f64>], importance: &[f64]) -> Result<Synthetic, Refusal> {
    let total: f64 = importance.iter().sum();
    let points: Vec<Vec<f64>> = scaled
        .iter()
        .map(|donor| donor.iter().zip(importance).map(|(d, v)| d * (v / total).sqrt()).collect())
        .collect();
    let weights = nearest(&points).filter(|w| total > 0.0 && w.iter().all(|w| w.is_finite())).ok_or_else(|| {
        Refusal::new("no-mixture", "no mixture of donors could be found")
            .why("all importances are zero, or donors cannot be told apart")
            .help("weigh at least one predictor in which donors differ")
    })?;
    let predictor_loss =
        (0..importance.len()).map(|k| points.iter().zip(&weights).map(|(p, w)| p[k] * w).sum::<f64>().powi(2)).sum();
    let loss = before.loss(&weights);
    Ok(Synthetic { weights, importance: importance.iter().map(|v| v / total).collect(), loss, predictor_loss })
}

/// The mixture for the importances that make the outcomes before the treatment nearest, found by Nelder–Mead from `starts` points: equal importances, then
/// importances drawn at random (a stream for each start). The search is not convex: more starts find no worse a fit.
///
/// # Errors
/// As [`given`].
pub fn searched(before: &Before, starts: usize, seed: u64) -> Result<Synthetic, Refusal> {
    before.check()?;
    let scaled = before.scaled();
    let k = before.treated.len();
    let loss = |logs: &[f64]| solve(before, &scaled, &importances(logs)).map_or(f64::INFINITY, |found| found.loss);
    let from = |start: usize| {
        let mut stream = Stream::new(seed, start as u64);
        let logs: Vec<f64> = (0..k).map(|_| if start == 0 { 0.0 } else { -6.0 * stream.unit() }).collect();
        // A simplex that has shrunk to a ridge is spread anew from its best point.
        let rounds = [1.0, 2.0, 0.5, 1.0];
        rounds.iter().fold((logs, f64::INFINITY), |(at, _), &size| descend(&loss, at, size, 150 * (k + 1)))
    };
    let found: Vec<(Vec<f64>, f64)> = (0..starts.max(1)).into_par_iter().map(from).collect();
    let best = found.into_iter().reduce(|a, b| if b.1 < a.1 { b } else { a });
    let (logs, _) = best.unwrap_or((vec![0.0; k], f64::INFINITY));
    solve(before, &scaled, &importances(&logs))
}

fn importances(logs: &[f64]) -> Vec<f64> {
    let most = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    logs.iter().map(|v| (v - most).max(-25.0).exp()).collect()
}

/// Nelder & Mead (1965), <https://doi.org/10.1093/comjnl/7.4.308>, with the coefficients of Gao & Han (2012) for many dimensions,
/// <https://doi.org/10.1007/s10589-010-9329-3>.
fn descend(loss: &impl Fn(&[f64]) -> f64, start: Vec<f64>, size: f64, most: usize) -> (Vec<f64>, f64) {
    let k = start.len();
    let n = k.max(2) as f64;
    let (expand, contract, shrink) = (1.0 + 2.0 / n, 0.75 - 0.5 / n, 1.0 - 1.0 / n);
    let mut corners: Vec<(Vec<f64>, f64)> = vec![(start.clone(), loss(&start))];
    for at in 0..k {
        let mut corner = start.clone();
        corner[at] += size;
        let value = loss(&corner);
        corners.push((corner, value));
    }
    let mut used = k + 1;
    while used < most {
        corners.sort_by(|a, b| a.1.total_cmp(&b.1));
        if corners[k].1 - corners[0].1 <= 1e-14 * corners[0].1.abs() {
            break;
        }
        let middle: Vec<f64> = (0..k).map(|i| corners[..k].iter().map(|c| c.0[i]).sum::<f64>() / k as f64).collect();
        let along = |by: f64| -> Vec<f64> { middle.iter().zip(&corners[k].0).map(|(m, w)| m + by * (m - w)).collect() };
        let tried = |by: f64| {
            let at = along(by);
            let value = loss(&at);
            (at, value)
        };
        let reflected = tried(1.0);
        used += 1;
        let replacement = if reflected.1 < corners[0].1 {
            used += 1;
            let expanded = tried(expand);
            Some(if expanded.1 < reflected.1 { expanded } else { reflected })
        } else if reflected.1 < corners[k - 1].1 || k == 1 && reflected.1 < corners[k].1 {
            Some(reflected)
        } else {
            used += 1;
            let contracted = tried(if reflected.1 < corners[k].1 { contract } else { -contract });
            (contracted.1 < corners[k].1.min(reflected.1)).then_some(contracted)
        };
        match replacement {
            Some(corner) => corners[k] = corner,
            None => {
                let best = corners[0].0.clone();
                for corner in &mut corners[1..] {
                    corner.0 = best.iter().zip(&corner.0).map(|(b, c)| b + shrink * (c - b)).collect();
                    corner.1 = loss(&corner.0);
                }
                used += k;
            }
        }
    }
    corners.into_iter().reduce(|a, b| if b.1 < a.1 { b } else { a }).unwrap_or((start, f64::INFINITY))
}

/// How unusual the treated case is among placebos: root mean squared gap after over before the treatment.
#[derive(Clone, Debug, PartialEq)]
pub struct Placebos {
    /// Ratio of the treated case.
    pub treated: f64,
    /// Ratio of each donor treated in its stead.
    pub donors: Vec<f64>,
    /// Share of all cases, the treated one among them, whose ratio is at least the treated one's.
    pub p: f64,
}

/// Ranks the treated case's ratio of gaps among those of the placebos.
#[must_use]
pub fn rank(treated: f64, donors: Vec<f64>) -> Placebos {
    let above = donors.iter().filter(|ratio| **ratio >= treated).count();
    let p = (above as f64 + 1.0) / (donors.len() as f64 + 1.0);
    Placebos { treated, donors, p }
}

/// Root mean squared gap after over before.
#[must_use]
pub fn ratio(before: &[f64], after: &[f64]) -> f64 {
    let mean = |gaps: &[f64]| gaps.iter().map(|g| g * g).sum::<f64>() / gaps.len() as f64;
    (mean(after) / mean(before)).sqrt()
}
