//! Sobol' indices: how much of the variance of a number a parameter explains.
//!
//! Two samples A and B, and A with one column of B in turn (Saltelli et al. 2010, <https://doi.org/10.1016/j.cpc.2009.09.018>), by
//! Jansen's estimators (1999, <https://doi.org/10.1016/S0010-4655(98)00154-4>):
//! first = 1 − Σ(f(B) − f(AB_i))² / (2N·V), total = Σ(f(A) − f(AB_i))² / (2N·V). Intervals by bootstrap over the rows.

use crate::ensemble::design::{self, MOST_SOBOL};
use crate::random::{Chance, Stream};
use crate::uid::{Uid, mix};

/// A parameter's share of the variance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Index {
    /// Alone.
    pub first: f64,
    /// 95 % interval of it.
    pub first_interval: [f64; 2],
    /// With all that it does together with others.
    pub total: f64,
    /// 95 % interval of it.
    pub total_interval: [f64; 2],
}

/// The points of a design: A, then B, then A with each column of B; `rows`·(`dimensions` + 2) in all, as shares of each range.
///
/// Of Sobol' points where they reach (12 dimensions), else of a Latin hypercube.
#[must_use]
pub fn design(rows: usize, dimensions: usize, seed: u64) -> Vec<Vec<f64>> {
    let wide = if 2 * dimensions <= MOST_SOBOL { design::sobol(rows, 2 * dimensions, Some(seed)) } else { None };
    let wide = wide.unwrap_or_else(|| design::latin_hypercube(rows, 2 * dimensions, seed));
    let a: Vec<Vec<f64>> = wide.iter().map(|row| row[..dimensions].to_vec()).collect();
    let b: Vec<Vec<f64>> = wide.iter().map(|row| row[dimensions..].to_vec()).collect();
    let mixed = (0..dimensions).flat_map(|d| {
        a.iter().zip(&b).map(move |(a, b)| {
            let mut row = a.clone();
            row[d] = b[d];
            row
        })
    });
    let mixed: Vec<Vec<f64>> = mixed.collect();
    [a, b, mixed].concat()
}

const RESAMPLES: usize = 200;

/// The indices of every dimension from the number at each point of the design; none where the number does not vary. Rows with a
/// number that is none are left out.
#[must_use]
pub fn indices(numbers: &[f64], dimensions: usize, seed: u64) -> Option<Vec<Index>> {
    let rows = numbers.len() / (dimensions + 2);
    let part = |n: usize| &numbers[n * rows..(n + 1) * rows];
    let known: Vec<usize> = (0..rows).filter(|r| (0..dimensions + 2).all(|n| part(n)[*r].is_finite())).collect();
    let all = estimated(&part, &known, dimensions)?;
    let chance = Chance::new(mix(seed ^ 0x626F_6F74)).at(u16::MAX);
    let resampled: Vec<Vec<[f64; 2]>> = (0..RESAMPLES as u64)
        .filter_map(|n| {
            let rows: Vec<usize> =
                (0..known.len()).map(|r| known[chance.below(Stream::Start, Uid(n), r as u32, known.len())]).collect();
            estimated(&part, &rows, dimensions)
        })
        .collect();
    let interval = |d: usize, which: usize| {
        let mut values: Vec<f64> = resampled.iter().map(|of| of[d][which]).collect();
        values.sort_unstable_by(f64::total_cmp);
        let at = |share| milieu_method::order::quantile(&values, share).unwrap_or(f64::NAN);
        [at(0.025), at(0.975)]
    };
    let index = |(d, [first, total]): (usize, [f64; 2])| Index {
        first,
        first_interval: interval(d, 0),
        total,
        total_interval: interval(d, 1),
    };
    Some(all.into_iter().enumerate().map(index).collect())
}

#[expect(clippy::cast_precision_loss, reason = "rows are few")]
fn estimated<'n>(part: &impl Fn(usize) -> &'n [f64], rows: &[usize], dimensions: usize) -> Option<Vec<[f64; 2]>> {
    let (a, b) = (part(0), part(1));
    let n = rows.len() as f64;
    let mean = rows.iter().map(|&r| a[r] + b[r]).sum::<f64>() / (2.0 * n);
    let squares: f64 = rows.iter().map(|&r| (a[r] - mean) * (a[r] - mean) + (b[r] - mean) * (b[r] - mean)).sum();
    let variance = squares / (2.0 * n);
    if !variance.is_finite() || variance <= 0.0 {
        return None;
    }
    let share = |from: &[f64], d: usize| {
        let mixed = part(d + 2);
        rows.iter().map(|&r| (from[r] - mixed[r]) * (from[r] - mixed[r])).sum::<f64>() / (2.0 * n * variance)
    };
    Some((0..dimensions).map(|d| [1.0 - share(b, d), share(a, d)]).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(rows: usize, dimensions: usize, f: impl Fn(&[f64]) -> f64) -> Vec<Index> {
        let numbers: Vec<f64> = design(rows, dimensions, 5).iter().map(|x| f(x)).collect();
        indices(&numbers, dimensions, 5).expect("it varies")
    }

    #[test]
    fn ishigami_has_its_known_indices() {
        // Ishigami & Homma 1990, a = 7, b = 0.1: analytic values.
        let pi = std::f64::consts::PI;
        let ishigami = |x: &[f64]| {
            let x: Vec<f64> = x.iter().map(|x| pi * (2.0 * x - 1.0)).collect();
            x[0].sin() + 7.0 * x[1].sin().powi(2) + 0.1 * x[2].powi(4) * x[0].sin()
        };
        let indices = found(4_096, 3, ishigami);
        for (index, (first, total)) in indices.iter().zip([(0.3139, 0.5576), (0.4424, 0.4424), (0.0, 0.2437)]) {
            assert!((index.first - first).abs() < 0.01 && (index.total - total).abs() < 0.01, "{index:?}");
            assert!(index.total_interval[0] <= index.total && index.total <= index.total_interval[1]);
        }
    }

    #[test]
    fn the_g_function_has_its_known_indices() {
        // Saltelli & Sobol' 1995: V_i = 1 / (3(1 + a_i)²), V = Π(1 + V_i) − 1.
        let a = [0.0, 1.0, 4.5, 9.0, 99.0, 99.0, 99.0, 99.0];
        let g = |x: &[f64]| x.iter().zip(a).map(|(x, a)| ((4.0 * x - 2.0).abs() + a) / (1.0 + a)).product::<f64>();
        let parts = a.map(|a: f64| 1.0 / (3.0 * (1.0 + a) * (1.0 + a)));
        let variance = parts.iter().map(|v| 1.0 + v).product::<f64>() - 1.0;
        for (d, index) in found(8_192, 8, g).iter().enumerate() {
            let others: f64 = (0..8).filter(|j| *j != d).map(|j| 1.0 + parts[j]).product();
            let (first, total) = (parts[d] / variance, parts[d] * others / variance);
            assert!(
                (index.first - first).abs() < 0.015 && (index.total - total).abs() < 0.015,
                "{d}: {index:?}, {first} {total}"
            );
        }
        // As printed in the literature to three digits.
        assert!((parts[0] / variance - 0.716).abs() < 1e-3 && (parts[1] / variance - 0.179).abs() < 1e-3);
    }

    #[test]
    fn what_does_not_vary_has_no_indices() {
        assert_eq!(indices(&[1.0; 5 * 8], 3, 1), None);
        assert_eq!(indices(&[], 3, 1), None);
    }
}
