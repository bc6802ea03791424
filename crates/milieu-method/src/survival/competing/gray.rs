//! Gray's test: do groups differ in the share that ends by a cause?

use super::Causes;
use crate::survival::linear::Symmetric;
use crate::survival::sample::length;
use crate::survival::{ChiSquareTest, Error};

/// Compares groups `0..groups` (Gray 1988, with weight one).
///
/// The statistic is `z_k = N_k − ∫ (R_k/R) dN` with `R_k = Y_k (1−F_k(−))/S_k(−)`. Its covariance is written from the
/// martingales of both kinds of ends, the common share estimated by `dF = Σ dN / Σ h`, `h_k = Y_k/S_k(−)`; tied ends
/// count hypergeometrically.
///
/// # Errors
/// When the rows cannot be used, entries are delayed, or fewer than two groups are at risk.
pub fn gray(causes: &Causes, cause: usize, group: &[usize], groups: usize) -> Result<ChiSquareTest, Error> {
    causes.check()?;
    length("group", causes.exit.len(), group.len())?;
    if causes.entry.is_some() {
        return Err(Error::Unsupported(
            "Gray's test takes no delayed entry; compare cause-specific hazards (cox) instead",
        ));
    }
    if group.iter().any(|&g| g >= groups) || groups < 2 {
        return Err(Error::OneGroup);
    }
    let ages = ages(causes, cause, group, groups);
    if ages.iter().all(|a| a.share_step <= 0.0) {
        return Err(Error::TooFewEvents { events: 0, needed: 1 });
    }
    let mut z = vec![0.0; groups];
    for age in &ages {
        let events: f64 = age.events.iter().sum();
        let weights: f64 = age.weighted_risk.iter().sum();
        if weights > 0.0 {
            for (own, (d, r)) in z.iter_mut().zip(age.events.iter().zip(&age.weighted_risk)) {
                *own += d - r / weights * events;
            }
        }
    }
    let covariance = covariance(&ages, groups);
    let present: Vec<usize> = (0..groups).filter(|&g| covariance.at(g, g) > 0.0).collect();
    let Some((_, free)) = present.split_last().filter(|(_, free)| !free.is_empty()) else {
        return Err(Error::OneGroup);
    };
    let difference: Vec<f64> = free.iter().map(|&g| z[g]).collect();
    let factor = covariance.part(free).cholesky().map_err(|_| Error::OneGroup)?;
    let statistic = factor.solve(&difference).iter().zip(&difference).map(|(a, b)| a * b).sum();
    Ok(ChiSquareTest::new(statistic, free.len()))
}

/// One age at which something ends.
struct Age {
    /// At risk, by group.
    at_risk: Vec<f64>,
    /// Ends by the cause.
    events: Vec<f64>,
    /// Ends by other causes.
    others: Vec<f64>,
    /// `S_k` just before and just after.
    before: Vec<f64>,
    after: Vec<f64>,
    /// `R_k`.
    weighted_risk: Vec<f64>,
    /// `h_k`.
    h: Vec<f64>,
    /// Step of the common share by the cause, and one minus it before and after.
    share_step: f64,
    rest_before: f64,
    rest_after: f64,
}

fn ages(causes: &Causes, cause: usize, group: &[usize], groups: usize) -> Vec<Age> {
    let mut order: Vec<usize> = (0..causes.exit.len()).collect();
    order.sort_unstable_by(|&a, &b| causes.exit[a].total_cmp(&causes.exit[b]));
    let mut at_risk = vec![0.0; groups];
    for &g in group {
        at_risk[g] += 1.0;
    }
    let mut survival = vec![1.0; groups];
    let mut share = vec![0.0; groups];
    let mut rest = 1.0;
    let mut found = vec![];
    for rows in order.chunk_by(|&a, &b| causes.exit[a] == causes.exit[b]) {
        let count = |keep: &dyn Fn(usize) -> bool| {
            let mut counts = vec![0.0; groups];
            for &row in rows.iter().filter(|&&r| keep(causes.cause[r])) {
                counts[group[row]] += 1.0;
            }
            counts
        };
        let (events, others) = (count(&|c| c == cause), count(&|c| c > 0 && c != cause));
        let happens = rows.iter().any(|&r| causes.cause[r] > 0);
        if happens {
            let before = survival.clone();
            let h: Vec<f64> = at_risk.iter().zip(&before).map(|(y, s)| if *s > 0.0 { y / s } else { 0.0 }).collect();
            let weighted_risk = h.iter().zip(&share).map(|(h, f)| h * (1.0 - f)).collect();
            let weights: f64 = h.iter().sum();
            let share_step = if weights > 0.0 { events.iter().sum::<f64>() / weights } else { 0.0 };
            for g in (0..groups).filter(|&g| at_risk[g] > 0.0) {
                share[g] += survival[g] * events[g] / at_risk[g];
                survival[g] *= 1.0 - (events[g] + others[g]) / at_risk[g];
            }
            found.push(Age {
                at_risk: at_risk.clone(),
                events,
                others,
                before,
                after: survival.clone(),
                weighted_risk,
                h,
                share_step,
                rest_before: rest,
                rest_after: rest - share_step,
            });
            rest -= share_step;
        }
        for &row in rows {
            at_risk[group[row]] -= 1.0;
        }
    }
    found
}

/// With `ω_kr = (δ_kr − h_k/h) h_r` and `u_kr(t) = ∫_t^∞ ω_kr dF/(1−F)`, an end of group r by the cause moves z_k by
/// `(ω + (1 − (1−F)/S_r) u) / h_r`, one by another cause by `−(1−F)/S_r u / h_r`.
fn covariance(ages: &[Age], groups: usize) -> Symmetric {
    let mut covariance = Symmetric::zero(groups);
    for r in 0..groups {
        let mut ahead = vec![0.0; groups];
        for age in ages.iter().rev().filter(|a| a.h[r] > 0.0 || a.share_step > 0.0) {
            let total: f64 = age.h.iter().sum();
            let omega: Vec<f64> =
                (0..groups).map(|k| (f64::from(u8::from(k == r)) - age.h[k] / total) * age.h[r]).collect();
            if age.at_risk[r] > 0.0 {
                let ratio = if age.after[r] > 0.0 { age.rest_after / age.after[r] } else { 0.0 };
                let by_cause: Vec<f64> = omega.iter().zip(&ahead).map(|(w, u)| w + (1.0 - ratio) * u).collect();
                let by_other: Vec<f64> = ahead.iter().map(|u| -ratio * u).collect();
                let events: f64 = age.events.iter().sum();
                let cause_weight = tied(events, total * age.before[r]) * age.share_step / age.h[r];
                let other_step = age.before[r] * age.others[r] / age.at_risk[r];
                let other_weight = tied(age.others[r], age.at_risk[r]) * other_step / age.h[r];
                for k in 0..groups {
                    for l in 0..=k {
                        let own = by_cause[k] * by_cause[l] * cause_weight + by_other[k] * by_other[l] * other_weight;
                        covariance.add(k, l, own);
                    }
                }
            }
            if age.rest_before > 0.0 {
                for (u, w) in ahead.iter_mut().zip(&omega) {
                    *u += w * age.share_step / age.rest_before;
                }
            }
        }
    }
    covariance.mirror();
    covariance
}

/// What several ends at one age vary less than the same number at several ages.
fn tied(events: f64, at_risk: f64) -> f64 {
    if events > 1.0 && at_risk > 1.0 { 1.0 - (events - 1.0) / (at_risk - 1.0) } else { 1.0 }
}
