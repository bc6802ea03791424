//! Firms and what they know: kenes (Ahrweiler, Pyka & Gilbert) and the innovation hypothesis.

use super::rows::{NONE, table};
use crate::digest::{Bits, Digest};

/// Most triples of a kene.
pub const KENE: usize = 16;
/// Most triples of an innovation hypothesis.
pub const HYPOTHESIS: usize = 9;
/// Most partners.
pub const PARTNERS: usize = 5;

/// Ownership and origin of a firm.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum FirmKind {
    /// Township and village enterprise.
    Collective,
    /// State-owned.
    State,
    /// Foreign-invested.
    Foreign,
    /// Household workshop.
    Household,
    /// Start-up.
    StartUp,
    /// Other private.
    #[default]
    Private,
}

impl Bits for FirmKind {
    fn feed(&self, digest: &mut Digest) {
        digest.word(*self as u64);
    }
}

/// One piece of knowledge.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Triple {
    /// What it is about, 0 to 1023.
    pub capability: u16,
    /// Expertise, 1 to 10; 0 marks an empty place in the ring.
    pub expertise: u8,
    /// Ability, 0 to 10.
    pub ability: f32,
}

impl Bits for Triple {
    #[inline]
    fn feed(&self, digest: &mut Digest) {
        let head = (u64::from(self.capability) << 8) | u64::from(self.expertise);
        digest.word((head << 32) | u64::from(self.ability.to_bits()));
    }
}

/// How a firm searches this quarter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Search {
    /// Not at all.
    #[default]
    None,
    /// Imitates.
    Imitate,
    /// Improves what it does.
    Incremental,
    /// Recombines with a partner or place-mate.
    Recombine,
    /// Absorbs from outside.
    External,
}

impl Bits for Search {
    fn feed(&self, digest: &mut Digest) {
        digest.word(*self as u64);
    }
}

table! {
    /// Firms.
    pub struct Firms (recycled = true) {
        /// Type.
        kind: FirmKind = FirmKind::Private,
        /// Sector, 0 to 7.
        sector: u8 = 0,
        /// Row of its town.
        town: u32 = NONE,
        /// Row of the place it works in; [`NONE`] for premises of its own.
        place: u32 = NONE,
        /// Floor space of its own premises, m² (industrial or office by sector); 0 in a place.
        area: f64 = 0.0,
        /// Capital, yuan.
        capital: f64 = 0.0,
        /// Staff, persons of the real population.
        staff: f64 = 0.0,
        /// Quality of its product, Q.
        quality: f64 = 0.0,
        /// What the landscape multiplies its quality by; follows from its hypothesis.
        fit: f64 = 1.0,
        /// Demand it meets, yuan a month.
        demand: f64 = 0.0,
        /// Price of its product.
        price: f64 = 1.0,
        /// Logarithm of its own productivity at entry, ln A0.
        ln_productivity: f64 = 0.0,
        /// Value added it can make, at prices of 1, yuan a month.
        output: f64 = 0.0,
        /// Sales, yuan a month.
        sales: f64 = 0.0,
        /// Profit, yuan a month.
        profit: f64 = 0.0,
        /// Best profit rate of its own past or peers that it aspires to.
        aspiration: f64 = 0.0,
        /// Months in a row with negative capital.
        broke: u8 = 0,
        /// How it searches this quarter.
        search: Search = Search::None,
        /// Month in which the present ownership began.
        owned_since: u32 = 0,
        /// Whether it exports, and with whom: index of an origin + 1, 0 for none.
        export: u8 = 0,
        /// Row of the place where its founders met; [`NONE`] if none.
        origin: u32 = NONE,
        /// New hypotheses so far: what nobody in its town made before.
        novelties: u16 = 0,
        /// Imitations and innovations so far.
        searched: [u16; 4] = [0; 4],
        /// What it knows.
        kene: [Triple; KENE] = [Triple::default(); KENE],
        /// Its innovation hypothesis: positions in the kene, 255 for none.
        hypothesis: [u8; HYPOTHESIS] = [255; HYPOTHESIS],
        /// Rows of partners.
        partners: [u32; PARTNERS] = [NONE; PARTNERS],
    }
}

impl Firms {
    /// What a firm knows, without the empty places.
    pub fn knowledge(&self, row: usize) -> impl Iterator<Item = &Triple> {
        self.kene[row].iter().filter(|t| t.expertise > 0)
    }

    /// The triples of its hypothesis.
    pub fn hypothesis_of(&self, row: usize) -> impl Iterator<Item = &Triple> {
        let kene = &self.kene[row];
        self.hypothesis[row].iter().filter_map(|&at| kene.get(usize::from(at))).filter(|t| t.expertise > 0)
    }
}
