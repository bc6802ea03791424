//! Intervals and least squares of the room.

use nalgebra::{DMatrix, DVector};
use statrs::distribution::{ContinuousCDF, StudentsT};

/// Coefficients of least squares, by QR with columns of unit length; none where columns depend on each other.
pub(super) fn least_squares(columns: &[Vec<f64>], y: &[f64]) -> Option<Vec<f64>> {
    let lengths: Vec<f64> = columns.iter().map(|c| c.iter().map(|v| v * v).sum::<f64>().sqrt()).collect();
    if columns.len() > y.len() || lengths.iter().any(|&l| l <= 0.0 || !l.is_finite()) {
        return None;
    }
    let x = DMatrix::from_fn(y.len(), columns.len(), |row, column| columns[column][row] / lengths[column]);
    let qr = x.qr();
    let r = qr.r();
    if (0..columns.len()).any(|i| r[(i, i)].abs() < 1e-11) {
        return None;
    }
    let found = r.solve_upper_triangular(&(qr.q().transpose() * DVector::from_column_slice(y)))?;
    Some(found.iter().zip(&lengths).map(|(b, l)| b / l).collect())
}

/// A mean with the interval that holds when numbers of one cluster go together (CR1, t with clusters − 1).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mean {
    /// The mean.
    pub value: f64,
    /// Its standard error; none with one cluster.
    pub se: Option<f64>,
    /// Its interval; none with one cluster.
    pub interval: Option<[f64; 2]>,
    /// How many numbers.
    pub n: usize,
    /// How many clusters.
    pub clusters: usize,
}

/// Mean of numbers, each in a cluster; none of no numbers.
#[must_use]
pub fn clustered_mean(values: &[f64], clusters: &[usize], level: f64) -> Option<Mean> {
    let line = clustered_line(&vec![0.0; values.len()], values, clusters, level, false)?;
    Some(line[0])
}

/// Intercept and slope of y on x with clustered intervals; none where x does not vary.
#[must_use]
pub fn clustered_slope(x: &[f64], y: &[f64], clusters: &[usize], level: f64) -> Option<[Mean; 2]> {
    clustered_line(x, y, clusters, level, true)
}

fn clustered_line(x: &[f64], y: &[f64], clusters: &[usize], level: f64, slope: bool) -> Option<[Mean; 2]> {
    let n = y.len();
    if n == 0 || x.len() != n || clusters.len() != n {
        return None;
    }
    let mean = |v: &[f64]| {
        let sum: f64 = v.iter().sum();
        // The sum of large numbers can leave the range in which their mean lies.
        if sum.is_finite() { sum / n as f64 } else { v.iter().map(|v| v / n as f64).sum() }
    };
    let (mx, my) = (mean(x), mean(y));
    let sxx: f64 = x.iter().map(|x| (x - mx).powi(2)).sum();
    if slope && sxx <= 1e-12 * x.iter().map(|x| x * x).sum::<f64>() {
        return None;
    }
    let b = if slope { x.iter().zip(y).map(|(x, y)| (x - mx) * (y - my)).sum::<f64>() / sxx } else { 0.0 };
    let a = my - b * mx;
    // Scores of each cluster in the centred design, whose normal matrix is diagonal.
    let groups = clusters.iter().max().map_or(0, |most| most + 1);
    let mut scores = vec![[0.0; 2]; groups];
    let mut seen = vec![false; groups];
    for ((x, y), &cluster) in x.iter().zip(y).zip(clusters) {
        let residual = y - a - b * x;
        scores[cluster][0] += residual;
        scores[cluster][1] += residual * (x - mx);
        seen[cluster] = true;
    }
    let g = seen.iter().filter(|seen| **seen).count();
    let parameters = if slope { 2.0 } else { 1.0 };
    let correction = g as f64 / (g as f64 - 1.0) * (n as f64 - 1.0) / (n as f64 - parameters);
    let variance = |direction: [f64; 2]| {
        let sum: f64 = scores.iter().map(|s| (direction[0] * s[0] + direction[1] * s[1]).powi(2)).sum();
        correction * sum
    };
    let one = 1.0 / n as f64;
    let of = |value: f64, direction: [f64; 2]| {
        let se = (g > 1 && n as f64 > parameters).then(|| variance(direction).sqrt());
        let interval = se.and_then(|se| {
            let t = StudentsT::new(0.0, 1.0, g as f64 - 1.0).ok()?.inverse_cdf(f64::midpoint(1.0, level));
            Some([value - t * se, value + t * se]).filter(|bounds| bounds.iter().all(|b| b.is_finite()))
        });
        Mean { value, se, interval, n, clusters: g }
    };
    let of_slope = if slope { [0.0, 1.0 / sxx] } else { [0.0, 0.0] };
    Some([of(a, [one, -mx * of_slope[1]]), of(b, of_slope)])
}

/// A share with Wilson's score interval (1927, <https://doi.org/10.1080/01621459.1927.10502953>); none of nothing.
#[must_use]
pub fn share_of(hits: usize, n: usize, level: f64) -> Option<(f64, [f64; 2])> {
    if n == 0 || hits > n {
        return None;
    }
    let (n, p) = (n as f64, hits as f64 / n as f64);
    let z = crate::normal::critical(level);
    let middle = (p + z * z / (2.0 * n)) / (1.0 + z * z / n);
    let half = z / (1.0 + z * z / n) * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
    Some((p, [(middle - half).max(0.0).min(p), (middle + half).min(1.0).max(p)]))
}

/// Difference of two shares with Newcombe's interval from their Wilson intervals
/// (1998, method 10, <https://doi.org/10.1002/(SICI)1097-0258(19980430)17:8%3C873::AID-SIM779%3E3.0.CO;2-I>).
#[must_use]
pub fn share_difference(first: (f64, [f64; 2]), second: (f64, [f64; 2])) -> (f64, [f64; 2]) {
    let ((p, [pl, pu]), (q, [ql, qu])) = (first, second);
    let low = ((p - pl).powi(2) + (qu - q).powi(2)).sqrt();
    let high = ((pu - p).powi(2) + (q - ql).powi(2)).sqrt();
    (p - q, [p - q - low, p - q + high])
}
