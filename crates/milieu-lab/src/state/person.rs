//! Persons: types of people, none of them anybody.

use super::rows::{NONE, table};
use super::tie::{Ring, Tie};
use crate::digest::{Bits, Digest};

/// Domains of skill.
pub const DOMAINS: usize = 8;
/// Memberships a person can hold.
pub const MEMBERSHIPS: usize = 2;

/// Class of a person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Class {
    /// Artist, designer.
    Artist,
    /// Worker.
    #[default]
    Worker,
    /// Student.
    Student,
    /// Engineer, maker.
    Maker,
    /// Entrepreneur.
    Entrepreneur,
}

impl Class {
    /// Every class, by its number.
    pub const ALL: [Self; super::territory::CLASSES] =
        [Self::Artist, Self::Worker, Self::Student, Self::Maker, Self::Entrepreneur];
}

impl Bits for Class {
    fn feed(&self, digest: &mut Digest) {
        digest.word(*self as u64);
    }
}

/// One bit of 64 for a row: so that most who are not among somebody's ties are told by a look at one word.
#[inline]
#[must_use]
pub const fn mark(row: u32) -> u64 {
    1 << (row.wrapping_mul(0x9E37_79B1) >> 26)
}

/// What is looked at when people meet, side by side: those who meet stand in rows far apart, and each row that is looked at
/// is a line of memory to be waited for.
#[derive(Clone, Copy, Debug, PartialEq)]
#[repr(align(64))]
pub struct Card {
    /// Marks of those one has ties with, near and far ([`mark`]): whoever's mark is not in it is not among them.
    pub known: [u64; 2],
    /// Skills, a bit each; eight bits to a domain.
    pub skills: u64,
    /// Level of each domain, 0 to 255.
    pub domain: [u8; DOMAINS],
    /// What moves them: autonomy, sociality, money, each 0 to 1.
    pub motive: [f32; 3],
    /// Step from which no tie of either layer is alive: who has none need not be asked.
    pub tied_until: u16,
}

impl Card {
    /// Of somebody who knows nobody and nothing.
    pub const FRESH: Self = Self { known: [0; 2], skills: 0, domain: [0; DOMAINS], motive: [0.5; 3], tied_until: 0 };

    /// Whether somebody may have a tie at a step.
    #[inline]
    #[must_use]
    pub fn is_tied(&self, step: u32) -> bool {
        u32::from(self.tied_until) > step
    }

    /// Looks at it: see [`crate::kernel::gather_near`].
    #[inline]
    #[must_use]
    pub const fn near(&self) -> u64 {
        self.skills
    }
}

impl Bits for Card {
    fn feed(&self, digest: &mut Digest) {
        self.known.feed(digest);
        self.skills.feed(digest);
        self.domain.feed(digest);
        self.motive.feed(digest);
        self.tied_until.feed(digest);
    }
}

table! {
    /// Persons. Each row stands for [`super::World::weight`] people.
    pub struct Persons (recycled = true) {
        /// What is looked at when people meet.
        card: Card = Card::FRESH,
        /// Class.
        class: Class = Class::Worker,
        /// Row of the town they live in.
        town: u32 = NONE,
        /// Row of the town they are registered in (hukou).
        hukou: u32 = NONE,
        /// Row of the firm they work for; [`NONE`] if none.
        employer: u32 = NONE,
        /// Rows of the places they are members of.
        member: [u32; MEMBERSHIPS] = [NONE; MEMBERSHIPS],
        /// Income, yuan a month.
        income: f32 = 0.0,
        /// Virtual project they take part in; 0 for none.
        project: u32 = 0,
        /// Step of the next thought of moving; 0 for not drawn yet. The clocks below are alike.
        moves_at: u16 = 0,
        /// Step of the next thought about memberships.
        thinks_at: u16 = 0,
        /// Step of the next reason to give up a membership.
        leaves_at: u16 = 0,
        /// Step of the next thought of a virtual project.
        projects_at: u16 = 0,
        /// Step of the next thought of founding a firm.
        founds_at: u16 = 0,
        /// Grant from a place that closed, for the next one, yuan.
        grant: f32 = 0.0,
        /// Ties made face to face.
        physical: Ring = Ring::EMPTY,
        /// Ties made in virtual projects.
        remote: Ring = Ring::EMPTY,
    }
}

impl Persons {
    /// A person's tie of the layer face to face (0) or the virtual one (1) with another, if it exists at a step. The ring is
    /// looked at only where the other's mark says that they may know each other.
    #[inline]
    #[must_use]
    pub fn tie(&self, row: usize, layer: usize, other: u32, step: u32) -> Option<Tie> {
        if self.card[row].known[layer] & mark(other) == 0 {
            return None;
        }
        let rings = if layer == 0 { &self.physical } else { &self.remote };
        rings[row].with(other, step)
    }

    /// The other ends of a person's ties of both layers that exist at a step.
    #[inline]
    pub fn friends(&self, row: usize, step: u32) -> impl Iterator<Item = u32> + '_ {
        let rings = if self.card[row].is_tied(step) { Some((&self.physical[row], &self.remote[row])) } else { None };
        rings.into_iter().flat_map(move |(near, far)| near.others(step).chain(far.others(step)))
    }

    /// Gives a person a tie of the layer face to face (0) or the virtual one (1), and remembers that there is one.
    pub fn hold(&mut self, row: usize, layer: usize, tie: Tie, step: u32) {
        let rings = if layer == 0 { &mut self.physical } else { &mut self.remote };
        rings[row].put(tie, step);
        self.card[row].known[layer] |= mark(tie.other);
        self.card[row].tied_until = self.card[row].tied_until.max(tie.ends);
    }
}
