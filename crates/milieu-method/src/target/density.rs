//! Whether a density jumps at a point: a gap in what is reported just below a target.

use super::fit::least_squares;
use crate::analysis::{At, Refusal};
use crate::normal::two_sided_p;

/// A density on one side of the point.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Side {
    /// Density at the point, per unit of the values.
    pub density: f64,
    /// Its jackknife standard error.
    pub se: f64,
    /// Bandwidth, in the unit of the values.
    pub bandwidth: f64,
    /// Values on this side.
    pub n: usize,
    /// Values within the bandwidth.
    pub used: usize,
}

/// The density on both sides of a point, and whether they differ.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Jump {
    /// Below the point.
    pub left: Side,
    /// At and above the point.
    pub right: Side,
    /// right − left.
    pub difference: f64,
    /// Standard error of the difference.
    pub se: f64,
    /// difference / se.
    pub t: f64,
    /// Two-sided p of `t`, standard normal.
    pub p: f64,
}

/// How the densities are estimated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// The point.
    pub at: f64,
    /// Bandwidths below and above.
    pub bandwidths: [f64; 2],
    /// Order of the polynomial of the point estimate; the test uses one more, against its bias.
    pub order: usize,
    /// Whether tied values share the place of their last (they are then a discrete variable), or stand one after the other.
    pub mass_points: bool,
}

/// Test of Cattaneo, Jansson & Ma (2020), <https://doi.org/10.1080/01621459.2019.1635480>: on each side a local polynomial, triangular
/// kernel, is fitted to the empirical distribution function; its slope at the point is the density. Standard errors by the jackknife of the paper's
/// supplement, second moments about zero.
///
/// # Errors
/// A value that is not finite, a bandwidth that is not positive, fewer than `order + 4` different values within the bandwidth on a side.
pub fn jump(values: &[f64], settings: &Settings) -> Result<Jump, Refusal> {
    if values.iter().any(|v| !v.is_finite()) || !settings.at.is_finite() {
        return Err(Refusal::new("not-a-number", "a value is not finite")
            .why("values are ranked")
            .help("leave such values out"));
    }
    let mut sorted: Vec<f64> = values.iter().map(|v| v - settings.at).collect();
    sorted.sort_by(f64::total_cmp);
    let n = sorted.len();
    let last = |at: usize| sorted.partition_point(|v| *v <= sorted[at]) - 1;
    let place = |at: usize| if settings.mass_points { last(at) } else { at };
    let share = |at: usize| place(at) as f64 / (n as f64 - 1.0);
    let split = sorted.partition_point(|v| *v < 0.0);
    let [left, right] = [(0..split, 0), (split..n, 1)].map(|(range, side)| {
        let h = settings.bandwidths[side];
        let inside: Vec<usize> = range.clone().filter(|&at| sorted[at].abs() <= h).collect();
        one_side(&sorted, &inside, range.len(), h, settings, &share, side == 0)
    });
    let (left, right) = (left?, right?);
    let difference = right.density - left.density;
    let se = left.se.hypot(right.se);
    let t = difference / se;
    Ok(Jump { left, right, difference, se, t, p: two_sided_p(t) })
}

fn one_side(
    sorted: &[f64],
    inside: &[usize],
    n: usize,
    h: f64,
    settings: &Settings,
    share: &dyn Fn(usize) -> f64,
    is_left: bool,
) -> Result<Side, Refusal> {
    let side = if is_left { "below" } else { "at or above" };
    let order = settings.order + 1;
    let mut different: Vec<f64> = inside.iter().map(|&at| sorted[at]).collect();
    different.dedup();
    if !(h > 0.0 && h.is_finite()) || different.len() < order + 3 {
        let option = if is_left { "h-left" } else { "h-right" };
        let what = format!("{} different values within {h} {side} the point", different.len());
        return Err(Refusal::new("too-few-values", what)
            .why(format!("a curve of order {order} needs at least {}", order + 3))
            .help("widen the bandwidth, or do not test so few values")
            .at(At::Option(option.to_owned())));
    }
    // Weighted least squares: rows times the root of their weight.
    let roots: Vec<f64> = inside.iter().map(|&at| (1.0 - sorted[at].abs() / h).max(0.0).sqrt()).collect();
    let scaled: Vec<f64> = inside.iter().map(|&at| sorted[at] / h).collect();
    let power = |k: usize, i: usize| scaled[i].powi(i32::try_from(k).unwrap_or(i32::MAX));
    let columns: Vec<Vec<f64>> =
        (0..=order).map(|k| (0..inside.len()).map(|i| power(k, i) * roots[i]).collect()).collect();
    // The slope is linear in the distribution function: its weight on each value is found once.
    let weights = slope_weights(&columns, &roots).ok_or_else(|| {
        Refusal::new("no-fit", format!("the values {side} the point do not carry a curve of order {order}"))
            .why("too many of them are tied")
            .help("widen the bandwidth")
    })?;
    let density = inside.iter().zip(&weights).map(|(&at, w)| w * share(at)).sum::<f64>() / h;
    // What each value adds to the distribution function of all others at and above it.
    let total = sorted.len() as f64;
    let mut above = vec![0.0; sorted.len() + 1];
    for (&at, w) in inside.iter().zip(&weights) {
        above[at] = *w;
    }
    let own = above.clone();
    for at in (0..sorted.len()).rev() {
        above[at] += above[at + 1];
    }
    let first = |at: usize| if settings.mass_points { sorted.partition_point(|v| *v < sorted[at]) } else { at };
    let squares: f64 = (0..sorted.len()).map(|at| (above[first(at)] - own[at]).powi(2)).sum();
    Ok(Side { density, se: squares.sqrt() / h / (total - 1.0), bandwidth: h, n, used: inside.len() })
}

/// For each row its weight in the slope of weighted least squares.
fn slope_weights(columns: &[Vec<f64>], roots: &[f64]) -> Option<Vec<f64>> {
    // The slope's residual on the other columns: Frisch–Waugh–Lovell.
    let others: Vec<Vec<f64>> =
        columns.iter().enumerate().filter(|(k, _)| *k != 1).map(|(_, column)| column.clone()).collect();
    let beta = least_squares(&others, &columns[1])?;
    let rest: Vec<f64> = (0..roots.len())
        .map(|i| columns[1][i] - others.iter().zip(&beta).map(|(column, b)| column[i] * b).sum::<f64>())
        .collect();
    let length: f64 = rest.iter().map(|r| r * r).sum();
    (length > 1e-18).then(|| rest.iter().zip(roots).map(|(r, root)| r * root / length).collect())
}

/// A bandwidth by rule of thumb: Silverman's (1986) rule for a Gaussian kernel, 0.9 · min(sd, IQR / 1.34) · n^(−1/5), carried over to the
/// triangular kernel (factor 2.576). A start, not an optimum: results are to be read at its half and double as well.
/// None of fewer than two different values.
#[must_use]
pub fn rule_of_thumb(values: &[f64]) -> Option<f64> {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let sd = (values.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let quartile = |at: f64| sorted.get((at * (n - 1.0)).round() as usize).copied();
    let range = (quartile(0.75)? - quartile(0.25)?) / 1.34;
    let spread = if range > 0.0 { sd.min(range) } else { sd };
    let h = 2.576 * 0.9 * spread * n.powf(-0.2);
    (h > 0.0 && h.is_finite()).then_some(h)
}
