//! What a survival curve says in a few numbers: quantiles and the restricted mean.

use super::Error;
use super::curve::Curve;

/// A quantile of lifespans: the age by which a share has ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Quantile {
    /// Share that has ended: 0.5 for the median.
    pub share: f64,
    /// The age; none when the curve does not fall so low.
    pub age: Option<f64>,
    /// Lower bound: where the lower limit of the curve falls so low.
    pub lower: Option<f64>,
    /// Upper bound: where the upper limit of the curve falls so low.
    pub upper: Option<f64>,
}

/// Mean lifespan up to a limit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RestrictedMean {
    /// Up to this age.
    pub limit: f64,
    /// Area under the curve up to it, in the unit of the ages.
    pub mean: f64,
    /// Its standard error.
    pub std_err: f64,
}

/// Differences of survival below this count as none, as a flat stretch at exactly one half must be seen
/// as flat although its value was multiplied together.
const TOLERANCE: f64 = 1.490_116_119_384_765_6e-8;

/// A quantile with its interval. Where the curve is flat at exactly the share, the middle of the flat stretch is taken
/// (Brookmeyer & Crowley 1982 for the interval).
///
/// # Errors
/// When the share is not between 0 and 1.
pub fn quantile(curve: &Curve, share: f64) -> Result<Quantile, Error> {
    if !(share > 0.0 && share < 1.0) {
        return Err(Error::Level(share));
    }
    let time = &curve.table.time;
    let limit = |side: usize| crossing(time, curve.interval.iter().map(|i| i.map(|i| i[side])), share);
    let age = crossing(time, curve.survival.iter().map(|&s| Some(s)), share);
    Ok(Quantile { share, age, lower: limit(0), upper: limit(1) })
}

/// Where a falling curve reaches `1 − share`.
pub(super) fn crossing(time: &[f64], values: impl Iterator<Item = Option<f64>>, share: f64) -> Option<f64> {
    let level = 1.0 - share;
    let mut touched = None;
    for (&t, value) in time.iter().zip(values) {
        let Some(value) = value else { continue };
        if value < level - TOLERANCE {
            return Some(touched.map_or(t, |first: f64| f64::midpoint(first, t)));
        }
        if value < level + TOLERANCE && touched.is_none() {
            touched = Some(t);
        }
    }
    // Flat at exactly the share until the end: the middle of that stretch.
    touched.and_then(|first| time.last().map(|&last| f64::midpoint(first, last)))
}

/// The restricted mean up to a limit; without one, up to the last age of the curve. Variance
/// `Σ A(t)² d/(n(n−d))` with `A(t)` the area after `t` (Klein & Moeschberger 2003, 4.5).
#[must_use]
pub fn restricted_mean(curve: &Curve, limit: Option<f64>) -> RestrictedMean {
    let time = &curve.table.time;
    let start = curve.options.from.unwrap_or(0.0);
    let limit = limit.or(time.last().copied()).unwrap_or(start);
    let steps = time.partition_point(|&t| t < limit);
    let mut areas = vec![0.0; steps];
    let mut area = 0.0;
    let mut end = limit;
    for i in (0..steps).rev() {
        area += curve.survival[i] * (end - time[i]);
        areas[i] = area;
        end = time[i];
    }
    let mean = area + (end - start).max(0.0);
    let variance: f64 = (0..steps)
        .map(|i| {
            let (y, d) = (curve.table.at_risk[i] as f64, curve.table.events[i] as f64);
            if d > 0.0 && y > d { areas[i] * areas[i] * d / (y * (y - d)) } else { 0.0 }
        })
        .sum();
    RestrictedMean { limit, mean, std_err: variance.sqrt() }
}
