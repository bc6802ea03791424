//! Chance that can be addressed: Philox4x32-10, a counter-based generator.
//!
//! A draw is a pure function of (seed, stream, position). Every permutation, replicate or event
//! takes a stream of its own, so that no answer depends on how work is shared among threads, and
//! adding a stream leaves all others as they were.
//!
//! Source: Salmon, Moraes, Dror & Shaw (2011), *Parallel random numbers: as easy as 1, 2, 3*,
//! <https://doi.org/10.1145/2063384.2063405>; pinned by the test vectors published with it.

const ROUNDS: usize = 10;
const MULTIPLIERS: [u32; 2] = [0xD251_1F53, 0xCD9E_8D57];
/// Golden ratio and √3 − 1: what the key moves on by in each round.
const WEYL: [u32; 2] = [0x9E37_79B9, 0xBB67_AE85];

/// The 128 bits that belong to a counter under a key.
#[must_use]
#[inline]
pub fn philox(counter: [u32; 4], key: [u32; 2]) -> [u32; 4] {
    let (mut c, mut k) = (counter, key);
    for _ in 0..ROUNDS {
        let a = u64::from(MULTIPLIERS[0]) * u64::from(c[0]);
        let b = u64::from(MULTIPLIERS[1]) * u64::from(c[2]);
        c = [high(b) ^ c[1] ^ k[0], low(b), high(a) ^ c[3] ^ k[1], low(a)];
        k = [k[0].wrapping_add(WEYL[0]), k[1].wrapping_add(WEYL[1])];
    }
    c
}

#[inline]
fn high(x: u64) -> u32 {
    u32::try_from(x >> 32).unwrap_or_default()
}

#[inline]
fn low(x: u64) -> u32 {
    u32::try_from(x & 0xFFFF_FFFF).unwrap_or_default()
}

/// One stream of draws: the seed is the key, the stream's number the upper half of the counter.
#[derive(Clone, Debug)]
pub struct Stream {
    key: [u32; 2],
    number: u64,
    /// Blocks taken.
    position: u64,
    block: [u32; 4],
    /// Words of the block not yet given out.
    left: usize,
}

impl Stream {
    /// The stream of this number under a seed, at its start.
    #[must_use]
    pub fn new(seed: u64, number: u64) -> Self {
        Self { key: [low(seed), high(seed)], number, position: 0, block: [0; 4], left: 0 }
    }

    /// 32 random bits.
    pub fn bits32(&mut self) -> u32 {
        if self.left == 0 {
            let counter = [low(self.position), high(self.position), low(self.number), high(self.number)];
            self.block = philox(counter, self.key);
            self.position += 1;
            self.left = 4;
        }
        self.left -= 1;
        self.block[3 - self.left]
    }

    /// 64 random bits.
    pub fn bits64(&mut self) -> u64 {
        let low = u64::from(self.bits32());
        low | (u64::from(self.bits32()) << 32)
    }

    /// A number of [0, 1), uniform on the multiples of 2⁻⁵³.
    #[expect(clippy::cast_precision_loss, reason = "53 bits are exact in a double")]
    pub fn unit(&mut self) -> f64 {
        (self.bits64() >> 11) as f64 * (1.0 / (1u64 << 53) as f64)
    }

    /// A whole number of [0, n), each equally likely; 0 when n is 0.
    ///
    /// Lemire (2019), *Fast random integer generation in an interval*,
    /// <https://doi.org/10.1145/3230636>: one multiplication, redrawn only where it would be uneven.
    pub fn below(&mut self, n: usize) -> usize {
        let n = u64::try_from(n).unwrap_or(u64::MAX);
        if n == 0 {
            return 0;
        }
        loop {
            let wide = u128::from(self.bits64()) * u128::from(n);
            let rest = wide & u128::from(u64::MAX);
            // What would be uneven is less than n, so that the division is hardly ever needed.
            if rest >= u128::from(n) || rest >= u128::from(n.wrapping_neg() % n) {
                return usize::try_from(wide >> 64).unwrap_or_default();
            }
        }
    }

    /// Brings a slice into an order drawn evenly from all of them (Fisher–Yates).
    pub fn shuffle<T>(&mut self, slice: &mut [T]) {
        for last in (1..slice.len()).rev() {
            slice.swap(last, self.below(last + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gives_the_vectors_published_with_it() {
        assert_eq!(philox([0; 4], [0; 2]), [0x6627_e8d5, 0xe169_c58d, 0xbc57_ac4c, 0x9b00_dbd8]);
        assert_eq!(philox([u32::MAX; 4], [u32::MAX; 2]), [0x408f_276d, 0x41c8_3b0e, 0xa20b_c7c6, 0x6d54_51fd]);
        let pi = philox([0x243f_6a88, 0x85a3_08d3, 0x1319_8a2e, 0x0370_7344], [0xa409_3822, 0x299f_31d0]);
        assert_eq!(pi, [0xd16c_fe09, 0x94fd_cceb, 0x5001_e420, 0x2412_6ea1]);
    }

    #[test]
    fn streams_differ_and_repeat() {
        let take = |seed, number| {
            (0..8)
                .map({
                    let mut s = Stream::new(seed, number);
                    move |_| s.bits32()
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(take(1, 2), take(1, 2));
        assert_ne!(take(1, 2), take(1, 3));
        assert_ne!(take(1, 2), take(2, 2));
    }

    #[test]
    fn stays_inside_and_is_even() {
        let mut stream = Stream::new(7, 0);
        let mut seen = [0usize; 6];
        for _ in 0..60_000 {
            seen[stream.below(6)] += 1;
            assert!((0.0..1.0).contains(&stream.unit()));
        }
        // Six standard deviations of a binomial count (√(60000 · 1/6 · 5/6) ≈ 91).
        assert!(seen.iter().all(|&n| n.abs_diff(10_000) < 550), "{seen:?}");
        assert_eq!(stream.below(0), 0);
    }

    #[test]
    fn a_shuffle_keeps_every_item() {
        let mut items: Vec<usize> = (0..100).collect();
        Stream::new(3, 4).shuffle(&mut items);
        assert_ne!(items, (0..100).collect::<Vec<_>>());
        items.sort_unstable();
        assert_eq!(items, (0..100).collect::<Vec<_>>());
    }
}
