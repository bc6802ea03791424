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

table! {
    /// Persons. Each row stands for [`super::World::weight`] people.
    pub struct Persons (recycled = true) {
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
        /// Skills, a bit each; eight bits to a domain.
        skills: u64 = 0,
        /// Level of each domain, 0 to 255.
        domain: [u8; DOMAINS] = [0; DOMAINS],
        /// Income, yuan a month.
        income: f32 = 0.0,
        /// What moves them: autonomy, sociality, money, each 0 to 1.
        motive: [f32; 3] = [0.5; 3],
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
        /// Step from which no tie of either layer is alive: who has none need not be asked.
        tied_until: u16 = 0,
        /// Marks of those one has ties with, near and far ([`mark`]): whoever's mark is not in it is not among them.
        known: [u64; 2] = [0; 2],
        /// Grant from a place that closed, for the next one, yuan.
        grant: f32 = 0.0,
        /// Ties made face to face.
        physical: Ring = Ring::EMPTY,
        /// Ties made in virtual projects.
        remote: Ring = Ring::EMPTY,
    }
}

impl Persons {
    /// Gives a person a tie of the layer face to face (0) or the virtual one (1), and remembers that there is one.
    pub fn hold(&mut self, row: usize, layer: usize, tie: Tie, step: u32) {
        let rings = if layer == 0 { &mut self.physical } else { &mut self.remote };
        rings[row].put(tie, step);
        self.known[row][layer] |= mark(tie.other);
        self.tied_until[row] = self.tied_until[row].max(tie.ends);
    }
}
