//! A number for each place of the map: local Moran, Geary, Getis–Ord, with conditional permutation.

use rayon::prelude::*;

use super::global::centred;
use super::weights::Weights;
use crate::analysis::Refusal;
use crate::random::Stream;

/// By what Σ z² is divided in the local Moran, and where quadrants are cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Convention {
    /// By n: Iᵢ = zᵢ Σ w z / (Σ z² / n); a lag is high above the mean lag. As R's spdep.
    Spdep,
    /// By n − 1: smaller by (n − 1) / n; a lag is high where the sum of its deviations is above zero. As PySAL's esda and GeoDa.
    Esda,
}

/// Own value and neighbours' value, each high or low.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Quadrant {
    /// High among high: a hot spot.
    HighHigh,
    /// Low among high.
    LowHigh,
    /// Low among low: a cold spot.
    LowLow,
    /// High among low.
    HighLow,
}

impl Quadrant {
    /// Its name.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::HighHigh => "high-high",
            Self::LowHigh => "low-high",
            Self::LowLow => "low-low",
            Self::HighLow => "high-low",
        }
    }
}

/// Local Moran of one unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Local {
    /// The statistic.
    pub value: f64,
    /// Its expectation, the unit's own value held.
    pub expected: f64,
    /// Its variance, the unit's own value held.
    pub variance: f64,
    /// Deviation in standard errors; not a number for a unit without neighbours.
    pub z: f64,
    /// Quadrant.
    pub quadrant: Quadrant,
    /// Own deviation from the mean.
    pub own: f64,
    /// Weighted sum of the neighbours' deviations.
    pub lag: f64,
}

/// Local Moran of every unit. Anselin (1995), <https://doi.org/10.1111/j.1538-4632.1995.tb00338.x>; moments with the own value held, Sokal, Oden & Thomson
/// (1998), <https://doi.org/10.1111/j.1538-4632.1998.tb00406.x>.
///
/// # Errors
/// As [`super::moran`].
pub fn local_moran(x: &[f64], w: &Weights, convention: Convention) -> Result<Vec<Local>, Refusal> {
    let z = centred(x, w)?;
    let n = x.len() as f64;
    let squares: f64 = z.iter().map(|z| z * z).sum();
    let m2 = squares / n;
    let scale = match convention {
        Convention::Spdep => 1.0,
        Convention::Esda => (n - 1.0) / n,
    };
    let lags = w.lag(&z);
    let raw = w.lag(x);
    let mean_lag = raw.iter().sum::<f64>() / n;
    let one = |i: usize| {
        let (sum, sum2) = w.row(i).fold((0.0, 0.0), |(s, q), (_, w)| (s + w, q + w * w));
        let expected = -z[i] * z[i] * sum / ((n - 1.0) * m2);
        let spread = (sum2 - sum * sum / (n - 1.0)) * (m2 - z[i] * z[i] / (n - 1.0));
        let variance = (z[i] / m2).powi(2) * n / (n - 2.0) * spread;
        let value = z[i] / m2 * lags[i];
        let is_high = match convention {
            Convention::Spdep => raw[i] > mean_lag,
            Convention::Esda => lags[i] > 0.0,
        };
        let quadrant = match (z[i] > 0.0, is_high) {
            (true, true) => Quadrant::HighHigh,
            (false, true) => Quadrant::LowHigh,
            (false, false) => Quadrant::LowLow,
            (true, false) => Quadrant::HighLow,
        };
        Local {
            value: value * scale,
            expected: expected * scale,
            variance: variance * scale * scale,
            z: (value - expected) / variance.sqrt(),
            quadrant,
            own: z[i],
            lag: lags[i],
        }
    };
    Ok((0..z.len()).map(one).collect())
}

/// Conditional permutation of one unit.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Conditional {
    /// (b + 1) / (m + 1), b counting permutations as far out on the side of the observed value: folded, one-sided, at most about a half.
    pub p: f64,
    /// Mean of the statistic over permutations.
    pub mean: f64,
    /// Standard deviation of the statistic over permutations.
    pub sd: f64,
}

/// Conditional permutation of the local Moran: each unit keeps its value, its neighbours are drawn from all others. A permutation has one stream, whose draws all units
/// share (each skipping itself), so that answers do not depend on threads. Units without neighbours have none.
///
/// # Errors
/// As [`super::moran`].
pub fn conditional(
    x: &[f64],
    w: &Weights,
    convention: Convention,
    permutations: usize,
    seed: u64,
) -> Result<Vec<Option<Conditional>>, Refusal> {
    let z = centred(x, w)?;
    let n = z.len();
    let squares: f64 = z.iter().map(|z| z * z).sum();
    let divisor = match convention {
        Convention::Spdep => squares / n as f64,
        Convention::Esda => squares / (n as f64 - 1.0),
    };
    let most = (0..n).map(|i| w.degree(i)).max().unwrap_or(0);
    let draws: Vec<u32> = (0..permutations)
        .into_par_iter()
        .flat_map_iter(|at| distinct(&mut Stream::new(seed, at as u64), most, n - 1))
        .collect();
    let one = |i: usize| {
        let weights = w.values_of(i);
        if weights.is_empty() || permutations < 2 {
            return None;
        }
        let scale = z[i] / divisor;
        let observed: f64 = w.row(i).map(|(j, w)| w * z[j]).sum::<f64>() * scale;
        // Rounding must not tell apart draws that are the same.
        let hair = 1e-12 * observed.abs();
        let equal = weights.iter().all(|w| *w == weights[0]);
        let (mut sum, mut sum2, mut above, mut below) = (0.0, 0.0, 0usize, 0usize);
        for draw in draws.chunks_exact(most) {
            // Draws are of the others: places at and after the unit's own are one further on.
            let other = |&j: &u32| z[j as usize + usize::from(j as usize >= i)];
            let lag = if equal {
                weights[0] * draw[..weights.len()].iter().map(other).sum::<f64>()
            } else {
                draw.iter().zip(weights).map(|(j, w)| w * other(j)).sum::<f64>()
            };
            let value = lag * scale;
            sum += value;
            sum2 += value * value;
            above += usize::from(value >= observed - hair);
            below += usize::from(value <= observed + hair);
        }
        let m = permutations as f64;
        let mean = sum / m;
        let sd = ((sum2 - m * mean * mean).max(0.0) / (m - 1.0)).sqrt();
        Some(Conditional { p: (above.min(below) as f64 + 1.0) / (m + 1.0), mean, sd })
    };
    Ok((0..n).into_par_iter().map(one).collect())
}

/// `k` different numbers of 0..n, in random order (Floyd's sample, drawn again on a repeat, which is rare for k far below n).
fn distinct(stream: &mut Stream, k: usize, n: usize) -> Vec<u32> {
    let number = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
    if k * 4 > n {
        let mut all: Vec<u32> = (0..n).map(number).collect();
        stream.shuffle(&mut all);
        all.truncate(k);
        return all;
    }
    let mut held: Vec<u32> = Vec::with_capacity(k);
    while held.len() < k {
        let one = number(stream.below(n));
        if !held.contains(&one) {
            held.push(one);
        }
    }
    held
}

/// Local Geary of every unit: Σ w (zᵢ − zⱼ)², z in standard deviations (n − 1). Anselin (2019), <https://doi.org/10.1111/gean.12164>.
///
/// # Errors
/// As [`super::moran`].
pub fn local_geary(x: &[f64], w: &Weights) -> Result<Vec<f64>, Refusal> {
    let z = centred(x, w)?;
    let variance = z.iter().map(|z| z * z).sum::<f64>() / (z.len() as f64 - 1.0);
    Ok((0..z.len()).map(|i| w.row(i).map(|(j, w)| w * (z[i] - z[j]).powi(2)).sum::<f64>() / variance).collect())
}

/// z of the local G of every unit: the neighbours' sum beside what chance would give. With `star`, the unit is its own neighbour (weight 1, or the mean weight of
/// its row when rows are standardised). Ord & Getis (1995), <https://doi.org/10.1111/j.1538-4632.1995.tb00912.x>. Not a number for a unit without neighbours (no star).
///
/// # Errors
/// As [`super::moran`].
pub fn local_getis_ord(x: &[f64], w: &Weights, star: bool) -> Result<Vec<f64>, Refusal> {
    centred(x, w)?;
    let n = x.len() as f64;
    let (sum, squares) = x.iter().fold((0.0, 0.0), |(s, q), v| (s + v, q + v * v));
    let one = |i: usize| {
        let (mut near, mut total, mut total2) =
            w.row(i).fold((0.0, 0.0, 0.0), |(near, s, q), (j, w)| (near + w * x[j], s + w, q + w * w));
        let (mean, variance, others) = if star {
            let own = if w.degree(i) > 0 { total / w.degree(i) as f64 } else { 1.0 };
            near += own * x[i];
            total += own;
            total2 += own * own;
            (sum / n, squares / n - (sum / n).powi(2), n)
        } else {
            let mean = (sum - x[i]) / (n - 1.0);
            (mean, (squares - x[i] * x[i]) / (n - 1.0) - mean * mean, n - 1.0)
        };
        (near - total * mean) / (variance * (others * total2 - total * total) / (others - 1.0)).sqrt()
    };
    Ok((0..x.len()).map(one).collect())
}

/// Which of these p are small when the share of false finds is held at `rate` (Benjamini & Hochberg 1995,
/// <https://doi.org/10.1111/j.2517-6161.1995.tb02031.x>); a missing p is none.
#[must_use]
pub fn false_discovery(p: &[Option<f64>], rate: f64) -> Vec<bool> {
    let mut sorted: Vec<f64> = p.iter().flatten().copied().collect();
    sorted.sort_by(f64::total_cmp);
    let m = sorted.len() as f64;
    let cut =
        sorted.iter().enumerate().filter(|(at, p)| **p <= rate * (*at as f64 + 1.0) / m).map(|(_, p)| *p).next_back();
    p.iter().map(|p| p.zip(cut).is_some_and(|(p, cut)| p <= cut)).collect()
}
