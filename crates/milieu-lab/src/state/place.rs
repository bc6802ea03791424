//! Places of innovation.

use super::rows::{NONE, table};
use crate::digest::{Bits, Digest};

/// Members of a core group.
pub const CORE: usize = 8;

/// Kind of a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum PlaceKind {
    /// Hackerspace.
    Hackerspace,
    /// Makerspace.
    #[default]
    Makerspace,
    /// Fab lab.
    FabLab,
    /// Coworking space.
    Coworking,
    /// Incubator.
    Incubator,
    /// Community innovation house.
    InnovationHouse,
    /// Mass makerspace (众创空间).
    MassMakerspace,
    /// Creative cluster.
    CreativeCluster,
    /// Science park or zone.
    SciencePark,
    /// Tech campus.
    Campus,
}

impl PlaceKind {
    /// Every kind, by its number.
    pub const ALL: [Self; 10] = [
        Self::Hackerspace,
        Self::Makerspace,
        Self::FabLab,
        Self::Coworking,
        Self::Incubator,
        Self::InnovationHouse,
        Self::MassMakerspace,
        Self::CreativeCluster,
        Self::SciencePark,
        Self::Campus,
    ];

    /// The word for it, as a study's codebook would write it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Hackerspace => "hackerspace",
            Self::Makerspace => "makerspace",
            Self::FabLab => "fablab",
            Self::Coworking => "coworking",
            Self::Incubator => "incubator",
            Self::InnovationHouse => "innovation_house",
            Self::MassMakerspace => "mass_makerspace",
            Self::CreativeCluster => "creative_cluster",
            Self::SciencePark => "science_park",
            Self::Campus => "campus",
        }
    }
}

impl Bits for PlaceKind {
    fn feed(&self, digest: &mut Digest) {
        digest.word(*self as u64);
    }
}

/// Who runs a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Governance {
    /// Its community.
    #[default]
    Community,
    /// A business.
    Commercial,
    /// The state.
    State,
    /// A university.
    University,
    /// A firm, for itself.
    Firm,
}

impl Bits for Governance {
    fn feed(&self, digest: &mut Digest) {
        digest.word(*self as u64);
    }
}

/// Why a place is no more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u8)]
pub enum Closure {
    /// It is open.
    #[default]
    Open,
    /// Out of money.
    Broke,
    /// The lease ended and nothing affordable was found.
    Lease,
    /// Its founders burnt out.
    Burnout,
    /// It failed the review after a campaign.
    Review,
    /// A scenario closed it.
    Forced,
}

impl Bits for Closure {
    fn feed(&self, digest: &mut Digest) {
        digest.word(*self as u64);
    }
}

table! {
    /// Places. Their rows are never used again: ties remember where they were made.
    pub struct Places (recycled = false) {
        /// Kind.
        kind: PlaceKind = PlaceKind::Makerspace,
        /// Row of its town.
        town: u32 = NONE,
        /// Index of its name in [`super::World::names`]; [`NONE`] for a synthetic one.
        name: u32 = NONE,
        /// Class of its floor.
        floor: u8 = 2,
        /// Where it is in the town, metres from the centre.
        local: [f32; 2] = [0.0; 2],
        /// Floor space, m².
        area: f64 = 0.0,
        /// Desks.
        desks: f64 = 0.0,
        /// Equipment, 0 to 1.
        equipment: f64 = 0.0,
        /// Fee, yuan per member and month.
        fee: f64 = 0.0,
        /// Rent agreed, yuan per m² and month.
        rent: f64 = 0.0,
        /// Formality F, 0 to 1.
        formality: f64 = 0.0,
        /// Permeability O, 0 to 1.
        permeability: f64 = 0.0,
        /// Who runs it.
        governance: Governance = Governance::Community,
        /// Cash, yuan.
        cash: f64 = 0.0,
        /// Subsidy of this month, yuan.
        subsidy: f64 = 0.0,
        /// Income of this month without the subsidy, yuan.
        income: f64 = 0.0,
        /// Costs of this month, yuan.
        costs: f64 = 0.0,
        /// Months in a row with negative cash.
        broke: u8 = 0,
        /// Step in which the lease ends.
        lease_end: u32 = 0,
        /// Rows of the persons who carry it.
        core: [u32; CORE] = [NONE; CORE],
        /// Members this month.
        members: u32 = 0,
        /// Who came to this month's open nights, members included.
        attendance: u32 = 0,
        /// Guests among them, who are not members.
        guests: u32 = 0,
        /// Public events held this month.
        events: u32 = 0,
        /// Desks or teams reported beyond the real ones.
        pad: f64 = 0.0,
        /// Visibility, 0 to 1.
        visibility: f64 = 0.0,
        /// Share of members of each domain of skill: its profile.
        profile: [f32; super::person::DOMAINS] = [0.0; super::person::DOMAINS],
        /// Ties first made here so far.
        ties_made: u32 = 0,
        /// Ties first made here that are alive (legacy).
        legacy: u32 = 0,
        /// Start-ups whose founders met here.
        start_ups: u32 = 0,
        /// Places it comes from: rows.
        parents: [u32; 2] = [NONE; 2],
        /// Step in which it was turned from a community place into a hub; [`NONE`] if not.
        converted: u32 = NONE,
        /// How far it has moved so far, km.
        displaced: f64 = 0.0,
        /// Step in which it closed; [`NONE`] while open.
        closed: u32 = NONE,
        /// Why it closed.
        closure: Closure = Closure::Open,
    }
}
