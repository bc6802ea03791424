//! The state's hash: 64 bits over every column in its declared order.
//!
//! Two runs that differ anywhere differ here. It is our own, so that it stays the same from one
//! compiler to the next; each chunk of rows is hashed by itself and the chunks' hashes are folded in
//! order, so that threads may share the work.

use rayon::prelude::*;

use crate::kernel::CHUNK;
use crate::uid::{Uid, mix};

/// A hash under way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Digest(pub u64);

impl Default for Digest {
    fn default() -> Self {
        Self(mix(0))
    }
}

impl Digest {
    /// Takes in a word: one rotation and one multiplication, so that order matters and equal words do not cancel.
    #[inline]
    pub fn word(&mut self, word: u64) {
        self.0 = (self.0.rotate_left(23) ^ word).wrapping_mul(0x2545_F491_4F6C_DD1D);
    }

    /// Takes in a column.
    pub fn column<T: Bits + Sync>(&mut self, column: &[T]) {
        let chunks: Vec<u64> = column
            .par_chunks(CHUNK)
            .map(|rows| {
                let mut digest = Self::default();
                rows.iter().for_each(|row| row.feed(&mut digest));
                mix(digest.0)
            })
            .collect();
        self.word(column.len() as u64);
        chunks.into_iter().for_each(|chunk| self.word(chunk));
    }
}

/// What can be hashed: all its bits, in one order.
pub trait Bits {
    /// Feeds them.
    fn feed(&self, digest: &mut Digest);
}

macro_rules! whole_numbers {
    ($($number:ty),*) => {$(
        impl Bits for $number {
            #[inline]
            fn feed(&self, digest: &mut Digest) {
                digest.word(u64::from(*self));
            }
        }
    )*};
}

whole_numbers!(bool, u8, u16, u32, u64);

impl Bits for f64 {
    #[inline]
    fn feed(&self, digest: &mut Digest) {
        digest.word(self.to_bits());
    }
}

impl Bits for f32 {
    #[inline]
    fn feed(&self, digest: &mut Digest) {
        digest.word(u64::from(self.to_bits()));
    }
}

impl Bits for Uid {
    #[inline]
    fn feed(&self, digest: &mut Digest) {
        digest.word(self.0);
    }
}

impl<T: Bits, const N: usize> Bits for [T; N] {
    #[inline]
    fn feed(&self, digest: &mut Digest) {
        self.iter().for_each(|part| part.feed(digest));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of<T: Bits + Sync>(column: &[T]) -> u64 {
        let mut digest = Digest::default();
        digest.column(column);
        digest.0
    }

    #[test]
    fn every_row_and_the_order_count() {
        let column: Vec<f64> = (0..10_000).map(f64::from).collect();
        let mut other = column.clone();
        other[9_999] = 9_999.000_000_000_002;
        assert_ne!(of(&column), of(&other));
        other.clone_from(&column);
        other.swap(3, 5_000);
        assert_ne!(of(&column), of(&other));
        assert_ne!(of(&[0.0]), of(&[0.0, 0.0]));
        assert_ne!(of(&[1_u32, 1]), of(&[0_u32, 0]));
    }

    #[test]
    fn the_hash_is_pinned() {
        assert_eq!(of(&[1_u32, 2, 3]), 0x68DC_F679_9B64_635E);
    }
}
