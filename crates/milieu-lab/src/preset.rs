//! Starting conditions of some cities, in three parts that can be exchanged: assets, governance, pipelines.
//!
//! The numbers are assumed, in an order that the literature and the study's sources bear out: Kunshan led by its
//! government and tied to Taiwan, Shunde by its own firms and tied to Hong Kong, Wenzhou by households, Sunan by
//! collectives. What the study states about a city comes over them where it is grounded in the study.

use crate::random::{Chance, Stream};
use crate::state::World;
use crate::state::firm::FirmKind;
use crate::state::territory::{FLOORS, ORIGINS};

/// A city whose starting conditions are known in kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum City {
    /// Kunshan.
    Kunshan,
    /// Shunde.
    Shunde,
    /// Southern Jiangsu.
    Sunan,
    /// The Pearl River Delta.
    Prd,
    /// Wenzhou.
    Wenzhou,
    /// Shanghai.
    Shanghai,
    /// Shenzhen.
    Shenzhen,
}

impl City {
    /// Every city, in the order of the documentation.
    pub const ALL: [Self; 7] =
        [Self::Kunshan, Self::Shunde, Self::Sunan, Self::Prd, Self::Wenzhou, Self::Shanghai, Self::Shenzhen];

    /// The word scenarios write.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Kunshan => "kunshan",
            Self::Shunde => "shunde",
            Self::Sunan => "sunan",
            Self::Prd => "prd",
            Self::Wenzhou => "wenzhou",
            Self::Shanghai => "shanghai",
            Self::Shenzhen => "shenzhen",
        }
    }

    /// The city of this word.
    #[must_use]
    pub fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|city| city.word() == word)
    }

    /// What it has.
    #[must_use]
    pub const fn assets(self) -> Assets {
        // Shares of collectives, state, foreign, household, start-up and other private firms; then wage, rent and firm
        // size relative to the region.
        let (kinds, wage, rent, capital) = match self {
            Self::Kunshan => ([0.10, 0.04, 0.30, 0.16, 0.02, 0.38], 1.2, 1.1, 1.6),
            Self::Shunde => ([0.25, 0.03, 0.10, 0.25, 0.02, 0.35], 1.0, 1.0, 1.0),
            Self::Sunan => ([0.40, 0.08, 0.12, 0.10, 0.02, 0.28], 1.0, 0.9, 1.2),
            Self::Prd => ([0.12, 0.04, 0.28, 0.24, 0.04, 0.28], 1.1, 1.1, 0.9),
            Self::Wenzhou => ([0.04, 0.03, 0.02, 0.60, 0.02, 0.29], 0.9, 1.0, 0.5),
            Self::Shanghai => ([0.05, 0.20, 0.25, 0.10, 0.08, 0.32], 1.6, 2.2, 1.8),
            Self::Shenzhen => ([0.03, 0.06, 0.22, 0.22, 0.12, 0.35], 1.5, 1.8, 1.1),
        };
        Assets { kinds, wage, rent, capital }
    }

    /// How it is governed.
    #[must_use]
    pub const fn governance(self) -> Governing {
        let (style, openness) = match self {
            Self::Kunshan => (0.1, 0.7),
            Self::Shunde => (0.9, 0.5),
            Self::Sunan => (0.2, 0.3),
            Self::Prd => (0.6, 0.7),
            Self::Wenzhou => (0.8, 0.4),
            Self::Shanghai => (0.3, 0.3),
            Self::Shenzhen => (0.7, 0.8),
        };
        Governing { style, openness }
    }

    /// Whom it is tied to.
    #[must_use]
    pub const fn pipelines(self) -> Pipelines {
        // Taiwan, Hong Kong, Shanghai, Germany, overseas.
        let (stock, linkage) = match self {
            Self::Kunshan => ([2.0, 0.4, 1.2, 0.1, 0.2], 0.1),
            Self::Shunde => ([0.2, 1.6, 0.1, 0.2, 0.8], 0.5),
            Self::Sunan => ([0.6, 0.3, 1.0, 0.3, 0.1], 0.2),
            Self::Prd => ([0.8, 2.0, 0.1, 0.1, 0.8], 0.3),
            Self::Wenzhou => ([0.1, 0.2, 0.3, 0.1, 1.2], 0.6),
            Self::Shanghai => ([1.0, 1.0, 0.0, 0.8, 0.6], 0.3),
            Self::Shenzhen => ([0.8, 2.2, 0.2, 0.2, 0.8], 0.4),
        };
        Pipelines { stock, linkage }
    }
}

/// What a city has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Assets {
    /// Share of each type of firm, in the order of [`FirmKind`].
    pub kinds: [f64; 6],
    /// Wages relative to the region.
    pub wage: f64,
    /// Rents relative to the region.
    pub rent: f64,
    /// Capital of firms relative to the region.
    pub capital: f64,
}

/// How a city is governed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Governing {
    /// Style of its officials, 0 (leader) to 1 (service provider).
    pub style: f64,
    /// Openness to people registered elsewhere.
    pub openness: f64,
}

/// Whom a city is tied to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pipelines {
    /// Stock by origin.
    pub stock: [f64; ORIGINS],
    /// Local linkage of outside firms.
    pub linkage: f64,
}

/// Which city gives each part; the synthetic region's own where none is named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Preset {
    /// Assets.
    pub assets: Option<City>,
    /// Governance.
    pub governance: Option<City>,
    /// Pipelines.
    pub pipelines: Option<City>,
}

impl Preset {
    /// Gives the whole of a world these starting conditions.
    pub fn apply(&self, world: &mut World) {
        if let Some(city) = self.assets {
            endow(world, &city.assets());
        }
        if let Some(city) = self.governance {
            let governing = city.governance();
            world.officials.style.fill(governing.style);
            world.territories.openness.fill(governing.openness);
        }
        if let Some(city) = self.pipelines {
            let pipelines = city.pipelines();
            world.territories.pipeline.fill(pipelines.stock);
            world.territories.linkage.fill(pipelines.linkage);
        }
    }
}

fn endow(world: &mut World, assets: &Assets) {
    const KINDS: [FirmKind; 6] = [
        FirmKind::Collective,
        FirmKind::State,
        FirmKind::Foreign,
        FirmKind::Household,
        FirmKind::StartUp,
        FirmKind::Private,
    ];
    // Drawn like the region's own types, so that a firm differs between two presets only where their shares do. No seed:
    // the identity alone decides.
    let chance = Chance::new(0).at(u16::MAX);
    let firms = &mut world.firms;
    for f in 0..firms.len() {
        let uid = firms.uid(f);
        firms.kind[f] = KINDS[chance.choice(Stream::Start, uid, 30, &assets.kinds).unwrap_or(KINDS.len() - 1)];
        firms.capital[f] *= assets.capital;
    }
    let t = &mut world.territories;
    for z in 0..t.len() {
        t.wage[z].iter_mut().for_each(|w| *w *= assets.wage);
        t.wage_before[z] = t.wage[z];
        for floor in 0..FLOORS {
            t.rent[z][floor] *= assets.rent;
        }
        t.rent_at_start[z] = t.rent[z];
    }
    for place in 0..world.places.len() {
        world.places.rent[place] *= assets.rent;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::month::Month;
    use crate::start::{self, Size};

    #[test]
    fn shares_sum_to_one() {
        for city in City::ALL {
            assert!((city.assets().kinds.iter().sum::<f64>() - 1.0).abs() < 1e-12, "{}", city.word());
            assert_eq!(City::of(city.word()), Some(city));
        }
    }

    #[test]
    fn parts_can_be_exchanged() {
        let world = |preset: Preset| {
            let mut world = start::synthetic(&Size::SMALL, 1, Month::new(1990, 1));
            preset.apply(&mut world);
            world
        };
        let (k, s) = (Some(City::Kunshan), Some(City::Shunde));
        let own = world(Preset { assets: k, governance: k, pipelines: k });
        let swapped = world(Preset { assets: k, governance: s, pipelines: k });
        assert_eq!(own.firms.kind, swapped.firms.kind);
        assert_eq!(own.territories.pipeline, swapped.territories.pipeline);
        assert_ne!(own.officials.style, swapped.officials.style);
        let foreign = |w: &World| w.firms.kind.iter().filter(|k| **k == FirmKind::Foreign).count();
        assert!(foreign(&own) > 2 * foreign(&world(Preset { assets: s, ..Preset::default() })));
    }
}
