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

/// Lower and upper end.
pub type Interval = [f64; 2];

/// value ± z · se.
fn normal_interval(value: f64, se: f64, level: f64) -> Interval {
    let z = crate::normal::critical(level);
    [value - z * se, value + z * se]
}

#[cfg(test)]
mod tests;
