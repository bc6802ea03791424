//! Agreement between coders. See `README.md`.

mod alpha;
mod chance;
mod kappa;
mod methods;
mod ratings;
mod read;
mod study;

pub use alpha::{Alpha, Bootstrap, Level, OfCode, alpha, bootstrap, per_code};
pub use chance::{Agreement, Chance, Fleiss, agreement, fleiss_complete};
pub use kappa::{Cohen, cohen, confusion};
pub use methods::{FLEISS, KAPPA, KRIPPENDORFF};
pub use ratings::{Ratings, Weights};
pub use study::CODINGS;

use statrs::distribution::{ContinuousCDF, Normal};

/// Lower and upper end.
pub type Interval = [f64; 2];

/// value ± z · se.
fn normal_interval(value: f64, se: f64, level: f64) -> Interval {
    let z = Normal::standard().inverse_cdf(f64::midpoint(1.0, level));
    [value - z * se, value + z * se]
}

/// Two-sided p of a standard normal deviate.
fn two_sided(z: f64) -> f64 {
    2.0 * Normal::standard().sf(z.abs())
}

/// Quantile of sorted numbers, between neighbours in proportion (type 7 of Hyndman & Fan 1996).
fn quantile(sorted: &[f64], at: f64) -> f64 {
    let place = at * (sorted.len() - 1) as f64;
    let below = sorted[place.floor() as usize];
    let above = sorted[place.ceil() as usize];
    below + (above - below) * place.fract()
}

#[cfg(test)]
mod tests;
