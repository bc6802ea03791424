//! An emulator: a Gaussian process over a few runs, which says what a run elsewhere would give and how sure it is.
//!
//! Squared exponential kernel with one length for all dimensions (shares of ranges), a mean that is linear in them by least squares with
//! a small ridge, and a nugget for chance; length and nugget are those of a grid with the least squared error of leaving one
//! out (Rasmussen & Williams 2006, section 5.4.2).

use crate::real;

/// A fitted emulator.
#[derive(Clone, Debug)]
pub struct Emulator {
    points: Vec<Vec<f64>>,
    trend: Vec<f64>,
    /// K⁻¹ (y − trend).
    weights: Vec<f64>,
    /// Lower triangle of the factor of K.
    factor: Vec<Vec<f64>>,
    length: f64,
    scale: f64,
    nugget: f64,
    /// Root mean squared error of leaving each point out.
    pub error: f64,
}

/// Lengths and nuggets that are tried.
const LENGTHS: [f64; 6] = [0.2, 0.4, 0.7, 1.2, 2.0, 4.0];
const NUGGETS: [f64; 4] = [1e-6, 0.01, 0.1, 0.5];

impl Emulator {
    /// Fits an emulator to the number at each point; none of fewer than three points, or where a number is none.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "points are few")]
    pub fn fit(points: &[Vec<f64>], numbers: &[f64]) -> Option<Self> {
        if points.len() < 3 || points.len() != numbers.len() || numbers.iter().any(|x| !x.is_finite()) {
            return None;
        }
        let trend = trend(points, numbers)?;
        let rest: Vec<f64> = points.iter().zip(numbers).map(|(x, y)| y - line(&trend, x)).collect();
        let scale = rest.iter().map(|r| r * r).sum::<f64>() / rest.len() as f64;
        // A number that the trend explains wholly still has a doubt, however small.
        let scale = scale.max(1e-12 * numbers.iter().map(|y| y * y).sum::<f64>() / numbers.len() as f64).max(1e-300);
        let mut best: Option<Self> = None;
        for length in LENGTHS {
            for nugget in NUGGETS {
                let k: Vec<Vec<f64>> = points
                    .iter()
                    .enumerate()
                    .map(|(i, a)| {
                        let row = points[..=i].iter().enumerate();
                        row.map(|(j, b)| kernel(a, b, length) + if i == j { nugget } else { 0.0 }).collect()
                    })
                    .collect();
                let Some(factor) = cholesky(&k) else { continue };
                let weights = solve(&factor, &rest);
                // Leaving one out: (K⁻¹ r)_i / (K⁻¹)_ii.
                let squares: f64 = (0..points.len())
                    .map(|i| {
                        let unit: Vec<f64> = (0..points.len()).map(|j| if i == j { 1.0 } else { 0.0 }).collect();
                        let left = weights[i] / solve(&factor, &unit)[i];
                        left * left
                    })
                    .sum();
                let error = (squares / points.len() as f64).sqrt();
                if best.as_ref().is_none_or(|b| error < b.error) {
                    let (points, trend) = (points.to_vec(), trend.clone());
                    best = Some(Self { points, trend, weights, factor, length, scale, nugget, error });
                }
            }
        }
        best
    }

    /// What a run at a point would give: its expectation, and the variance of the emulator's doubt with that of chance.
    #[must_use]
    pub fn at(&self, x: &[f64]) -> (f64, f64) {
        let k: Vec<f64> = self.points.iter().map(|p| kernel(p, x, self.length)).collect();
        let mean = line(&self.trend, x) + k.iter().zip(&self.weights).map(|(k, w)| k * w).sum::<f64>();
        let explained: f64 = forward(&self.factor, &k).iter().map(|v| v * v).sum();
        // Never surer than it proved to be where points were left out.
        let doubt = self.scale * (1.0 + self.nugget - explained).max(0.0);
        (mean, doubt.max(self.error * self.error * 0.25))
    }
}

fn kernel(a: &[f64], b: &[f64], length: f64) -> f64 {
    let d: f64 = a.iter().zip(b).map(|(a, b)| (a - b) * (a - b)).sum();
    real::exp(-d / (2.0 * length * length))
}

fn line(trend: &[f64], x: &[f64]) -> f64 {
    trend[0] + trend[1..].iter().zip(x).map(|(b, x)| b * x).sum::<f64>()
}

/// Least squares of a constant and each dimension, with a small ridge so that few points do.
fn trend(points: &[Vec<f64>], numbers: &[f64]) -> Option<Vec<f64>> {
    let width = points[0].len() + 1;
    let row = |x: &[f64]| -> Vec<f64> { [1.0].into_iter().chain(x.iter().copied()).collect() };
    let mut normal = vec![vec![0.0; width]; width];
    let mut right = vec![0.0; width];
    for (x, y) in points.iter().zip(numbers) {
        let x = row(x);
        for i in 0..width {
            right[i] += x[i] * y;
            for j in 0..=i {
                normal[i][j] += x[i] * x[j];
            }
        }
    }
    for (i, line) in normal.iter_mut().enumerate() {
        line[i] += if i == 0 { 1e-9 } else { 1e-3 };
        line.truncate(i + 1);
    }
    Some(solve(&cholesky(&normal)?, &right))
}

/// The factor L of a symmetric matrix given by its lower triangle, L·Lᵀ; none if it is not positive.
fn cholesky(a: &[Vec<f64>]) -> Option<Vec<Vec<f64>>> {
    let mut l: Vec<Vec<f64>> = Vec::with_capacity(a.len());
    for (i, row) in a.iter().enumerate() {
        let mut of_row: Vec<f64> = Vec::with_capacity(i + 1);
        for j in 0..=i {
            let other: &[f64] = if j == i { &of_row } else { &l[j] };
            let sum: f64 = row[j] - of_row.iter().zip(other).take(j).map(|(a, b)| a * b).sum::<f64>();
            if j < i {
                of_row.push(sum / l[j][j]);
            } else if sum > 0.0 {
                of_row.push(sum.sqrt());
            } else {
                return None;
            }
        }
        l.push(of_row);
    }
    Some(l)
}

fn forward(l: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut x: Vec<f64> = Vec::with_capacity(right.len());
    for (row, r) in l.iter().zip(right) {
        let sum: f64 = row.iter().zip(&x).map(|(a, b)| a * b).sum();
        x.push((r - sum) / row[row.len() - 1]);
    }
    x
}

fn solve(l: &[Vec<f64>], right: &[f64]) -> Vec<f64> {
    let mut x = forward(l, right);
    for i in (0..x.len()).rev() {
        let sum: f64 = (i + 1..x.len()).map(|j| l[j][i] * x[j]).sum();
        x[i] = (x[i] - sum) / l[i][i];
    }
    x
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble::design;

    #[test]
    fn equations_are_solved() {
        let l = cholesky(&[vec![4.0], vec![2.0, 3.0]]).expect("positive");
        let x = solve(&l, &[8.0, 7.0]);
        assert!((x[0] - 1.25).abs() < 1e-12 && (x[1] - 1.5).abs() < 1e-12, "{x:?}");
        assert_eq!(cholesky(&[vec![1.0], vec![2.0, 1.0]]), None);
    }

    #[test]
    fn it_knows_what_it_was_told_and_doubts_the_rest() {
        let points = design::latin_hypercube(30, 2, 1);
        let f = |x: &[f64]| 3.0 + x[0] + (6.0 * x[1]).sin();
        let numbers: Vec<f64> = points.iter().map(|x| f(x)).collect();
        let emulator = Emulator::fit(&points, &numbers).expect("thirty points");
        for x in design::latin_hypercube(50, 2, 2) {
            let (mean, variance) = emulator.at(&x);
            assert!((mean - f(&x)).abs() < 0.1, "{mean} for {}", f(&x));
            assert!((mean - f(&x)).abs() < 6.0 * variance.sqrt() + 1e-3);
        }
        assert!(emulator.at(&[4.0, 4.0]).1 > 10.0 * emulator.at(&points[0]).1, "far away it knows little");
        assert!(Emulator::fit(&points[..2], &numbers[..2]).is_none());
        assert!(Emulator::fit(&points, &vec![f64::NAN; 30]).is_none());
    }
}
