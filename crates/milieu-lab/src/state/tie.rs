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

/// A person's ties of one layer, not ordered. Slots are taken from the front on, so whoever looks for somebody can stop at
/// the first that was never used: few people hold more ties than fit into the first line of memory.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(64))]
pub struct Ring([Tie; RING]);

impl Ring {
    /// No ties.
    pub const EMPTY: Self = Self([Tie::EMPTY; RING]);

    /// Looks at who is in the first slot: see [`crate::kernel::gather_near`].
    #[inline]
    #[must_use]
    pub fn near(&self) -> u64 {
        u64::from(self.0[0].other)
    }

    /// Ties that exist at a step.
    #[inline]
    pub fn living(&self, step: u32) -> impl Iterator<Item = Tie> + '_ {
        self.0.iter().take_while(|tie| tie.other != NONE).filter(move |tie| step < u32::from(tie.ends)).copied()
    }

    /// The other ends of ties that exist at a step.
    #[inline]
    pub fn others(&self, step: u32) -> impl Iterator<Item = u32> + '_ {
        self.living(step).map(|tie| tie.other)
    }

    /// How many ties exist at a step.
    #[must_use]
    pub fn count(&self, step: u32) -> usize {
        self.living(step).count()
    }

    /// Whether there is a tie with this person at a step.
    #[inline]
    #[must_use]
    pub fn has(&self, other: u32, step: u32) -> bool {
        self.with(other, step).is_some()
    }

    /// The tie with this person, if it exists at a step.
    #[inline]
    #[must_use]
    pub fn with(&self, other: u32, step: u32) -> Option<Tie> {
        self.living(step).find(|tie| tie.other == other)
    }

    /// Puts a tie in: over the old one with the same person, else into an empty or ended slot, else
    /// over the weakest of the oldest meeting (fewest steps left, then lowest row: no dependence on order).
    pub fn put(&mut self, tie: Tie, step: u32) {
        let same = self.0.iter().take_while(|one| one.other != NONE).position(|one| one.other == tie.other);
        let free = || self.0.iter().position(|one| step >= u32::from(one.ends));
        let weakest = || (0..RING).min_by_key(|&n| (self.0[n].ends, self.0[n].strength, self.0[n].other));
        if let Some(slot) = same.or_else(free).or_else(weakest) {
            self.0[slot] = tie;
        }
    }
}

impl Bits for Ring {
    #[inline]
    fn feed(&self, digest: &mut Digest) {
        self.0.iter().for_each(|tie| tie.feed(digest));
    }
}

/// How strength fades at a rate, by months: the exponentials of [`Tie::strength_at`], each taken once.
#[derive(Clone, Debug)]
pub struct Fading {
    rate: f64,
    left: Vec<f64>,
}

impl Fading {
    /// Months in the table: longer than almost every tie goes without a meeting.
    const MONTHS: u32 = 256;

    /// Of this rate a month.
    #[must_use]
    pub fn new(rate: f64) -> Self {
        Self { rate, left: (0..Self::MONTHS).map(|months| real::exp(-rate * f64::from(months))).collect() }
    }

    /// Strength of a tie at a step.
    #[inline]
    #[must_use]
    pub fn strength(&self, tie: &Tie, step: u32) -> f64 {
        match self.left.get(step.saturating_sub(u32::from(tie.last)) as usize) {
            Some(left) => f64::from(tie.strength) / 255.0 * left,
            None => tie.strength_at(step, self.rate),
        }
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
        let fading = Fading::new(0.06);
        assert!([2, 3, 12, 40, 400].iter().all(|&step| fading.strength(&t, step) == t.strength_at(step, 0.06)));
        assert_eq!(std::mem::size_of::<Ring>(), 256);
    }
}
