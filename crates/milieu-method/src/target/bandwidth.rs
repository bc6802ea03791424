//! Bandwidths of the density test, as the data themselves ask for them.

use nalgebra::{DMatrix, DVector};

use super::density::Ranked;
use crate::analysis::Refusal;
use crate::normal::density;

/// Fewest values, and fewest different values, a bandwidth reaches beside the order of the polynomial.
const LEAST: usize = 20;

/// Bandwidths below and above the point by the rule `comb` of Cattaneo, Jansson & Ma (2018, <https://doi.org/10.1177/1536867X1801800115>): on each
/// side the middle of three, those with the least mean squared error of the density on this side, of the difference of both and of their sum.
///
/// The error of a local polynomial of order p at the edge is bias² = (h^p · b · F^(p+1) / (p+1)!)² and variance = v / (n h), so that
/// h = (v / (2p · bias² · n))^(1 / (2p + 1)). Both are estimated at pilot bandwidths, which are those of a normal distribution with the mean and the
/// spread of the values: v by the jackknife with a polynomial of order p, F^(p+1) with one of order p + 2; b is a constant of the triangular kernel.
///
/// # Errors
/// Too few different values near the point for these polynomials.
pub fn comb(values: &[f64], at: f64, order: usize, mass_points: bool) -> Result<[f64; 2], Refusal> {
    let ranked = Ranked::new(values, at, mass_points);
    let (n, p) = (values.len() as f64, order as f64);
    let mean = ranked.all().iter().sum::<f64>() / n;
    let sd = (ranked.all().iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt();
    // F^(k+1) of the normal distribution at the point is its density times a Hermite polynomial.
    let normal = |k: usize| 1.0 / (density(mean / sd) * hermite(mean / sd, k).powi(2));
    let variance = normal(order) * pilot(order, 1) / (2.0 * p * n);
    let curve = normal(order + 2) * pilot(order + 2, order + 1) * (2.0 * p + 1.0) / (4.0 * n);
    let reach = [true, false].map(|is_left| Reach::new(&ranked, is_left));
    let all = reach[0].with(&reach[1]);
    let variance = all.bound(sd * variance.powf(1.0 / (2.0 * p + 1.0)), LEAST + order + 3);
    let curve = all.bound(sd * curve.powf(1.0 / (2.0 * p + 5.0)), LEAST + order + 3);
    let edge = triangular_bias(order);
    let mut spread = [0.0; 2];
    let mut bias = [0.0; 2];
    for (side, is_left) in [true, false].into_iter().enumerate() {
        spread[side] = ranked.coefficient(is_left, variance, order, 1)?.se.powi(2) * n * variance;
        // Seen from the left the odd derivatives change their sign.
        let sign = if is_left && order % 2 == 1 { -1.0 } else { 1.0 };
        bias[side] = ranked.coefficient(is_left, curve, order + 2, order + 1)?.value * edge * sign;
    }
    let best = |spread: f64, bias: f64| (spread / (2.0 * p * bias.powi(2) * n)).powf(1.0 / (2.0 * p + 1.0));
    let both = spread[0] + spread[1];
    let [difference, sum] =
        [bias[1] - bias[0], bias[1] + bias[0]].map(|bias| all.bound(best(both, bias), LEAST + order + 1));
    Ok([0, 1].map(|side| {
        let own = reach[side].bound(best(spread[side], bias[side]), LEAST + order + 1);
        let mut three = [own, difference, sum];
        three.sort_by(f64::total_cmp);
        three[1]
    }))
}

/// How far a bandwidth may reach, and must: distances of the values of a side, all and different ones, rising.
struct Reach {
    sides: Vec<[Vec<f64>; 2]>,
}

impl Reach {
    fn new(ranked: &Ranked, is_left: bool) -> Self {
        let mut distances: Vec<f64> = ranked.side(is_left).iter().map(|v| v.abs()).collect();
        distances.sort_by(f64::total_cmp);
        let mut different = distances.clone();
        different.dedup();
        Self { sides: vec![[distances, different]] }
    }

    fn with(&self, other: &Self) -> Self {
        Self { sides: self.sides.iter().chain(&other.sides).cloned().collect() }
    }

    /// No further than the furthest value, and as far as the value of this rank on each side.
    fn bound(&self, h: f64, rank: usize) -> f64 {
        let lists = || self.sides.iter().flatten();
        let furthest = lists().filter_map(|list| list.last()).copied().fold(0.0, f64::max);
        let needed = lists().filter_map(|list| list.get(rank.min(list.len()).checked_sub(1)?)).copied();
        needed.fold(h.min(furthest), f64::max)
    }
}

/// Hermite polynomial of probability, by its recurrence.
fn hermite(x: f64, k: usize) -> f64 {
    let (mut before, mut here) = (0.0, 1.0);
    for j in 0..k {
        (before, here) = (here, x * here - j as f64 * before);
    }
    here
}

/// variance / bias² of derivative k of a distribution function at the edge, by a polynomial of this order and a uniform kernel, in units in which
/// n, the bandwidth and the next derivative are 1. With r(u) = (1, u, …), S = ∫ r r′ and w the row of S⁻¹ that belongs to the derivative:
/// the variance is ∫ (∫ from t to 1 of w·r)² dt, the bias ∫ w·r u^(order + 1) du / (order + 1)!.
fn pilot(order: usize, k: usize) -> f64 {
    let fraction = |power: usize| 1.0 / (power as f64 + 1.0);
    let w = row_of_inverse(order, k, fraction);
    let bias: f64 = w.iter().enumerate().map(|(j, w)| w * fraction(j + order + 1)).sum();
    let factorial: f64 = (1..=order + 1).map(|j| j as f64).product();
    // The inner integral as a polynomial in t.
    let mut inner = vec![w.iter().enumerate().map(|(j, w)| w * fraction(j)).sum::<f64>()];
    inner.extend(w.iter().enumerate().map(|(j, w)| -w * fraction(j)));
    let variance: f64 = (0..inner.len())
        .flat_map(|i| (0..inner.len()).map(move |j| (i, j)))
        .map(|(i, j)| inner[i] * inner[j] * fraction(i + j))
        .sum();
    variance / (bias / factorial).powi(2)
}

/// Bias of the slope at the edge in units of the next coefficient, triangular kernel.
fn triangular_bias(order: usize) -> f64 {
    let moment = |power: usize| 1.0 / (power as f64 + 1.0) - 1.0 / (power as f64 + 2.0);
    row_of_inverse(order, 1, moment).iter().enumerate().map(|(j, w)| w * moment(j + order + 1)).sum()
}

/// A row of the inverse of the matrix of a kernel's moments.
fn row_of_inverse(order: usize, row: usize, moment: impl Fn(usize) -> f64) -> Vec<f64> {
    let moments = DMatrix::from_fn(order + 1, order + 1, |i, j| moment(i + j));
    let unit = DVector::from_fn(order + 1, |i, _| if i == row { 1.0 } else { 0.0 });
    // Moments of a kernel on the line are positive definite.
    moments.cholesky().map(|found| found.solve(&unit).iter().copied().collect()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{hermite, pilot, triangular_bias};

    #[test]
    fn constants_of_the_kernels() {
        // By hand: w·r = −6 + 12 u, its integral from t to 1 is 6 t (1 − t), whose square has the integral 6/5; bias (3 − 2) / 2.
        assert!((pilot(1, 1) - 4.8).abs() < 1e-10);
        // 3840 / 7 by hand.
        assert!((pilot(2, 1) - 3840.0 / 7.0).abs() < 1e-7, "{}", pilot(2, 1));
        // w = (−12 + 36 u)(1 − u) for the line: −12/12 + 36/20.
        assert!((triangular_bias(1) - 0.8).abs() < 1e-12);
        assert!((hermite(2.0, 3) - 2.0).abs() < 1e-12, "x³ − 3x");
    }
}
