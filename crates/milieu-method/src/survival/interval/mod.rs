//! Ends known only to lie between two days: interval-censored lifespans.
//!
//! A row ended in `(left, right]`; `left = right` is an exact age, an infinite `right` is right-censored.

mod compare;
mod hazards;
mod turnbull;

pub use compare::{Comparison, Scores, compare};
pub use hazards::{IntervalHazards, interval_hazards};
pub use turnbull::{Turnbull, turnbull};

use super::Error;
use super::sample::length;

/// Rows that ended in `(left, right]`.
#[derive(Clone, Copy, Debug)]
pub struct Intervals<'a> {
    /// The last age at which a row was known to last.
    pub left: &'a [f64],
    /// The first age at which it was known to have ended; infinite when it was not.
    pub right: &'a [f64],
}

impl Intervals<'_> {
    /// How many rows there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.left.len()
    }

    /// Whether there is no row.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.left.is_empty()
    }

    /// Rows that are known to have ended.
    #[must_use]
    pub fn events(&self) -> usize {
        self.right.iter().filter(|r| r.is_finite()).count()
    }

    /// Whether every row can be used.
    ///
    /// # Errors
    /// Names the first row that cannot.
    pub fn check(&self) -> Result<(), Error> {
        if self.left.is_empty() {
            return Err(Error::Empty);
        }
        length("right", self.left.len(), self.right.len())?;
        for (row, (&left, &right)) in self.left.iter().zip(self.right).enumerate() {
            if !left.is_finite() || right.is_nan() {
                return Err(Error::NotFinite { what: "left or right", row });
            }
            if left < 0.0 {
                return Err(Error::Negative { row });
            }
            if right < left {
                return Err(Error::Interval { row });
            }
        }
        Ok(())
    }
}
