//! Places the state has ordered.
//!
//! A government opens at most one place and a sixth of what is outstanding a month. Before a campaign it opens incubators, innovation
//! houses and creative clusters, from then on mostly mass makerspaces (shares assumed). Switch H-N: at the town of the cheapest marginal
//! floor, its rent raised by half for each state-run place it has, or where there are most makers for each place.

use super::Proposal;
use crate::context::Context;
use crate::lever::Siting;
use crate::random::Stream;
use crate::rule::kinds::model;
use crate::rule::lease;
use crate::state::person::Class;
use crate::state::place::{CORE, Governance, PlaceKind};
use crate::state::territory::{MARGINAL, TOWN};
use crate::state::{NONE, World};
use crate::uid::{Kind, Uid};

/// Share of what is outstanding that opens in a month; assumed.
const SHARE: f64 = 1.0 / 6.0;
/// Kinds before and in a campaign; assumed.
const BEFORE: [(PlaceKind, f64); 3] =
    [(PlaceKind::Incubator, 0.5), (PlaceKind::InnovationHouse, 0.3), (PlaceKind::CreativeCluster, 0.2)];
const CAMPAIGN: [(PlaceKind, f64); 3] =
    [(PlaceKind::MassMakerspace, 0.75), (PlaceKind::Incubator, 0.1), (PlaceKind::InnovationHouse, 0.15)];

/// Places that governments open this month.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "orders of a month are few")]
pub fn proposals(w: &World, ctx: &Context) -> Vec<Proposal> {
    let t = &w.territories;
    let ordering: Vec<usize> = t.governed().filter(|&z| t.ordered[z] >= 1.0).collect();
    if ordering.is_empty() {
        return vec![];
    }
    let mut opened = vec![0_u32; t.len()];
    let makers = makers(w, ctx);
    let kinds = if w.agenda.campaign_since.is_some() { CAMPAIGN } else { BEFORE };
    let mut all = Vec::new();
    for z in ordering {
        let outstanding = t.ordered[z].floor();
        let count = (1.0 + (outstanding * SHARE).floor()).min(outstanding) as u32;
        for n in 0..count {
            let government = t.uid(z);
            let uid = Uid::of(Kind::Place, [government, government], ctx.step, 100 + n);
            let kind = ctx
                .chance
                .choice(Stream::Found, uid, 1, &kinds.map(|(_, share)| share))
                .map_or(PlaceKind::MassMakerspace, |k| kinds[k].0);
            let Some((town, cost)) = site(w, ctx, z, model(kind).area, &makers, &opened) else { break };
            opened[town] += 1;
            all.push(Proposal {
                uid,
                kind,
                governance: Governance::State,
                town,
                scale: 1.0,
                core: [NONE; CORE],
                parents: [NONE; 2],
                grant: 0.0,
                ordered_by: z as u32,
                origin: "state",
                terms: [
                    ("places outstanding", outstanding),
                    ("rent there", t.rent[town][MARGINAL]),
                    ("cost of the site", cost),
                ],
            });
        }
    }
    all
}

/// Makers and students of each town, if that is what decides.
fn makers(w: &World, ctx: &Context) -> Vec<f64> {
    if ctx.switches.siting != Siting::MakerDensity {
        return vec![];
    }
    let p = &w.persons;
    crate::kernel::sum_by(p.len(), w.territories.len(), |i| {
        let wanted = matches!(p.class[i], Class::Maker | Class::Student | Class::Artist);
        (wanted && p.is_alive(i)).then_some((p.town[i] as usize, 1.0))
    })
}

/// The town where a government puts the next place, and what decided.
fn site(w: &World, ctx: &Context, z: usize, area: f64, makers: &[f64], opened: &[u32]) -> Option<(usize, f64)> {
    let t = &w.territories;
    let level = t.level[z];
    let cost = |town: usize| {
        let places = w.places_of.of(town);
        if ctx.switches.siting == Siting::MakerDensity {
            #[expect(clippy::cast_precision_loss, reason = "places of a town are few")]
            let there = places.len() as f64 + f64::from(opened[town]);
            return -makers[town] / (1.0 + there);
        }
        let run = places.iter().filter(|p| w.places.governance[**p as usize] == Governance::State).count();
        #[expect(clippy::cast_precision_loss, reason = "places of a town are few")]
        let run = run as f64 + f64::from(opened[town]);
        t.rent[town][MARGINAL] * (1.0 + 0.5 * run)
    };
    t.of_level(TOWN)
        .filter(|&town| t.at_level(town, level) == z && lease::vacant(w, town, MARGINAL) >= area)
        .map(|town| (town, cost(town)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::Switches;
    use crate::rule::testing;

    fn sites(world: &World, siting: Siting) -> Vec<usize> {
        let switches = Switches { siting, ..Switches::default() };
        testing::with(world, &testing::defaults(), &Default::default(), switches, |ctx| {
            proposals(world, ctx).iter().map(|p| p.town).collect()
        })
    }

    #[test]
    fn the_state_builds_where_floor_is_cheap_or_where_makers_are() {
        let mut world = testing::world();
        let towns = world.territories.of_level(TOWN);
        let (cheap, many) = (towns.start + 2, towns.start + 9);
        world.territories.rent[cheap][MARGINAL] = 1.0;
        for &i in world.residents.of(many) {
            world.persons.class[i as usize] = Class::Maker;
        }
        world.places.town.fill(u32::try_from(towns.start).expect("small"));
        world.regroup();
        world.territories.ordered[0] = 1.0;
        assert_eq!(sites(&world, Siting::CheapestFloor), [cheap]);
        assert_eq!(sites(&world, Siting::MakerDensity), [many]);
        world.territories.ordered[0] = 0.5;
        assert!(sites(&world, Siting::CheapestFloor).is_empty(), "half a place is none");
    }

    #[test]
    fn orders_are_delivered_bit_by_bit_within_the_territory() {
        let mut world = testing::world();
        let county = world.territories.governed().end - 1;
        world.territories.ordered[county] = 20.0;
        let mut months = 0;
        while world.territories.ordered[county] >= 1.0 && months < 40 {
            world.territories.occupied.iter_mut().for_each(|o| o[MARGINAL] = 0.0);
            testing::at(&world.clone(), |ctx| super::super::run(&mut world, ctx));
            world.step += 1;
            months += 1;
        }
        let opened = (60..world.places.len()).filter(|&p| world.places.governance[p] == Governance::State);
        let towns: Vec<usize> = opened.map(|p| world.places.town[p] as usize).collect();
        assert_eq!(towns.len(), 20, "as many as ordered");
        assert!(towns.iter().all(|&z| world.territories.at_level(z, 3) == county));
        assert!((5..=12).contains(&months), "{months}");
    }
}
