//! Founding a firm: what spin-offs, arrivals from outside and teams of the people's rules have in common.
//!
//! A founder inherits part of what the firm he leaves knows, less able than it was there, and adds of his own up to the
//! least a kene holds. Founders become entrepreneurs and work for the new firm; the money they bring is booked as
//! founding. Sizes are orders of magnitude, assumed. A team of people who met ([`super::startups`]) brings its own
//! knowledge, hands and savings instead.
//!
//! Decisions: the money a firm begins with rises with wages, or firms founded late would begin poor. A quarter of small firms
//! without a place of their founder's take room in a hub or coworking space of the town, where there is one: that is who these
//! are built for, and where firms have neighbours.

use crate::context::Context;
use crate::random::{Stream, within};
use crate::real;
use crate::rule::search::knowledge::{self, FREE, Kene};
use crate::rule::{search, zones};
use crate::state::firm::{FirmKind, KENE, Triple};
use crate::state::ledger::{Account, Flow};
use crate::state::person::Class;
use crate::state::place::PlaceKind;
use crate::state::territory::{CAPABILITIES, SECTORS};
use crate::state::{NONE, World};
use crate::trace::{Event, Happening, largest};
use crate::uid::Uid;

/// Most founders; § 7.6 of the specification, assumed.
pub const FOUNDERS: usize = 4;
/// Probability that a triple of the parent's hypothesis is inherited, and the share of its ability that is; assumed.
const INHERITED: f64 = 0.7;
const ABILITY_KEPT: f32 = 0.9;
/// Spread of the logarithm of size, and of capital for a size; assumed, the latter set by the first year of P7.
const SPREAD: f64 = 0.5;
const SAVED: f64 = 0.8;
/// What outside firms know and can do beyond others: ability, ln A; assumed.
const FOREIGN_ABILITY: f32 = 2.0;
const FOREIGN_LN_A: f64 = 0.15;

/// A firm to be founded.
#[derive(Clone, Debug, PartialEq)]
pub struct Founding {
    /// Its identity: of its parents, this month and the opportunity.
    pub uid: Uid,
    /// Type.
    pub kind: FirmKind,
    /// Sector.
    pub sector: u8,
    /// Row of its town.
    pub town: u32,
    /// Row of the place it works in; [`NONE`] if none.
    pub place: u32,
    /// Row of the place where its founders met; [`NONE`] if none.
    pub origin: u32,
    /// Rows of its founders; [`NONE`] fills up.
    pub founders: [u32; FOUNDERS],
    /// Row of the firm whose knowledge it inherits; [`NONE`] if none.
    pub parent: u32,
    /// Index of the origin abroad + 1; 0 for none.
    pub export: u8,
    /// What is said in the trace: `spin-off`, `arrival`, `team` …
    pub detail: &'static str,
    /// What founders bring who know each other; others begin with what is usual for the type.
    pub team: Option<Team>,
}

/// What a team brings.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Team {
    /// What its members know; empty places last.
    pub kene: Kene,
    /// How many they are.
    pub staff: f64,
    /// Their savings, yuan.
    pub capital: f64,
    /// Sum of the strengths of the founder's ties to the others.
    pub strength: f64,
}

/// A worker's wage at which firms begin with the capital of [`size`], yuan a month; with dearer hands they bring more. That of the synthetic start, assumed.
const USUAL_WAGE: f64 = 1_800.0;
/// Probability that a small firm without a place takes room in a hub or coworking space of its town; assumed.
const LODGES: f64 = 0.25;

/// Staff and capital a new firm of a type begins with, on average; capital at a usual wage. Assumed, set by how
/// long firms live (P7).
#[must_use]
pub const fn size(kind: FirmKind) -> (f64, f64) {
    match kind {
        FirmKind::Household => (3.0, 135_000.0),
        FirmKind::StartUp => (4.0, 160_000.0),
        FirmKind::Private => (8.0, 320_000.0),
        FirmKind::Collective => (20.0, 1_000_000.0),
        FirmKind::State => (60.0, 6_000_000.0),
        FirmKind::Foreign => (50.0, 6_000_000.0),
    }
}

/// Founds these firms, in the order of their identities, and returns their rows in that order. Commits only.
#[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
pub fn found(world: &mut World, ctx: &Context, mut list: Vec<Founding>) -> Vec<usize> {
    list.sort_by_key(|one| one.uid);
    list.dedup_by_key(|one| one.uid);
    let (land, most) = search::landscape(ctx);
    let floor = ctx.get(&search::KENE_FLOOR);
    let mut brought = 0.0;
    let mut rows = Vec::with_capacity(list.len());
    for one in list {
        let [a, b] = ctx.chance.pair(Stream::Entry, one.uid, 0);
        let kene = kene(world, ctx, &one, floor);
        let (staff, capital) = match one.team {
            Some(team) => (team.staff, team.capital),
            None => {
                let (staff, capital) = size(one.kind);
                let large = real::exp(SPREAD * real::normal_quantile(a));
                let dear = world.territories.wage[one.town as usize][Class::Worker as usize] / USUAL_WAGE;
                ((staff * large).max(1.0), dear * capital * large * real::exp(SAVED * real::normal_quantile(b)))
            }
        };
        let place = if world.places.is_alive(one.place as usize) { one.place } else { lodging(world, ctx, &one) };
        let row = world.firms.add(one.uid, ctx.step);
        let f = &mut world.firms;
        f.kind[row] = one.kind;
        f.sector[row] = one.sector;
        f.town[row] = one.town;
        f.place[row] = place;
        f.origin[row] = one.origin;
        f.export[row] = one.export;
        f.owned_since[row] = ctx.month.0;
        f.staff[row] = staff;
        f.capital[row] = capital;
        f.kene[row] = kene;
        f.hypothesis[row] = knowledge::best_hypothesis(&kene, most);
        f.fit[row] = land.fit(&kene, &f.hypothesis[row]);
        f.quality[row] = land.quality(&kene, &f.hypothesis[row], f.fit[row]);
        let foreign = if one.kind == FirmKind::Foreign { FOREIGN_LN_A } else { 0.0 };
        world.firms.ln_productivity[row] = foreign + zones::bonus(world, ctx, one.town as usize);
        brought += world.firms.capital[row];
        for founder in one.founders.map(|i| i as usize) {
            if world.persons.is_alive(founder) {
                world.persons.employer[founder] = row as u32;
                world.persons.class[founder] = Class::Entrepreneur;
            }
        }
        let met = if one.origin == NONE { world.firms.place[row] } else { one.origin };
        if one.kind == FirmKind::StartUp && met != NONE {
            world.places.start_ups[met as usize] += 1;
        }
        let quality = world.firms.quality[row];
        let strength = one.team.map_or(0.0, |team| team.strength);
        let bonus = world.firms.ln_productivity[row];
        world.trace.record(|| Event {
            step: ctx.step,
            what: Happening::FirmEntered,
            who: one.uid,
            row: row as u32,
            territory: one.town,
            detail: one.detail,
            terms: largest(&[
                ("capital", capital),
                ("quality", quality),
                ("bonus to ln A", bonus),
                ("strength of ties", strength),
            ]),
        });
        rows.push(row);
    }
    world.ledger.book(Account::Firms, Flow::Founding, brought);
    rows
}

/// The hub or coworking space of its town in which a small firm finds room, if it does.
fn lodging(world: &World, ctx: &Context, one: &Founding) -> u32 {
    use PlaceKind::{Coworking, Incubator, MassMakerspace};
    let is_small = matches!(one.kind, FirmKind::Household | FirmKind::StartUp | FirmKind::Private);
    if !is_small || !ctx.chance.happens(Stream::Found, one.uid, 0, LODGES) {
        return NONE;
    }
    let lets = |p: &u32| {
        let kind = world.places.kind[*p as usize];
        world.places.is_alive(*p as usize) && matches!(kind, Incubator | MassMakerspace | Coworking)
    };
    // Each place has a number of its own for each firm: the smallest takes it in, so that one more changes few.
    let draw = ctx.chance.family(Stream::Found, one.uid, 1);
    let here = world.places_of.of(one.town as usize).iter().copied().filter(lets);
    here.min_by_key(|p| draw.bits(world.places.uid(*p as usize))).unwrap_or(NONE)
}

/// What a new firm knows.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "capabilities are below 1,024")]
fn kene(world: &World, ctx: &Context, one: &Founding, floor: f64) -> Kene {
    if let Some(team) = one.team {
        let mut kene = team.kene;
        knowledge::merge(&mut kene);
        return kene;
    }
    let mut kene = Kene::default();
    let mut at = 0;
    if world.firms.is_alive(one.parent as usize) {
        for (n, triple) in world.firms.hypothesis_of(one.parent as usize).enumerate() {
            if ctx.chance.happens(Stream::Entry, one.uid, 1 + n as u32, INHERITED) {
                let expertise = triple.expertise.saturating_sub(2).max(1);
                kene[at] = Triple { ability: triple.ability * ABILITY_KEPT, expertise, ..*triple };
                at += 1;
            }
        }
    }
    let stretch = CAPABILITIES / SECTORS;
    let least = (floor as usize).min(KENE);
    let beyond = if one.kind == FirmKind::Foreign { FOREIGN_ABILITY } else { 0.0 };
    // Somebody always brings something of their own.
    for n in 0..KENE.min(least.saturating_sub(at).max(1)) {
        let [which, able, deep, _] = ctx.chance.block(Stream::Entry, one.uid, 20 + n as u32);
        let capability = (usize::from(one.sector) % SECTORS * stretch + within(which, stretch)) as u16;
        let ability = 2.0 + beyond + within(able, 600) as f32 / 100.0;
        if at < KENE {
            kene[at] = Triple { capability, expertise: 2 + within(deep, 4) as u8, ability };
            at += 1;
        }
    }
    knowledge::merge(&mut kene);
    debug_assert!(knowledge::best_hypothesis(&kene, 1)[0] != FREE);
    kene
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::{production, testing};
    use crate::state::ledger::balance;

    fn spin_off(world: &World, ordinal: u32) -> Founding {
        let founder = (0..world.persons.len()).find(|i| world.persons.employer[*i] != NONE).expect("someone works");
        let parent = world.persons.employer[founder];
        let uid = world.persons.uid(founder);
        Founding {
            uid: Uid::of(crate::uid::Kind::Firm, [uid, uid], world.step, ordinal),
            kind: FirmKind::Private,
            sector: world.firms.sector[parent as usize],
            town: world.persons.town[founder],
            place: NONE,
            origin: 3,
            founders: [founder as u32, NONE, NONE, NONE],
            parent,
            export: 0,
            team: None,
            detail: "spin-off",
        }
    }

    #[test]
    fn founders_bring_money_and_part_of_what_they_knew() {
        let mut world = testing::world();
        testing::at(&world.clone(), |ctx| production::run(&mut world, ctx));
        world.trace.on = true;
        let list = vec![spin_off(&world, 1), spin_off(&world, 0)];
        let (parent, founder) = (list[0].parent as usize, list[0].founders[0] as usize);
        let money = balance(&world, Account::Firms);
        let rows = testing::at(&world.clone(), |ctx| found(&mut world, ctx, list));
        let f = &world.firms;
        assert_eq!((rows.len(), f.rows.living(), world.trace.events.len()), (2, 1_502, 2));
        assert!(f.uid(rows[0]) < f.uid(rows[1]), "in the order of identities");
        let booked = world.ledger.booked(Account::Firms, Flow::Founding);
        assert!((balance(&world, Account::Firms) - money - booked).abs() < 1e-6 && booked > 0.0);
        let known = |row: usize| f.knowledge(row).map(|t| t.capability).collect::<Vec<_>>();
        let inherited = known(rows[0]).iter().filter(|c| known(parent).contains(c)).count();
        assert!(inherited > 0 && knowledge::size(&f.kene[rows[0]]) >= 4);
        assert!(f.quality[rows[0]] > 0.0);
        assert_eq!(world.persons.class[founder], Class::Entrepreneur);
        assert_eq!(world.persons.employer[founder] as usize, rows[1]);
    }

    #[test]
    fn an_outside_firm_is_abler() {
        let mut world = testing::world();
        let one = |kind, ordinal| Founding {
            uid: Uid::of(crate::uid::Kind::Firm, [Uid(4), Uid(4)], 0, ordinal),
            kind,
            parent: NONE,
            founders: [NONE; FOUNDERS],
            ..spin_off(&world, 0)
        };
        let list: Vec<Founding> =
            (0..200).map(|n| one(if n < 100 { FirmKind::Foreign } else { FirmKind::Private }, n)).collect();
        let rows = testing::at(&world.clone(), |ctx| found(&mut world, ctx, list));
        let mean = |kind: FirmKind| {
            let of: Vec<f64> =
                rows.iter().filter(|r| world.firms.kind[**r] == kind).map(|r| world.firms.quality[*r]).collect();
            of.iter().sum::<f64>() / of.len() as f64
        };
        assert!(mean(FirmKind::Foreign) > mean(FirmKind::Private) + 1.0);
    }
}
