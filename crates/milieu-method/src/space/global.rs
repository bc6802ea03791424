//! One number for the whole map: Moran, Geary, Getis–Ord.

use rayon::prelude::*;

use super::weights::Weights;
use crate::analysis::Refusal;
use crate::normal::upper_p;
use crate::random::Stream;

/// A statistic with its expectation and variance where values lie anywhere (randomisation).
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Global {
    /// The statistic.
    pub value: f64,
    /// Its expectation.
    pub expected: f64,
    /// Its variance under randomisation.
    pub variance: f64,
    /// Its deviation in standard errors; positive where like values lie together.
    pub z: f64,
    /// One-sided p of `z`: like values lie together.
    pub p: f64,
    /// Variance and z where values are draws from one normal distribution; Moran only.
    pub normal: Option<(f64, f64)>,
}

/// Distribution of a statistic over permutations of the values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Permuted {
    /// (b + 1) / (m + 1), b counting permutations whose statistic is at least as large; one-sided.
    pub p: f64,
    /// Mean over permutations.
    pub mean: f64,
    /// Standard deviation over permutations.
    pub sd: f64,
    /// Permutations.
    pub permutations: usize,
}

/// Values less their mean, checked.
pub(super) fn centred(x: &[f64], w: &Weights) -> Result<Vec<f64>, Refusal> {
    let n = x.len();
    if n != w.len() || n < 4 {
        return Err(Refusal::new("too-few-units", format!("{n} values on {} units", w.len()))
            .why("the variance of the statistic needs four units and a value for each")
            .help("give a value for each unit, and at least four"));
    }
    if x.iter().any(|v| !v.is_finite()) {
        return Err(Refusal::new("not-a-number", "a value is not finite")
            .why("values are set against their mean")
            .help("leave such units out"));
    }
    if w.links() == 0 {
        return Err(Refusal::new("no-neighbours", "no unit has a neighbour")
            .why("nothing can be said of neighbours")
            .help("widen the band, or ask for nearest neighbours"));
    }
    let mean = x.iter().sum::<f64>() / n as f64;
    let z: Vec<f64> = x.iter().map(|v| v - mean).collect();
    let scale = x.iter().map(|v| v * v).sum::<f64>();
    if z.iter().map(|z| z * z).sum::<f64>() <= 1e-24 * scale || scale == 0.0 {
        return Err(Refusal::new("no-variation", "all values are the same")
            .why("like and unlike neighbours cannot be told")
            .help("ask about a variable that varies"));
    }
    Ok(z)
}

fn of(value: f64, expected: f64, variance: f64, sign: f64) -> Global {
    let z = sign * (value - expected) / variance.sqrt();
    Global { value, expected, variance, z, p: upper_p(z), normal: None }
}

/// m4 / m2², the kurtosis that the variance under randomisation depends on.
fn kurtosis(z: &[f64]) -> f64 {
    let n = z.len() as f64;
    let moment = |k: i32| z.iter().map(|z| z.powi(k)).sum::<f64>() / n;
    moment(4) / moment(2).powi(2)
}

/// Moran's I = n / S0 · Σ w zᵢ zⱼ / Σ z². Moran (1950), <https://doi.org/10.2307/2332142>; moments of Cliff & Ord (1981), *Spatial Processes*, ch. 1.
///
/// # Errors
/// Fewer than four units, values that do not vary or are not finite, no links.
pub fn moran(x: &[f64], w: &Weights) -> Result<Global, Refusal> {
    let z = centred(x, w)?;
    let n = x.len() as f64;
    let [s0, s1, s2] = w.sums();
    let value = statistic(&z, w, s0);
    let expected = -1.0 / (n - 1.0);
    let k = kurtosis(&z);
    let normal = (n * n * s1 - n * s2 + 3.0 * s0 * s0) / (s0 * s0 * (n * n - 1.0)) - expected * expected;
    let first = n * ((n * n - 3.0 * n + 3.0) * s1 - n * s2 + 3.0 * s0 * s0);
    let second = k * ((n * n - n) * s1 - 2.0 * n * s2 + 6.0 * s0 * s0);
    let variance = (first - second) / ((n - 1.0) * (n - 2.0) * (n - 3.0) * s0 * s0) - expected * expected;
    Ok(Global { normal: Some((normal, (value - expected) / normal.sqrt())), ..of(value, expected, variance, 1.0) })
}

fn statistic(z: &[f64], w: &Weights, s0: f64) -> f64 {
    let cross: f64 = (0..z.len()).map(|i| z[i] * w.row(i).map(|(j, w)| w * z[j]).sum::<f64>()).sum();
    z.len() as f64 / s0 * cross / z.iter().map(|z| z * z).sum::<f64>()
}

/// Moran's I over permutations of the values, one stream each.
///
/// # Errors
/// As [`moran`].
pub fn moran_permuted(x: &[f64], w: &Weights, permutations: usize, seed: u64) -> Result<Permuted, Refusal> {
    let z = centred(x, w)?;
    let s0 = w.sums()[0];
    let own = statistic(&z, w, s0);
    let drawn: Vec<f64> = (0..permutations)
        .into_par_iter()
        .map(|at| {
            let mut order = z.clone();
            Stream::new(seed, at as u64).shuffle(&mut order);
            statistic(&order, w, s0)
        })
        .collect();
    let m = permutations as f64;
    let mean = drawn.iter().sum::<f64>() / m;
    let sd = (drawn.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / (m - 1.0)).sqrt();
    // Rounding must not make a permutation that gives the same map a smaller statistic.
    let above = drawn.iter().filter(|v| **v >= own - 1e-12).count();
    Ok(Permuted { p: (above as f64 + 1.0) / (m + 1.0), mean, sd, permutations })
}

/// Geary's C = (n − 1) / 2 S0 · Σ w (xᵢ − xⱼ)² / Σ z²; below 1 where like values lie together (its z has the sign turned).
/// Geary (1954), <https://doi.org/10.2307/2986645>; moments of Cliff & Ord (1981).
///
/// # Errors
/// As [`moran`].
pub fn geary(x: &[f64], w: &Weights) -> Result<Global, Refusal> {
    let z = centred(x, w)?;
    let n = x.len() as f64;
    let [s0, s1, s2] = w.sums();
    let apart: f64 = (0..z.len()).map(|i| w.row(i).map(|(j, w)| w * (z[i] - z[j]).powi(2)).sum::<f64>()).sum();
    let value = (n - 1.0) * apart / (2.0 * s0 * z.iter().map(|z| z * z).sum::<f64>());
    let k = kurtosis(&z);
    let first = (n - 1.0) * s1 * (n * n - 3.0 * n + 3.0 - (n - 1.0) * k);
    let second = (n - 1.0) * s2 * (n * n + 3.0 * n - 6.0 - (n * n - n + 2.0) * k) / 4.0;
    let third = s0 * s0 * (n * n - 3.0 - (n - 1.0).powi(2) * k);
    let variance = (first - second + third) / (n * (n - 2.0) * (n - 3.0) * s0 * s0);
    Ok(of(value, 1.0, variance, -1.0))
}

/// Getis–Ord G = Σ w xᵢ xⱼ / Σ xᵢ xⱼ (i ≠ j): high where high values lie together, low where low values do.
/// Getis & Ord (1992), <https://doi.org/10.1111/j.1538-4632.1992.tb00261.x>. Weights are best binary.
///
/// # Errors
/// As [`moran`]; a value below zero.
pub fn getis_ord(x: &[f64], w: &Weights) -> Result<Global, Refusal> {
    centred(x, w)?;
    if x.iter().any(|v| *v < 0.0) {
        return Err(Refusal::new("negative-values", "a value is below zero")
            .why("G is a share of products of values from a true zero")
            .help("ask for Moran’s I instead"));
    }
    let n = x.len() as f64;
    let [s0, s1, s2] = w.sums();
    let m = |k: i32| x.iter().map(|v| v.powi(k)).sum::<f64>();
    let (m1, m2, m3, m4) = (m(1), m(2), m(3), m(4));
    let near: f64 = (0..x.len()).map(|i| x[i] * w.row(i).map(|(j, w)| w * x[j]).sum::<f64>()).sum();
    let value = near / (m1 * m1 - m2);
    let expected = s0 / (n * (n - 1.0));
    let b0 = (n * n - 3.0 * n + 3.0) * s1 - n * s2 + 3.0 * s0 * s0;
    let b1 = -((n * n - n) * s1 - 2.0 * n * s2 + 6.0 * s0 * s0);
    let b2 = -(2.0 * n * s1 - (n + 3.0) * s2 + 6.0 * s0 * s0);
    let b3 = 4.0 * (n - 1.0) * s1 - 2.0 * (n + 1.0) * s2 + 8.0 * s0 * s0;
    let b4 = s1 - s2 + s0 * s0;
    let sum = b0 * m2 * m2 + b1 * m4 + b2 * m1 * m1 * m2 + b3 * m1 * m3 + b4 * m1.powi(4);
    let falling = n * (n - 1.0) * (n - 2.0) * (n - 3.0);
    let variance = sum / ((m1 * m1 - m2).powi(2) * falling) - expected * expected;
    Ok(of(value, expected, variance, 1.0))
}
