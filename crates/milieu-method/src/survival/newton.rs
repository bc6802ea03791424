//! Newton's method with step halving, for log-likelihoods of a few parameters.

use super::Error;
use super::linear::{Factor, Symmetric, dot};

/// A log-likelihood with its first two derivatives; information is minus the second.
pub(super) struct Point {
    pub log_likelihood: f64,
    pub score: Vec<f64>,
    pub information: Symmetric,
}

/// Where the maximum was found.
pub(super) struct Maximum {
    pub at: Vec<f64>,
    pub last: Point,
    pub covariance: Symmetric,
    /// Log-likelihood at the start.
    pub null: f64,
    /// `Uᵀ I⁻¹ U` at the start.
    pub score_statistic: f64,
    pub iterations: usize,
}

/// The log-likelihood counts as settled when a step changes it by less than this share of itself: the rule and the
/// number of R's survival, so that answers agree to more digits than either has alone.
const SETTLED: f64 = 1e-9;

/// Climbs from a start. `spread` holds the standard deviations of the covariates: a coefficient that still moves by more
/// than a hundredth of them when nothing is gained any more is on its way to infinity. Where the log-likelihood `is_concave`, an
/// information that is not positive is an answer; elsewhere it is damped until the maximum is near.
pub(super) fn maximise(
    start: Vec<f64>,
    spread: &[f64],
    iterations: usize,
    is_concave: bool,
    point: impl Fn(&[f64]) -> Point,
) -> Result<Maximum, Error> {
    let mut at = start;
    let mut here = point(&at);
    if !here.log_likelihood.is_finite() {
        return Err(Error::NotConverged { iterations: 0 });
    }
    let null = here.log_likelihood;
    let mut score_statistic = 0.0;
    for iteration in 1..=iterations {
        let factor = match here.information.cholesky() {
            Err(column) if is_concave => return Err(runaway(&at, spread, column)),
            Err(_) => damped(&here.information).ok_or(Error::NotConverged { iterations: iteration })?,
            Ok(factor) => factor,
        };
        let mut step = factor.solve(&here.score);
        if iteration == 1 {
            score_statistic = dot(&step, &here.score);
        }
        let mut next;
        let mut halvings = 0;
        let to = loop {
            let to: Vec<f64> = at.iter().zip(&step).map(|(b, s)| b + s).collect();
            next = point(&to);
            let is_better = next.log_likelihood >= here.log_likelihood - SETTLED * here.log_likelihood.abs();
            if is_better && next.information.values.iter().all(|v| v.is_finite()) {
                break to;
            }
            step.iter_mut().for_each(|s| *s /= 2.0);
            halvings += 1;
            if halvings > 40 {
                return Err(Error::NotConverged { iterations: iteration });
            }
        };
        let change = (next.log_likelihood - here.log_likelihood).abs();
        let settled = change <= SETTLED * next.log_likelihood.abs() && halvings == 0;
        (at, here) = (to, next);
        if settled {
            if let Some(column) = (0..spread.len()).find(|&a| (step[a] * spread[a]).abs() > 0.01) {
                return Err(Error::Separated { column });
            }
            let factor = here.information.cholesky().map_err(|column| runaway(&at, spread, column))?;
            let covariance = factor.inverse();
            return Ok(Maximum { covariance, at, last: here, null, score_statistic, iterations: iteration });
        }
    }
    Err(Error::NotConverged { iterations })
}

/// An information with enough added to its diagonal to be positive.
fn damped(information: &Symmetric) -> Option<Factor> {
    (0..12).find_map(|k| {
        let mut more = information.clone();
        for a in 0..more.size {
            let own = more.at(a, a).abs().max(1e-8);
            more.add(a, a, own * 1e-3 * 4_f64.powi(k));
        }
        more.cholesky().ok()
    })
}

/// An information that vanishes far from zero means separation; at zero, collinearity.
fn runaway(at: &[f64], spread: &[f64], column: usize) -> Error {
    match (0..spread.len()).find(|&a| (at[a] * spread[a]).abs() > 5.0) {
        Some(column) => Error::Separated { column },
        None => Error::Collinear { column },
    }
}
