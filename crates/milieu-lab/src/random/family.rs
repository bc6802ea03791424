//! Draws of one event for many second parties, such as what a person thinks of each place.

use super::inside;
use crate::real;
use crate::uid::{Uid, mix};

/// Draws of one event by second party: the event's 128 bits mixed with the other's identity. As much a pure function
/// of (seed, step, stream, who, whom) as a block of its own for each, at a quarter of the price.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Family {
    key: u64,
    mask: u64,
}

impl Family {
    pub(super) const fn new(key: u64, mask: u64) -> Self {
        Self { key, mask }
    }

    /// 64 bits for this second party.
    #[inline]
    #[must_use]
    pub fn bits(self, whom: Uid) -> u64 {
        mix(self.key ^ whom.0) ^ self.mask
    }

    /// A number strictly between 0 and 1.
    #[inline]
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "the two halves of 64 bits")]
    pub fn unit(self, whom: Uid) -> f64 {
        let bits = self.bits(whom);
        inside(bits as u32, (bits >> 32) as u32)
    }

    /// A standard Gumbel number, −ln(−ln u).
    #[inline]
    #[must_use]
    pub fn gumbel(self, whom: Uid) -> f64 {
        -real::ln(-real::ln(self.unit(whom)))
    }
}

/// What Gumbel numbers are at most, by the first ten bits of their draw: who cannot be the best option even so need
/// not be judged, and two logarithms are saved.
#[derive(Clone, Debug)]
pub struct Luckiest([f64; 1_024]);

impl Luckiest {
    /// The table.
    #[must_use]
    pub fn new() -> Self {
        let mut to = 0.0;
        Self([(); 1_024].map(|()| {
            to += 1.0 / 1_024.0;
            if to < 1.0 { -real::ln(-real::ln(to)) } else { f64::INFINITY }
        }))
    }

    /// The most that the Gumbel number of these bits ([`Family::bits`]) can be.
    #[inline]
    #[must_use]
    pub fn of(&self, bits: u64) -> f64 {
        self.0[(bits >> 54) as usize]
    }
}

impl Default for Luckiest {
    fn default() -> Self {
        Self::new()
    }
}
