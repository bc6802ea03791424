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
}

/// Cells of the table of [`Gumbel`].
const CELLS: usize = 1_024;
/// Cells at either end where the curve is too steep for a chord.
const STEEP: usize = 32;

/// Standard Gumbel numbers, −ln(−ln u), from a table: the unobserved part of the utility of one option of many. Between
/// its nodes the curve is followed by chords, within 1.3·10⁻⁴, and in the last 32nd at either end itself; it rises with u.
#[derive(Clone, Debug)]
pub struct Gumbel([f64; CELLS + 1]);

impl Gumbel {
    /// The table.
    #[must_use]
    pub fn new() -> Self {
        let mut at = -1.0;
        Self([(); CELLS + 1].map(|()| {
            at += 1.0;
            // The nodes at 0 and 1 are never asked.
            curve((at / CELLS as f64).clamp(f64::EPSILON, 1.0 - f64::EPSILON))
        }))
    }

    /// The number of these bits ([`Family::bits`]).
    #[inline]
    #[must_use]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "halves of 64 bits; below 1,024")]
    pub fn of(&self, bits: u64) -> f64 {
        let u = inside(bits as u32, (bits >> 32) as u32);
        let x = u * CELLS as f64;
        let cell = x as usize;
        if !(STEEP..CELLS - STEEP).contains(&cell) {
            return curve(u);
        }
        let (from, to) = (self.0[cell], self.0[cell + 1]);
        from + (x - cell as f64) * (to - from)
    }
}

fn curve(u: f64) -> f64 {
    -real::ln(-real::ln(u))
}

impl Default for Gumbel {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chords_are_near_the_curve_and_rise() {
        let table = Gumbel::new();
        let mut before = f64::NEG_INFINITY;
        for n in 0..400_000_u64 {
            // Bits in order of the number they make.
            let bits = (n << 45) | (1 << 44);
            let (u, found) = (inside(bits as u32, (bits >> 32) as u32), table.of(bits));
            assert!((found - curve(u)).abs() < 1.3e-4 && found > before, "{u}: {found}");
            before = found;
        }
        assert!(table.of(0) < -3.5 && table.of(u64::MAX) > 35.0);
    }
}
