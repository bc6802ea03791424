//! Draws addressed by event: the same event meets the same chance in every scenario.
//!
//! A draw is a pure function of seed, step, stream, who it happens to and a second party. There is no
//! generator whose state moves on, so a place that is added or removed leaves all other draws alone;
//! that is what makes two scenarios comparable event by event. The generator is Philox4x32-10
//! ([`milieu_method::random::philox`]): key = seed, counter = (uid low, uid high, step·2¹⁶ + stream,
//! index or second party).

mod family;

use milieu_method::random::philox;

use crate::real;
use crate::uid::Uid;

pub use family::{Family, Gumbel};

/// What a draw is about. The numbers are part of the model: a new stream takes a new number and
/// none is ever given out again, so that no other draw moves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u16)]
pub enum Stream {
    /// What the world is like at the start.
    Start = 1,
    /// Noise of a target.
    Target = 2,
    /// Competence and style of an official.
    Official = 3,
    /// Who is promoted.
    Promotion = 4,
    /// How long a term lasts.
    Term = 5,
    /// Audits.
    Audit = 6,
    /// Campaign attention.
    Campaign = 7,
    /// Arrivals of firms from outside.
    Arrival = 8,
    /// Which way a firm searches.
    Search = 9,
    /// Whether an imitation succeeds.
    Imitate = 10,
    /// Whether a recombination succeeds.
    Recombine = 11,
    /// What is taken from outside.
    Absorb = 12,
    /// Payoff of two capabilities together: a landscape, the same for all steps.
    Landscape = 13,
    /// A firm's entry.
    Entry = 14,
    /// A firm's exit or change of owner.
    Exit = 15,
    /// Whether a person moves.
    Move = 16,
    /// Where a person moves to.
    Destination = 17,
    /// Employment.
    Job = 18,
    /// Whether memberships are thought over.
    Reconsider = 19,
    /// Which place is joined.
    Join = 20,
    /// Whether a member leaves.
    Leave = 21,
    /// Whether an open night is attended.
    Attend = 22,
    /// Who is met.
    Meet = 23,
    /// Whether a meeting becomes a tie.
    Tie = 24,
    /// How long a tie lasts.
    Decay = 25,
    /// What is learnt.
    Learn = 26,
    /// Projects of the virtual layer.
    Project = 27,
    /// Start-ups.
    Startup = 28,
    /// Birth of a place.
    Birth = 29,
    /// What a new place is like.
    Found = 30,
    /// A lease that comes up.
    Lease = 31,
    /// A founder who burns out.
    Burnout = 32,
    /// A community place turned into a hub.
    Convert = 33,
    /// Review after a campaign.
    Review = 34,
    /// Rents.
    Rent = 35,
    /// Zones.
    Zone = 36,
    /// Events held by places.
    Event = 37,
}

impl Stream {
    /// Every stream, by its number.
    pub const ALL: &'static [Self] = &[
        Self::Start,
        Self::Target,
        Self::Official,
        Self::Promotion,
        Self::Term,
        Self::Audit,
        Self::Campaign,
        Self::Arrival,
        Self::Search,
        Self::Imitate,
        Self::Recombine,
        Self::Absorb,
        Self::Landscape,
        Self::Entry,
        Self::Exit,
        Self::Move,
        Self::Destination,
        Self::Job,
        Self::Reconsider,
        Self::Join,
        Self::Leave,
        Self::Attend,
        Self::Meet,
        Self::Tie,
        Self::Decay,
        Self::Learn,
        Self::Project,
        Self::Startup,
        Self::Birth,
        Self::Found,
        Self::Lease,
        Self::Burnout,
        Self::Convert,
        Self::Review,
        Self::Rent,
        Self::Zone,
        Self::Event,
    ];
}

/// The chance of one seed at one step. Copied freely: it has no state.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Chance {
    key: [u32; 2],
    step: u16,
}

const TWO_53: f64 = 9_007_199_254_740_992.0;

#[expect(clippy::cast_possible_truncation, reason = "the two halves of 64 bits")]
fn halves(x: u64) -> [u32; 2] {
    [x as u32, (x >> 32) as u32]
}

/// 53 of 64 bits, at the middle of their interval: strictly between 0 and 1.
#[expect(clippy::cast_precision_loss, reason = "52 bits are exact in a double")]
fn inside(low: u32, high: u32) -> f64 {
    let bits = (u64::from(low) | (u64::from(high) << 32)) >> 12;
    (2.0 * bits as f64 + 1.0) / TWO_53
}

impl Chance {
    /// The chance of a seed, at step 0.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { key: halves(seed), step: 0 }
    }

    /// The same seed at another step, such as the year for what is drawn once a year.
    #[must_use]
    pub fn at(self, step: u16) -> Self {
        Self { step, ..self }
    }

    /// The 128 bits of an event.
    #[inline]
    #[must_use]
    pub fn block(self, stream: Stream, who: Uid, index: u32) -> [u32; 4] {
        let [low, high] = halves(who.0);
        philox([low, high, (u32::from(self.step) << 16) | u32::from(stream as u16), index], self.key)
    }

    /// A number strictly between 0 and 1.
    #[inline]
    #[must_use]
    pub fn unit(self, stream: Stream, who: Uid, index: u32) -> f64 {
        let [a, b, ..] = self.block(stream, who, index);
        inside(a, b)
    }

    /// Two independent numbers strictly between 0 and 1.
    #[inline]
    #[must_use]
    pub fn pair(self, stream: Stream, who: Uid, index: u32) -> [f64; 2] {
        let [a, b, c, d] = self.block(stream, who, index);
        [inside(a, b), inside(c, d)]
    }

    /// Four independent numbers strictly between 0 and 1, of 32 bits each: four draws for the price of one.
    #[inline]
    #[must_use]
    pub fn four(self, stream: Stream, who: Uid, index: u32) -> [f64; 4] {
        self.block(stream, who, index).map(|w| (f64::from(w) + 0.5) / 4_294_967_296.0)
    }

    /// Draws of one event that differ by their second party only, such as a person's opinion of each of many places.
    #[inline]
    #[must_use]
    pub fn family(self, stream: Stream, who: Uid, index: u32) -> Family {
        let [a, b, c, d] = self.block(stream, who, index);
        let join = |low: u32, high: u32| u64::from(low) | (u64::from(high) << 32);
        Family::new(join(a, b), join(c, d))
    }

    /// Whether an event of this probability happens.
    #[inline]
    #[must_use]
    pub fn happens(self, stream: Stream, who: Uid, index: u32, probability: f64) -> bool {
        self.unit(stream, who, index) < probability
    }

    /// Whether an event of this hazard a month happens within the month: 1 − exp(−hazard).
    #[inline]
    #[must_use]
    pub fn strikes(self, stream: Stream, who: Uid, index: u32, hazard: f64) -> bool {
        self.unit(stream, who, index) < 1.0 - real::exp(-hazard.max(0.0))
    }

    /// Steps until an event of this hazard a step first happens: geometric, 1 or more; 60,000 (never, for a run) at
    /// most. To draw it once is the same as to ask every step whether the event happens, and costs nothing in between.
    #[inline]
    #[must_use]
    pub fn waits(self, stream: Stream, who: Uid, index: u32, hazard: f64) -> u16 {
        wait(self.unit(stream, who, index), hazard)
    }

    /// A whole number of [0, n); 0 when n is 0. Uneven by less than n·2⁻³².
    #[inline]
    #[must_use]
    pub fn below(self, stream: Stream, who: Uid, index: u32, n: usize) -> usize {
        let [word, ..] = self.block(stream, who, index);
        within(word, n)
    }

    /// A standard normal number, by inversion: it rises with the unit number of the same event.
    #[must_use]
    pub fn normal(self, stream: Stream, who: Uid, index: u32) -> f64 {
        real::normal_quantile(self.unit(stream, who, index))
    }

    /// A Poisson number of this mean.
    ///
    /// Below a mean of 10 by inversion, so that a higher mean never gives a smaller number for the same
    /// event; above by transformed rejection (Hörmann 1993, <https://doi.org/10.1016/0167-6687(93)90997-4>).
    #[must_use]
    pub fn poisson(self, stream: Stream, who: Uid, index: u32, mean: f64) -> u32 {
        if mean.is_nan() || mean <= 0.0 {
            return 0;
        }
        if mean < 10.0 {
            return poisson_quantile(mean, self.unit(stream, who, index));
        }
        self.poisson_of_many(stream, who, index, mean)
    }

    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts below 2³² by the clamp")]
    fn poisson_of_many(self, stream: Stream, who: Uid, index: u32, mean: f64) -> u32 {
        const TRIES: u32 = 64;
        let b = 0.931 + 2.53 * mean.sqrt();
        let a = -0.059 + 0.024_83 * b;
        let inverse_alpha = 1.1239 + 1.1328 / (b - 3.4);
        let v_r = 0.9277 - 3.6224 / (b - 2.0);
        for attempt in 0..TRIES {
            let [u, v] = self.pair(stream, who, index.wrapping_add(attempt.wrapping_mul(0x9E37_79B9)));
            let u = u - 0.5;
            let us = 0.5 - u.abs();
            let k = ((2.0 * a / us + b) * u + mean + 0.43).floor();
            if us >= 0.07 && v <= v_r {
                return k.min(4e9) as u32;
            }
            if k < 0.0 || (us < 0.013 && v > us) {
                continue;
            }
            let left = real::ln(v) + real::ln(inverse_alpha) - real::ln(a / (us * us) + b);
            if left <= -mean + k * real::ln(mean) - real::ln_factorial(k) {
                return k.min(4e9) as u32;
            }
        }
        mean.min(4e9) as u32
    }

    /// Which of some options, with probability in proportion to its weight; none if no weight is positive.
    #[must_use]
    pub fn choice(self, stream: Stream, who: Uid, index: u32, weights: &[f64]) -> Option<usize> {
        let total: f64 = weights.iter().filter(|w| **w > 0.0).sum();
        if total <= 0.0 {
            return None;
        }
        let mut left = self.unit(stream, who, index) * total;
        let mut last = None;
        for (option, &weight) in weights.iter().enumerate().filter(|(_, w)| **w > 0.0) {
            last = Some(option);
            if left < weight {
                break;
            }
            left -= weight;
        }
        last
    }
}

/// Steps until an event of this hazard a step first happens, from a number of (0, 1): see [`Chance::waits`].
#[inline]
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "between 1 and 60,000")]
pub fn wait(u: f64, hazard: f64) -> u16 {
    if hazard.is_nan() || hazard <= 0.0 {
        return 60_000;
    }
    // Towards zero, which is down: what is waited is never negative.
    1 + (-real::ln(u) / hazard).min(59_999.0) as u16
}

/// A whole number of [0, n) from 32 bits.
#[inline]
#[must_use]
pub fn within(word: u32, n: usize) -> usize {
    ((u64::from(word) * n as u64) >> 32) as usize
}

/// The smallest k whose cumulated Poisson probability exceeds u.
fn poisson_quantile(mean: f64, u: f64) -> u32 {
    const FARTHEST: u32 = 200;
    let mut term = real::exp(-mean);
    let mut sum = term;
    let mut k = 0;
    while u >= sum && k < FARTHEST {
        k += 1;
        term *= mean / f64::from(k);
        sum += term;
    }
    k
}

#[cfg(test)]
mod tests {
    use super::*;

    const STREAMS_AS_PUBLISHED: &[(Stream, u16)] = &[
        (Stream::Start, 1),
        (Stream::Target, 2),
        (Stream::Official, 3),
        (Stream::Promotion, 4),
        (Stream::Term, 5),
        (Stream::Audit, 6),
        (Stream::Campaign, 7),
        (Stream::Arrival, 8),
        (Stream::Search, 9),
        (Stream::Imitate, 10),
        (Stream::Recombine, 11),
        (Stream::Absorb, 12),
        (Stream::Landscape, 13),
        (Stream::Entry, 14),
        (Stream::Exit, 15),
        (Stream::Move, 16),
        (Stream::Destination, 17),
        (Stream::Job, 18),
        (Stream::Reconsider, 19),
        (Stream::Join, 20),
        (Stream::Leave, 21),
        (Stream::Attend, 22),
        (Stream::Meet, 23),
        (Stream::Tie, 24),
        (Stream::Decay, 25),
        (Stream::Learn, 26),
        (Stream::Project, 27),
        (Stream::Startup, 28),
        (Stream::Birth, 29),
        (Stream::Found, 30),
        (Stream::Lease, 31),
        (Stream::Burnout, 32),
        (Stream::Convert, 33),
        (Stream::Review, 34),
        (Stream::Rent, 35),
        (Stream::Zone, 36),
        (Stream::Event, 37),
    ];

    #[test]
    fn streams_keep_their_numbers() {
        for &(stream, number) in STREAMS_AS_PUBLISHED {
            assert_eq!(stream as u16, number, "{stream:?}");
        }
        let mut numbers: Vec<u16> = Stream::ALL.iter().map(|&s| s as u16).collect();
        let all = numbers.len();
        numbers.dedup();
        assert_eq!(numbers.len(), all, "no number twice");
        assert!(numbers.is_sorted() && all >= STREAMS_AS_PUBLISHED.len());
    }

    #[test]
    fn an_event_is_pinned_to_its_counter() {
        let chance = Chance::new(0x0123_4567_89ab_cdef).at(7);
        let expected = philox([0x5566_7788, 0x1122_3344, (7 << 16) | 24, 99], [0x89ab_cdef, 0x0123_4567]);
        assert_eq!(chance.block(Stream::Tie, Uid(0x1122_3344_5566_7788), 99), expected);
    }

    /// Mean and variance over many events.
    fn moments(draw: impl Fn(u64) -> f64) -> (f64, f64) {
        let n = 200_000;
        let values: Vec<f64> = (0..n).map(draw).collect();
        let mean = values.iter().sum::<f64>() / n as f64;
        (mean, values.iter().map(|v| (v - mean) * (v - mean)).sum::<f64>() / n as f64)
    }

    #[test]
    fn distributions_have_their_moments() {
        let c = Chance::new(5).at(3);
        // Six standard errors of 200,000 draws.
        let near = |(mean, variance): (f64, f64), m: f64, v: f64| {
            assert!((mean - m).abs() < 6.0 * (v / 2e5).sqrt(), "{mean} for {m}");
            assert!((variance / v - 1.0).abs() < 0.06, "{variance} for {v}");
        };
        near(moments(|i| c.unit(Stream::Tie, Uid(i), 0)), 0.5, 1.0 / 12.0);
        near(moments(|i| c.normal(Stream::Tie, Uid(i), 1)), 0.0, 1.0);
        // A family over second parties, and families of many over one.
        let family = |i: u64| c.family(Stream::Tie, Uid(i), 4);
        let gumbel = Gumbel::new();
        near(moments(|i| family(1).unit(Uid(i))), 0.5, 1.0 / 12.0);
        near(moments(|i| gumbel.of(family(i).bits(Uid(1)))), 0.577_215_664_9, std::f64::consts::PI.powi(2) / 6.0);
        for mean in [0.2, 3.0, 9.99, 10.0, 40.0, 900.0] {
            near(moments(|i| f64::from(c.poisson(Stream::Meet, Uid(i), 3, mean))), mean, mean);
        }
        assert_eq!(c.poisson(Stream::Meet, Uid(1), 0, f64::NAN), 0);
    }

    #[test]
    fn waiting_is_geometric() {
        let c = Chance::new(9).at(2);
        let hazard = -(0.9_f64).ln();
        let n = 50_000;
        let waits: Vec<u16> = (0..n).map(|i| c.waits(Stream::Move, Uid(i), 0, hazard)).collect();
        let share = |months: u16| waits.iter().filter(|w| **w > months).count() as f64 / n as f64;
        for months in [0, 1, 5, 12] {
            assert!((share(months) - 0.9_f64.powi(i32::from(months))).abs() < 0.012, "{months}: {}", share(months));
        }
        assert_eq!(c.waits(Stream::Move, Uid(1), 0, 0.0), 60_000);
        assert_eq!(c.waits(Stream::Move, Uid(1), 0, f64::INFINITY), 1);
    }

    #[test]
    fn choices_follow_weights() {
        let c = Chance::new(1);
        let mut seen = [0_u32; 4];
        for i in 0..40_000 {
            seen[c.choice(Stream::Join, Uid(i), 0, &[1.0, 0.0, 2.0, -1.0]).expect("weights are positive")] += 1;
        }
        assert_eq!((seen[1], seen[3]), (0, 0));
        assert!((f64::from(seen[0]) / 40_000.0 - 1.0 / 3.0).abs() < 0.015, "{seen:?}");
        assert_eq!(c.choice(Stream::Join, Uid(0), 0, &[0.0]), None);
        assert!((0..10_000).all(|i| c.below(Stream::Join, Uid(i), 0, 7) < 7));
    }
}
