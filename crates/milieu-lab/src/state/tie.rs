//! Ties of persons: a ring of fixed capacity each, one for the physical and one for the virtual layer.
//!
//! A tie stands in the rings of both its ends. Its strength is kept as it was when the two last met and
//! is discounted when read ([`Tie::strength_at`]), and how long it lasts unless it is renewed is drawn when
//! they meet: who meets nobody this month costs nothing this month.

use super::rows::NONE;
use crate::digest::{Bits, Digest};
use crate::real;

/// Ties a person can hold in one layer.
pub const RING: usize = 16;

/// A tie to another person.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Tie {
    /// Row of the other; [`NONE`] for an empty slot.
    pub other: u32,
    /// Row of the place where they first met; [`NONE`] if elsewhere. Rows of places are never used again.
    pub place: u32,
    /// Step of the last meeting.
    pub last: u16,
    /// Step from which the tie is no more unless they meet before.
    pub ends: u16,
    /// Strength at the last meeting, in 1/255.
    pub strength: u8,
    /// Marks: [`BRIDGE`], [`CROSS_CLASS`].
    pub marks: u8,
}

/// No common contact when they last met.
pub const BRIDGE: u8 = 1;
/// Of different classes.
pub const CROSS_CLASS: u8 = 2;

impl Tie {
    /// An empty slot.
    pub const EMPTY: Self = Self { other: NONE, place: NONE, last: 0, ends: 0, strength: 0, marks: 0 };

    /// Whether the tie exists at a step.
    #[inline]
    #[must_use]
    pub fn is_alive(&self, step: u32) -> bool {
        self.other != NONE && step < u32::from(self.ends)
    }

    /// Strength at a step, 0 to 1, where it fades by exp(−rate) a month.
    #[inline]
    #[must_use]
    pub fn strength_at(&self, step: u32, rate: f64) -> f64 {
        let months = f64::from(step.saturating_sub(u32::from(self.last)));
        f64::from(self.strength) / 255.0 * real::exp(-rate * months)
    }
}

impl Bits for Tie {
    #[inline]
    fn feed(&self, digest: &mut Digest) {
        digest.word((u64::from(self.other) << 32) | u64::from(self.place));
        let times = (u64::from(self.last) << 16) | u64::from(self.ends);
        digest.word((times << 16) | (u64::from(self.strength) << 8) | u64::from(self.marks));
    }
}

/// A person's ties of one layer. Not ordered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ring(pub [Tie; RING]);

impl Ring {
    /// No ties.
    pub const EMPTY: Self = Self([Tie::EMPTY; RING]);

    /// Ties that exist at a step.
    pub fn living(&self, step: u32) -> impl Iterator<Item = &Tie> {
        self.0.iter().filter(move |tie| tie.is_alive(step))
    }

    /// How many ties exist at a step.
    #[must_use]
    pub fn count(&self, step: u32) -> usize {
        self.living(step).count()
    }

    /// The tie with this person, if it exists at a step.
    #[must_use]
    pub fn with(&self, other: u32, step: u32) -> Option<&Tie> {
        self.living(step).find(|tie| tie.other == other)
    }

    /// Puts a tie in: over the old one with the same person, else into an empty or ended slot, else
    /// over the weakest of the oldest meeting (fewest steps left, then lowest row: no dependence on order).
    pub fn put(&mut self, tie: Tie, step: u32) {
        let same = self.0.iter().position(|old| old.other == tie.other);
        let free = || self.0.iter().position(|old| !old.is_alive(step));
        let weakest = || (0..RING).min_by_key(|&at| (self.0[at].ends, self.0[at].strength, self.0[at].other));
        if let Some(at) = same.or_else(free).or_else(weakest) {
            self.0[at] = tie;
        }
    }
}

impl Bits for Ring {
    #[inline]
    fn feed(&self, digest: &mut Digest) {
        self.0.iter().for_each(|tie| tie.feed(digest));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tie(other: u32, ends: u16) -> Tie {
        Tie { other, place: 3, last: 2, ends, strength: 255, marks: 0 }
    }

    #[test]
    fn a_ring_keeps_the_ties_that_last() {
        let mut ring = Ring::EMPTY;
        for other in 0..16 {
            ring.put(tie(other, 20 + u16::try_from(other).expect("small")), 2);
        }
        assert_eq!(ring.count(2), 16);
        ring.put(tie(5, 40), 3);
        assert_eq!((ring.count(3), ring.with(5, 3).map(|t| t.ends)), (16, Some(40)), "renewed in its slot");
        ring.put(tie(99, 30), 3);
        assert!(ring.with(0, 3).is_none() && ring.with(99, 3).is_some(), "the one that ends first made room");
        assert_eq!(ring.count(30), 6);
    }

    #[test]
    fn strength_fades() {
        let t = tie(1, 60);
        assert_eq!(t.strength_at(2, 0.06), 1.0);
        assert!((t.strength_at(12, 0.06) - (-0.6_f64).exp()).abs() < 1e-12);
        assert_eq!(std::mem::size_of::<Tie>(), 16);
    }
}
