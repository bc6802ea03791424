//! Lifespans: how long places last, what goes with lasting, and by which exit they end.
//!
//! Pure numbers on slices. Times are ages (years, days: any unit, the answers have the same one); a row is
//! at risk in `(entry, exit]`, so that a place first seen at the age of an event is not at risk of it.

#![allow(clippy::needless_range_loop, reason = "indices run over several lists at once")]

pub mod aft;
pub mod competing;
pub mod cox;
pub mod curve;
mod error;
pub mod imputed;
pub mod interval;
pub mod linear;
pub mod log_rank;
mod methods;
mod newton;
mod order;
mod sample;
mod study;
pub mod summary;
#[cfg(test)]
mod tests;

pub use error::Error;
pub use methods::{
    COMPETING_RISKS, COX, FINE_GRAY, INTERVAL_HAZARDS, KAPLAN_MEIER, LOG_RANK, MI_COX, MI_KAPLAN_MEIER, TURNBULL,
    WEIBULL,
};
pub use sample::{Lives, Sample};
pub use study::LIFESPANS;

use statrs::distribution::{ChiSquared, ContinuousCDF};

/// A test whose statistic is χ²-distributed under its hypothesis.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ChiSquareTest {
    /// The statistic.
    pub statistic: f64,
    /// Degrees of freedom.
    pub df: usize,
    /// Probability of a statistic at least as large under the hypothesis.
    pub p: f64,
}

impl ChiSquareTest {
    /// The test of a statistic with so many degrees of freedom (at least one is counted).
    #[must_use]
    pub fn new(statistic: f64, df: usize) -> Self {
        let p = match ChiSquared::new(df.max(1) as f64) {
            Ok(distribution) => distribution.sf(statistic.max(0.0)),
            Err(_) => 1.0,
        };
        Self { statistic, df, p }
    }
}

/// [`crate::normal::critical`] of a level that is one.
///
/// # Errors
/// When the level is not between 0 and 1.
pub fn critical(level: f64) -> Result<f64, Error> {
    if !(level > 0.0 && level < 1.0) {
        return Err(Error::Level(level));
    }
    Ok(crate::normal::critical(level))
}
