//! Several ways to end: closed, absorbed, converted. What ends one way is no longer at risk of the others.
//!
//! The share ended by one cause is Aalen–Johansen's, never one minus Kaplan–Meier, which would count places that were
//! absorbed as if they could still close. Effects on each cause are estimated by [`super::cox`] with the other causes
//! censored (the default); [`fine_gray()`] models the share itself.

mod fine_gray;
mod gray;
mod incidence;
mod weighted_rows;

pub use fine_gray::{FineGray, fine_gray};
pub use gray::gray;
pub use incidence::{Incidence, incidence};
pub use weighted_rows::{WeightedRows, weighted_rows};

use super::Error;
use super::sample::{Sample, length};

/// Rows at risk in `(entry, exit]`, of which some end by a cause.
#[derive(Clone, Copy, Debug)]
pub struct Causes<'a> {
    /// Age from which a row is observed.
    pub entry: Option<&'a [f64]>,
    /// Age at the end or when last heard of.
    pub exit: &'a [f64],
    /// Cause of the end, counted from 1; 0 for censored.
    pub cause: &'a [usize],
}

impl Causes<'_> {
    /// How many causes there are: the largest number.
    #[must_use]
    pub fn count(&self) -> usize {
        self.cause.iter().copied().max().unwrap_or(0)
    }

    /// Whether every row can be used; gives whether each row ends at all.
    fn check(&self) -> Result<Vec<bool>, Error> {
        length("cause", self.exit.len(), self.cause.len())?;
        let event: Vec<bool> = self.cause.iter().map(|&c| c > 0).collect();
        Sample { entry: self.entry, exit: self.exit, event: &event }.check()?;
        Ok(event)
    }
}
