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
    let ranked = Ranked::new(values, settings.at, settings.mass_points);
    let [left, right] = [true, false].map(|is_left| -> Result<Side, Refusal> {
        let h = settings.bandwidths[usize::from(!is_left)];
        let found = ranked.coefficient(is_left, h, settings.order + 1, 1)?;
        let n = ranked.side(is_left).len();
        Ok(Side { density: found.value, se: found.se, bandwidth: h, n, used: found.used })
    });
    let (left, right) = (left?, right?);
    let difference = right.density - left.density;
    let se = left.se.hypot(right.se);
    let t = difference / se;
    Ok(Jump { left, right, difference, se, t, p: two_sided_p(t) })
}

/// Values in their order, as distances from the point.
pub(super) struct Ranked {
    sorted: Vec<f64>,
    mass_points: bool,
}

/// A coefficient of the polynomial of one side.
pub(super) struct Coefficient {
    /// k-th derivative of the distribution function at the point, over k!.
    pub value: f64,
    /// Its jackknife standard error.
    pub se: f64,
    /// Values within the bandwidth.
    pub used: usize,
}

impl Ranked {
    pub(super) fn new(values: &[f64], at: f64, mass_points: bool) -> Self {
        let mut sorted: Vec<f64> = values.iter().map(|v| v - at).collect();
        sorted.sort_by(f64::total_cmp);
        Self { sorted, mass_points }
    }

    /// All distances, rising.
    pub(super) fn all(&self) -> &[f64] {
        &self.sorted
    }

    /// Distances below the point, or at and above it.
    pub(super) fn side(&self, is_left: bool) -> &[f64] {
        let split = self.sorted.partition_point(|v| *v < 0.0);
        if is_left { &self.sorted[..split] } else { &self.sorted[split..] }
    }

    /// First and last place of the values tied with this one; the value's own without points of mass.
    fn ties(&self, at: usize) -> [usize; 2] {
        if !self.mass_points {
            return [at, at];
        }
        let value = self.sorted[at];
        [self.sorted.partition_point(|v| *v < value), self.sorted.partition_point(|v| *v <= value) - 1]
    }

    /// Coefficient `k` of a polynomial of this order, triangular kernel, fitted to the empirical distribution function within `h` on one side.
    pub(super) fn coefficient(&self, is_left: bool, h: f64, order: usize, k: usize) -> Result<Coefficient, Refusal> {
        let sorted = &self.sorted;
        let side = if is_left { "below" } else { "at or above" };
        let from = if is_left { 0 } else { sorted.partition_point(|v| *v < 0.0) };
        let inside: Vec<usize> = (from..from + self.side(is_left).len()).filter(|&at| sorted[at].abs() <= h).collect();
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
        let whole = |power: usize| i32::try_from(power).unwrap_or(i32::MAX);
        let column = |power: usize| -> Vec<f64> {
            inside.iter().zip(&roots).map(|(&at, root)| (sorted[at] / h).powi(whole(power)) * root).collect()
        };
        let columns: Vec<Vec<f64>> = (0..=order).map(column).collect();
        // The coefficient is linear in the distribution function: its weight on each value is found once.
        let weights = weights(&columns, k, &roots).ok_or_else(|| {
            Refusal::new("no-fit", format!("the values {side} the point do not carry a curve of order {order}"))
                .why("too many of them are tied")
                .help("widen the bandwidth")
        })?;
        let others = sorted.len() as f64 - 1.0;
        let scale = h.powi(whole(k));
        let value =
            inside.iter().zip(&weights).map(|(&at, w)| w * self.ties(at)[1] as f64 / others).sum::<f64>() / scale;
        // What each value adds to the distribution function of all others at and above it.
        let mut above = vec![0.0; sorted.len() + 1];
        for (&at, w) in inside.iter().zip(&weights) {
            above[at] = *w;
        }
        let own = above.clone();
        for at in (0..sorted.len()).rev() {
            above[at] += above[at + 1];
        }
        let squares: f64 = (0..sorted.len()).map(|at| (above[self.ties(at)[0]] - own[at]).powi(2)).sum();
        Ok(Coefficient { value, se: squares.sqrt() / scale / others, used: inside.len() })
    }
}

/// For each row its weight in coefficient `k` of weighted least squares.
fn weights(columns: &[Vec<f64>], k: usize, roots: &[f64]) -> Option<Vec<f64>> {
    // The column's residual on the others: Frisch–Waugh–Lovell.
    let others: Vec<Vec<f64>> =
        columns.iter().enumerate().filter(|(j, _)| *j != k).map(|(_, column)| column.clone()).collect();
    let beta = least_squares(&others, &columns[k])?;
    let rest: Vec<f64> = (0..roots.len())
        .map(|i| columns[k][i] - others.iter().zip(&beta).map(|(column, b)| column[i] * b).sum::<f64>())
        .collect();
    let length: f64 = rest.iter().map(|r| r * r).sum();
    (length > 1e-18).then(|| rest.iter().zip(roots).map(|(r, root)| r * root / length).collect())
}
