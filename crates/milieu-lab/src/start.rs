//! A synthetic world: what there is at the start where the study has nothing to say.
//!
//! Numbers here are orders of magnitude of a Chinese coastal region about 2008, assumed; all of it is synthetic and
//! says so ([`crate::state::place::Places::name`] is [`NONE`]). What the study knows is put over it.

use crate::kernel;
use crate::month::Month;
use crate::random::{Chance, Stream};
use crate::real;
use crate::rule::kinds;
use crate::state::firm::{FirmKind, HYPOTHESIS, Triple};
use crate::state::indicator::GROWTH;
use crate::state::person::{Class, DOMAINS};
use crate::state::place::PlaceKind;
use crate::state::territory::{CLASSES, FLOORS, LEVELS, MARGINAL, SECTORS, TOWN};
use crate::state::{NONE, World};
use crate::uid::{Kind, Uid};

/// How much there is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Size {
    /// Territories by level, nation to town.
    pub territories: [usize; LEVELS],
    /// Firms.
    pub firms: usize,
    /// Persons simulated.
    pub persons: usize,
    /// Places at the start.
    pub places: usize,
    /// People of the real population.
    pub population: f64,
}

impl Size {
    /// A town cluster for tests and first looks.
    pub const SMALL: Self =
        Self { territories: [1, 2, 4, 8, 24], firms: 1_500, persons: 12_000, places: 60, population: 4e6 };
    /// A region of four provinces.
    pub const REGION: Self =
        Self { territories: [1, 4, 20, 120, 600], firms: 30_000, persons: 200_000, places: 1_000, population: 8e7 };
    /// China's levels, people and places sampled.
    pub const NATIONAL: Self = Self {
        territories: [1, 31, 333, 2_844, 38_700],
        firms: 150_000,
        persons: 1_000_000,
        places: 2_000,
        population: 1.33e9,
    };
    /// The sizes scenarios know by name.
    pub const NAMED: [(&'static str, Self); 3] =
        [("small", Self::SMALL), ("region", Self::REGION), ("national", Self::NATIONAL)];
}

/// Share of each class of persons.
const CLASS_SHARE: [f64; CLASSES] = [0.04, 0.66, 0.12, 0.14, 0.04];
/// Wage of each class, yuan a month (2008 order of magnitude).
const WAGE: [f64; CLASSES] = [2_500.0, 1_800.0, 600.0, 4_500.0, 6_000.0];
/// Rent by class of floor, yuan per m² and month.
const RENT: [f64; FLOORS] = [15.0, 60.0, 20.0, 25.0];
/// Floor space a head by class, m².
const FLOOR_A_HEAD: [f64; FLOORS] = [8.0, 3.0, 1.5, 28.0];
/// Share of floor in use at the start.
const OCCUPANCY: f64 = 0.9;

/// Kinds a synthetic place may have at the start, and their weights: mostly small ones.
const KINDS: [(PlaceKind, f64); 6] = [
    (PlaceKind::Hackerspace, 0.15),
    (PlaceKind::Makerspace, 0.25),
    (PlaceKind::FabLab, 0.1),
    (PlaceKind::Coworking, 0.3),
    (PlaceKind::Incubator, 0.1),
    (PlaceKind::CreativeCluster, 0.1),
];

/// A synthetic world of this size; without people, firms and places where a level has no territory.
#[must_use]
pub fn synthetic(size: &Size, seed: u64, month: Month) -> World {
    settled(size, seed, month, |_| {})
}

/// The territories of such a world alone: enough to know what is where.
#[must_use]
pub fn map(size: &Size, seed: u64, month: Month, settle: impl FnOnce(&mut World)) -> World {
    let mut world = World { month, ..World::default() };
    territories(&mut world, size, chance_of(seed));
    settle(&mut world);
    sum_up(&mut world);
    world
}

/// What is drawn at the start.
pub(crate) fn chance_of(seed: u64) -> Chance {
    Chance::new(seed).at(u16::MAX)
}

/// Such a world, whose towns somebody changes before they add up to counties and before anybody settles in them.
#[must_use]
pub fn settled(size: &Size, seed: u64, month: Month, settle: impl FnOnce(&mut World)) -> World {
    let chance = chance_of(seed);
    let mut world = map(size, seed, month, settle);
    officials(&mut world, chance);
    if world.territories.of_level(TOWN).is_empty() {
        // Nobody can be anywhere; a scenario is told so when it is planned.
        return world;
    }
    persons(&mut world, size, chance);
    firms(&mut world, size, chance);
    employ(&mut world, chance);
    places(&mut world, size, chance);
    world.regroup();
    world.list_members();
    world
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "counts of territories are small")]
fn territories(world: &mut World, size: &Size, chance: Chance) {
    let t = &mut world.territories;
    let towns = size.territories[LEVELS - 1].max(1) as f64;
    let whole = size.territories.iter().take_while(|count| **count > 0).count();
    for (level, &count) in size.territories.iter().enumerate().take(whole) {
        let above = t.len() - if level == 0 { 0 } else { size.territories[level - 1] };
        for n in 0..count {
            let parent = if level == 0 { NONE } else { (above + n * size.territories[level - 1] / count) as u32 };
            let of = if parent == NONE { Uid::default() } else { t.uid(parent as usize) };
            let uid = Uid::of(Kind::Territory, [of, of], 0, n as u32);
            let row = t.add(uid, 0);
            let [east, north] = chance.pair(Stream::Start, uid, 0);
            let [spread, amenity, openness, wealth] = chance.four(Stream::Start, uid, 1);
            let reach = [0.0, 4.0, 1.5, 0.5, 0.1][level];
            let centre = if parent == NONE { [117.0, 28.0] } else { t.position[parent as usize] };
            t.level[row] = level as u8;
            t.parent[row] = parent;
            t.position[row] = [centre[0] + reach * (2.0 * east - 1.0), centre[1] + reach * (2.0 * north - 1.0)];
            t.amenity[row] = amenity;
            t.openness[row] = 0.3 + 0.5 * openness;
            t.area[row] = if level == LEVELS - 1 { 80.0 } else { 0.0 };
            if level < LEVELS - 1 {
                continue;
            }
            let people = size.population / towns * (0.4 + 1.2 * spread);
            let rich = real::exp(0.6 * (wealth - 0.5));
            for class in 0..CLASSES {
                t.people[row][class] = people * CLASS_SHARE[class];
                t.wage[row][class] = WAGE[class] * rich;
            }
            t.wage_before[row] = t.wage[row];
            for floor in 0..FLOORS {
                t.stock[row][floor] = people * FLOOR_A_HEAD[floor];
                t.occupied[row][floor] = t.stock[row][floor] * OCCUPANCY;
                t.rent[row][floor] = RENT[floor] * rich;
            }
            t.rent_at_start[row] = t.rent[row];
        }
    }
}

/// Areas, people and rents above the town follow from those below: sums, and means by people.
fn sum_up(world: &mut World) {
    let t = &mut world.territories;
    for row in (1..t.len()).rev() {
        let parent = t.parent[row] as usize;
        let (below, above) = (t.people[row].iter().sum::<f64>(), t.people[parent].iter().sum::<f64>());
        let share = below / (below + above).max(1.0);
        t.area[parent] += t.area[row];
        for class in 0..CLASSES {
            t.people[parent][class] += t.people[row][class];
            t.wage[parent][class] += share * (t.wage[row][class] - t.wage[parent][class]);
        }
        for floor in 0..FLOORS {
            t.rent[parent][floor] += share * (t.rent[row][floor] - t.rent[parent][floor]);
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "months of a term are few")]
fn officials(world: &mut World, chance: Chance) {
    for row in world.territories.governed() {
        let territory = world.territories.uid(row);
        let uid = Uid::of(Kind::Official, [territory, territory], 0, 0);
        let [competence, style, connections, tenure] = chance.four(Stream::Start, uid, 2);
        let o = &mut world.officials;
        o.add(uid, 0);
        o.competence[row] = real::exp(0.3 * real::normal_quantile(competence));
        o.style[row] = style;
        o.connections[row] = -real::ln(connections);
        o.tenure[row] = (tenure * 48.0) as u32;
        let i = &mut world.indicators;
        i.add(uid, 0);
        let growth = 10.0;
        for column in [&mut i.reached, &mut i.reported, &mut i.reported_before, &mut i.target, &mut i.target_before] {
            column[row][GROWTH] = growth;
        }
    }
}

/// Spreads `count` things over the towns in proportion to people: the town of the n-th.
fn town_of(world: &World, count: usize) -> Vec<u32> {
    let towns = world.territories.of_level(TOWN);
    let people: Vec<f64> = towns.clone().map(|z| world.territories.people[z].iter().sum()).collect();
    let total: f64 = people.iter().sum();
    let mut found = Vec::with_capacity(count);
    let (mut at, mut until) = (0, people.first().copied().unwrap_or(0.0));
    #[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "counts below 2³²")]
    for n in 0..count {
        let here = (n as f64 + 0.5) / count as f64 * total;
        while here > until && at + 1 < people.len() {
            at += 1;
            until += people[at];
        }
        found.push((towns.start + at) as u32);
    }
    found
}

#[expect(clippy::cast_precision_loss, clippy::cast_possible_truncation, reason = "counts below 2³²")]
fn persons(world: &mut World, size: &Size, chance: Chance) {
    let town_of = town_of(world, size.persons);
    world.weight = size.population / size.persons.max(1) as f64;
    for (n, town) in town_of.into_iter().enumerate() {
        let home = world.territories.uid(town as usize);
        let uid = Uid::of(Kind::Person, [home, home], 0, n as u32);
        let i = world.persons.add(uid, 0);
        let class = Class::ALL[chance.choice(Stream::Start, uid, 3, &CLASS_SHARE).unwrap_or(1)];
        let p = &mut world.persons;
        p.class[i] = class;
        p.town[i] = town;
        p.hukou[i] = town;
        let motives = chance.four(Stream::Start, uid, 4);
        p.card[i].motive = [motives[0] as f32, motives[1] as f32, motives[2] as f32];
        // Two of three domains of skill are sparse; each domain has eight bits.
        let [low, high, mask_low, mask_high] = chance.block(Stream::Start, uid, 5);
        let join = |a: u32, b: u32| u64::from(a) | (u64::from(b) << 32);
        p.card[i].skills = join(low, high) & join(mask_low, mask_high);
        for domain in 0..DOMAINS {
            p.card[i].domain[domain] = 16 * ((p.card[i].skills >> (8 * domain)) & 0xFF).count_ones() as u8;
        }
        p.income[i] = (world.territories.wage[town as usize][class as usize] * (0.7 + 0.6 * motives[3])) as f32;
    }
}

#[expect(clippy::cast_possible_truncation, reason = "counts below 2³²; abilities are single precision")]
fn firms(world: &mut World, size: &Size, chance: Chance) {
    let town_of = town_of(world, size.firms);
    let kinds = [
        (FirmKind::Collective, 0.05),
        (FirmKind::State, 0.05),
        (FirmKind::Foreign, 0.1),
        (FirmKind::Household, 0.3),
        (FirmKind::StartUp, 0.05),
        (FirmKind::Private, 0.45),
    ];
    for (n, town) in town_of.into_iter().enumerate() {
        let home = world.territories.uid(town as usize);
        let uid = Uid::of(Kind::Firm, [home, home], 0, n as u32);
        let f = world.firms.add(uid, 0);
        let firms = &mut world.firms;
        firms.kind[f] = kinds[chance.choice(Stream::Start, uid, 6, &kinds.map(|(_, w)| w)).unwrap_or(5)].0;
        firms.sector[f] = chance.below(Stream::Start, uid, 7, SECTORS) as u8;
        firms.town[f] = town;
        let large = chance.normal(Stream::Start, uid, 8);
        firms.capital[f] = 1e6 * real::exp(1.2 * large);
        firms.staff[f] = 12.0 * real::exp(0.9 * large);
        // A firm knows things near its sector's stretch of capabilities.
        let base = usize::from(firms.sector[f]) * 128;
        for slot in 0..HYPOTHESIS.min(6) {
            let [where_, how, deep, _] = chance.block(Stream::Start, uid, 9 + slot as u32);
            let capability = (base + crate::random::within(where_, 128)) as u16;
            let ability = crate::random::within(how, 1_000) as f32 / 100.0;
            firms.kene[f][slot] = Triple { capability, expertise: 1 + crate::random::within(deep, 10) as u8, ability };
            firms.hypothesis[f][slot] = slot as u8;
        }
    }
}

/// Gives workers, makers and artists a firm of their town, in proportion to staff.
fn employ(world: &mut World, chance: Chance) {
    world.regroup();
    let (persons, firms, firms_of) = (&world.persons, &world.firms, &world.firms_of);
    // Staff added up firm by firm within each town, so that a draw is a search.
    let staff_up_to: Vec<Vec<f64>> = kernel::map(world.territories.len(), |z| {
        let mut sum = 0.0;
        let mut add = |f: &u32| {
            sum += firms.staff[*f as usize];
            sum
        };
        firms_of.of(z).iter().map(&mut add).collect()
    });
    let employer = kernel::map(persons.len(), |i| {
        let town = persons.town[i] as usize;
        let works = matches!(persons.class[i], Class::Worker | Class::Maker | Class::Artist);
        let (Some(staff), true) = (staff_up_to[town].last(), works) else { return NONE };
        let drawn = chance.unit(Stream::Job, persons.uid(i), 0) * staff;
        let at = staff_up_to[town].partition_point(|sum| *sum <= drawn);
        firms_of.of(town).get(at).copied().unwrap_or(NONE)
    });
    world.persons.employer = employer;
}

#[expect(clippy::cast_possible_truncation, reason = "counts below 2³²")]
fn places(world: &mut World, size: &Size, chance: Chance) {
    let town_of = town_of(world, size.places);
    world.regroup();
    for (n, town) in town_of.into_iter().enumerate() {
        let home = world.territories.uid(town as usize);
        let uid = Uid::of(Kind::Place, [home, home], 0, n as u32);
        let kind = KINDS[chance.choice(Stream::Start, uid, 20, &KINDS.map(|(_, w)| w)).unwrap_or(0)].0;
        open(world, uid, kind, town, CARRIERS, chance);
    }
}

/// Who carries a place at the start, unless the study names them.
pub(crate) const CARRIERS: usize = 4;

/// A place that is there at the start, like its kind, in a town whose residents are listed; its row.
#[expect(clippy::cast_possible_truncation, reason = "counts below 2³²")]
pub(crate) fn open(world: &mut World, uid: Uid, kind: PlaceKind, town: u32, carriers: usize, chance: Chance) -> usize {
    const LEASE: u32 = 36;
    let row = world.places.add(uid, 0);
    let like = kinds::model(kind);
    let [east, north, lease, _] = chance.four(Stream::Start, uid, 21);
    let p = &mut world.places;
    p.kind[row] = kind;
    p.town[row] = town;
    p.floor[row] = MARGINAL as u8;
    p.local[row] = [(4_000.0 * (east - 0.5)) as f32, (4_000.0 * (north - 0.5)) as f32];
    p.area[row] = like.area;
    p.desks[row] = like.desks;
    p.fee[row] = like.fee;
    p.formality[row] = like.formality;
    p.permeability[row] = like.permeability;
    p.governance[row] = like.governance;
    p.equipment[row] = 0.5;
    p.rent[row] = world.territories.rent[town as usize][MARGINAL];
    p.cash[row] = 6.0 * p.rent[row] * like.area;
    p.lease_end[row] = 1 + crate::random::within((lease * 4_294_967_295.0) as u32, LEASE as usize) as u32;
    // The first makers and entrepreneurs of the town's residents carry it and are its first members.
    let residents = world.residents.of(town as usize);
    let from = chance.below(Stream::Start, uid, 22, residents.len());
    let around = residents.iter().cycle().skip(from).take(residents.len());
    let willing = |i: &&u32| matches!(world.persons.class[**i as usize], Class::Maker | Class::Entrepreneur);
    let core: Vec<u32> = around.filter(willing).take(carriers).copied().collect();
    for (slot, &i) in core.iter().enumerate() {
        p.core[row][slot] = i;
        if let Some(free) = world.persons.member[i as usize].iter_mut().find(|m| **m == NONE) {
            *free = row as u32;
        }
    }
    row
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::state::territory::COUNTY;

    #[test]
    fn a_synthetic_world_is_whole() {
        let size = Size::SMALL;
        let world = synthetic(&size, 1, Month::new(2008, 1));
        assert_eq!(world.territories.len(), size.territories.iter().sum::<usize>());
        assert_eq!((world.persons.len(), world.firms.len(), world.places.len()), (12_000, 1_500, 60));
        assert_eq!(world.officials.len(), world.territories.governed().len());
        assert_eq!(world.territories.of_level(COUNTY).len(), size.territories[3]);
        let nation: f64 = world.territories.people[0].iter().sum();
        assert!((nation / size.population - 1.0).abs() < 0.3, "{nation}");
        for town in world.territories.of_level(4) {
            let t = &world.territories;
            assert_eq!(t.level[t.parent[town] as usize], COUNTY);
            assert!((0..FLOORS).all(|c| t.occupied[town][c] <= t.stock[town][c]));
        }
        assert!((0..world.persons.len()).all(|i| {
            let employer = world.persons.employer[i];
            employer == NONE || world.firms.town[employer as usize] == world.persons.town[i]
        }));
        let members: usize = (0..world.places.len()).map(|p| world.members.of(p).len()).sum();
        assert!(members > 60, "{members}");
    }

    #[test]
    fn one_thing_more_leaves_the_others_as_they_are() {
        let (a, b) = (Size::SMALL, Size { firms: 1_500, places: 61, ..Size::SMALL });
        let (a, b) = (synthetic(&a, 1, Month::default()), synthetic(&b, 1, Month::default()));
        assert_eq!(a.persons.class, b.persons.class);
        assert_eq!(a.firms.kene, b.firms.kene);
        assert_ne!(a.digest(), b.digest());
        let c = synthetic(&Size::SMALL, 2, Month::default());
        assert_ne!(a.persons.class, c.persons.class);
    }
}
