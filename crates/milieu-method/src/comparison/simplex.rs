//! The point of a polytope nearest to another point: weights from zero that sum to one.

use nalgebra::{DMatrix, DVector};

/// Weights w ≥ 0, Σw = 1, for which Σ w p is nearest to the origin, by Wolfe's method (1976), <https://doi.org/10.1007/BF01580381>: exact
/// but for rounding, in finitely many steps. `points` are the corners less the point to be reached. None of no points.
#[must_use]
pub fn nearest(points: &[Vec<f64>]) -> Option<Vec<f64>> {
    let n = points.len();
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let squared: Vec<f64> = points.iter().map(|p| dot(p, p)).collect();
    let start = (0..n).min_by(|a, b| squared[*a].total_cmp(&squared[*b]))?;
    let scale = squared.iter().copied().fold(0.0, f64::max);
    let mut held = vec![start];
    let mut weights = vec![1.0];
    let combine = |held: &[usize], weights: &[f64]| {
        let mut x = vec![0.0; points[0].len()];
        for (&at, w) in held.iter().zip(weights) {
            x.iter_mut().zip(&points[at]).for_each(|(x, p)| *x += w * p);
        }
        x
    };
    // Each turn adds a corner; a corner that was dropped may come back, so turns are bounded by more than corners.
    for _ in 0..100 * n.max(10) {
        let x = combine(&held, &weights);
        let Some(next) = (0..n).min_by(|a, b| dot(&x, &points[*a]).total_cmp(&dot(&x, &points[*b]))) else { break };
        if dot(&x, &x) - dot(&x, &points[next]) <= 1e-13 * scale || held.contains(&next) {
            break;
        }
        held.push(next);
        weights.push(0.0);
        while let Some(affine) = affine_nearest(points, &held) {
            let is_inside = affine.iter().all(|w| *w > 1e-13);
            if is_inside {
                weights = affine;
                break;
            }
            // As far towards the affine solution as no weight falls below zero; what reaches zero is dropped.
            let step = weights
                .iter()
                .zip(&affine)
                .filter(|(_, a)| **a <= 1e-13)
                .map(|(w, a)| if w - a > 0.0 { w / (w - a) } else { 0.0 })
                .fold(1.0, f64::min);
            weights.iter_mut().zip(&affine).for_each(|(w, a)| *w += step * (a - *w));
            let drop: Vec<bool> = weights.iter().map(|w| *w <= 1e-13).collect();
            let mut at = drop.iter();
            held.retain(|_| !at.next().copied().unwrap_or(false));
            weights.retain(|w| *w > 1e-13);
            if held.is_empty() {
                return None;
            }
        }
    }
    let sum: f64 = weights.iter().sum();
    let mut all = vec![0.0; n];
    for (at, w) in held.into_iter().zip(weights) {
        all[at] = w / sum;
    }
    Some(all)
}

/// Weights summing to one, of any sign, for which the held corners come nearest to the origin.
fn affine_nearest(points: &[Vec<f64>], held: &[usize]) -> Option<Vec<f64>> {
    let m = held.len();
    let gram =
        DMatrix::from_fn(m, m, |i, j| points[held[i]].iter().zip(&points[held[j]]).map(|(a, b)| a * b).sum::<f64>());
    // Added to the matrix of products, so that corners near the origin do not make it singular.
    let unit = gram.diagonal().max().max(1e-300);
    let solved = (gram + DMatrix::from_element(m, m, unit)).lu().solve(&DVector::from_element(m, 1.0))?;
    let sum = solved.sum();
    (sum.is_finite() && sum.abs() > 1e-300).then(|| solved.iter().map(|u| u / sum).collect())
}
