//! Who an agent is, whatever row it stands in: its lineage.
//!
//! uid = hash64(kind, parents, month of birth, ordinal of the opportunity). An agent that exists in two
//! scenarios has the same uid in both, however many others were born before it, and so meets the same
//! draws ([`crate::random`]).

/// Identity of an agent across scenarios.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Uid(pub u64);

/// What kind of thing an identity is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Kind {
    /// A territory.
    Territory = 1,
    /// An official in an office.
    Official = 2,
    /// A firm.
    Firm = 3,
    /// A person.
    Person = 4,
    /// A place.
    Place = 5,
    /// An event or project.
    Event = 6,
}

/// One round of mixing: the finaliser of `SplitMix64` (Steele, Lea & Flood 2014,
/// <https://doi.org/10.1145/2714064.2660195>), a bijection of 64 bits.
#[inline]
#[must_use]
pub const fn mix(mut x: u64) -> u64 {
    x = x.wrapping_add(0x9E37_79B9_7F4A_7C15);
    x = (x ^ (x >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    x = (x ^ (x >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^ (x >> 31)
}

impl Uid {
    /// What comes of these parents in this month as their n-th opportunity. A single parent is given twice
    /// or with `Uid(0)`; the order of parents matters, so sort them where they are peers.
    #[must_use]
    pub fn of(kind: Kind, parents: [Self; 2], month: u32, ordinal: u32) -> Self {
        let mut h = mix(kind as u64);
        h = mix(h ^ parents[0].0);
        h = mix(h ^ parents[1].0);
        Self(mix(h ^ ((u64::from(month) << 32) | u64::from(ordinal))))
    }

    /// The identity of something named, such as a place of the study.
    #[must_use]
    pub fn named(kind: Kind, name: &str) -> Self {
        let mut h = mix(kind as u64);
        for chunk in name.as_bytes().chunks(8) {
            let mut word = [0; 8];
            word[..chunk.len()].copy_from_slice(chunk);
            h = mix(h ^ u64::from_le_bytes(word));
        }
        Self(mix(h ^ name.len() as u64))
    }

    /// 32 bits of it: the second party of a draw.
    #[inline]
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "folding 64 bits into 32")]
    pub const fn folded(self) -> u32 {
        (self.0 ^ (self.0 >> 32)) as u32
    }
}

/// Two parties in an order that does not depend on who asks: what happens between them is drawn for
/// the first with the second as the other party.
#[inline]
#[must_use]
pub fn ordered(a: Uid, b: Uid) -> (Uid, Uid) {
    if a <= b { (a, b) } else { (b, a) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn identities_differ_by_every_part() {
        let base = Uid::of(Kind::Place, [Uid(1), Uid(2)], 3, 4);
        let others = [
            Uid::of(Kind::Firm, [Uid(1), Uid(2)], 3, 4),
            Uid::of(Kind::Place, [Uid(2), Uid(1)], 3, 4),
            Uid::of(Kind::Place, [Uid(1), Uid(2)], 4, 4),
            Uid::of(Kind::Place, [Uid(1), Uid(2)], 3, 5),
            Uid::named(Kind::Place, "xinchejian"),
            Uid::named(Kind::Place, "xinchejian2"),
            Uid::named(Kind::Firm, "xinchejian"),
        ];
        let mut all: Vec<Uid> = others.into_iter().chain([base]).collect();
        all.sort();
        all.dedup();
        assert_eq!(all.len(), others.len() + 1);
        assert_eq!(base, Uid::of(Kind::Place, [Uid(1), Uid(2)], 3, 4));
    }

    #[test]
    fn a_pair_is_the_same_from_both_sides() {
        assert_eq!(ordered(Uid(5), Uid(3)), ordered(Uid(3), Uid(5)));
    }
}
