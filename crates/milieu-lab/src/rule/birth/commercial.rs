//! Places that pay: an operator opens a coworking space, or in a campaign a subsidised mass makerspace, where one would have
//! paid for six months.
//!
//! Expected demand of a town: a quarter of its makers, artists and entrepreneurs who are in no place. The size follows the
//! demand, at least fifteen and at most as many desks as the kind has; with less demand nobody opens. Looked at each quarter;
//! once it has paid for six months an operator opens with probability 0.25 a month. One in a hundred openings before a campaign
//! tries the form that the campaign will take up. All assumed.

use super::Proposal;
use crate::context::Context;
use crate::kernel;
use crate::lever::MAKER_PLACES;
use crate::random::Stream;
use crate::rule::finance::{CAP, above, is_eligible};
use crate::rule::kinds::model;
use crate::rule::lease;
use crate::state::person::Class;
use crate::state::place::{CORE, Governance, PlaceKind};
use crate::state::territory::{MARGINAL, TOWN};
use crate::state::{NONE, World};
use crate::uid::{Kind, Uid};

/// Share of those without a place who are expected; assumed.
const EXPECTED: f64 = 0.25;
/// Fewest members worth opening for; assumed.
const FEWEST: f64 = 15.0;
/// Share of openings before a campaign that try the form of mass makerspaces, which the campaign then takes for its model
/// (some fifty in the country in 2014, P10); assumed.
const PIONEERS: f64 = 0.01;
/// Months an opening must have paid.
const MONTHS: u16 = 6;
/// Probability a month that an operator is found; assumed.
const OPENS: f64 = 0.25;
/// Yuan a member brings beside the fee, and a member of staff looks after so many desks, as in the books.
const SERVICE: f64 = 150.0;
const DESKS_A_POST: f64 = 60.0;

/// Notes, each quarter, where a place would pay.
pub fn look(world: &mut World, ctx: &Context) {
    if !ctx.month.is_quarter() {
        return;
    }
    let w = &*world;
    let demand = demand(w);
    let towns = w.territories.of_level(TOWN);
    let pays: Vec<bool> = towns.clone().map(|z| plan(w, z, demand[z]).is_some()).collect();
    for (z, pays) in towns.zip(pays) {
        let months = &mut world.territories.promising[z];
        *months = if pays { months.saturating_add(3) } else { 0 };
    }
}

/// Operators who open this month.
pub fn proposals(w: &World, ctx: &Context) -> Vec<Proposal> {
    let ripe: Vec<usize> = w
        .territories
        .of_level(TOWN)
        .filter(|&z| w.territories.promising[z] >= MONTHS)
        .filter(|&z| ctx.chance.happens(Stream::Birth, w.territories.uid(z), 1, OPENS))
        .collect();
    if ripe.is_empty() {
        return vec![];
    }
    let demand = demand(w);
    let proposal = |z: usize| {
        let plan = plan(w, z, demand[z])?;
        let town = w.territories.uid(z);
        let uid = Uid::of(Kind::Place, [town, town], ctx.step, 1);
        let pioneers = w.agenda.campaign_since.is_none() && ctx.chance.happens(Stream::Found, uid, 3, PIONEERS);
        let (kind, scale) = if pioneers && plan.kind == PlaceKind::Coworking {
            (PlaceKind::MassMakerspace, plan.members / model(PlaceKind::MassMakerspace).desks)
        } else {
            (plan.kind, plan.scale)
        };
        let terms =
            [("members expected", plan.members), ("margin expected", plan.margin), ("subsidy expected", plan.subsidy)];
        Some(Proposal {
            uid,
            kind,
            governance: Governance::Commercial,
            town: z,
            scale,
            core: [NONE; CORE],
            parents: [NONE; 2],
            grant: 0.0,
            ordered_by: NONE,
            origin: "commercial",
            terms,
        })
    };
    ripe.into_iter().filter_map(proposal).collect()
}

/// What an operator expects.
struct Plan {
    kind: PlaceKind,
    scale: f64,
    members: f64,
    subsidy: f64,
    margin: f64,
}

/// Persons by town who might come to a commercial place: those of the classes it is for who are in none.
fn demand(w: &World) -> Vec<f64> {
    let p = &w.persons;
    kernel::sum_by(p.len(), w.territories.len(), |i| {
        let wanted = matches!(p.class[i], Class::Maker | Class::Artist | Class::Entrepreneur);
        (wanted && p.member[i][0] == NONE && p.is_alive(i)).then_some((p.town[i] as usize, EXPECTED))
    })
}

/// The better of the two kinds, if it pays and there is floor.
fn plan(w: &World, z: usize, demand: f64) -> Option<Plan> {
    let subsidised = subsidy_of_desk(w, z);
    let of = |kind: PlaceKind, subsidy: f64| {
        let like = model(kind);
        let members = demand.min(like.desks);
        let scale = members / like.desks;
        let area = like.area * scale;
        let t = &w.territories;
        let costs = t.rent[z][MARGINAL] * area
            + members / DESKS_A_POST * t.wage[z][Class::Maker as usize]
            + 4.0 * like.equipment * area;
        let margin = (like.fee + SERVICE + subsidy) * members - costs;
        (margin > 0.0 && members >= FEWEST && lease::vacant(w, z, MARGINAL) >= area).then_some(Plan {
            kind,
            scale,
            members,
            subsidy: subsidy * members,
            margin,
        })
    };
    let plain = of(PlaceKind::Coworking, 0.0);
    let paid = (subsidised > 0.0).then(|| of(PlaceKind::MassMakerspace, subsidised)).flatten();
    match (plain, paid) {
        (Some(plain), Some(paid)) => Some(if paid.margin > plain.margin { paid } else { plain }),
        (plain, paid) => plain.or(paid),
    }
}

/// What a reported desk would bring in a town during a campaign: the budget for maker places of the town and those above it, spread
/// over the members of eligible places there are; the cap where there are none yet.
fn subsidy_of_desk(w: &World, z: usize) -> f64 {
    if w.agenda.campaign_since.is_none() {
        return 0.0;
    }
    let budget: f64 = above(w, z).map(|z| w.territories.spend[z][MAKER_PLACES]).sum();
    if budget <= 0.0 {
        return 0.0;
    }
    let eligible = w.places_of.of(z).iter().map(|p| *p as usize).filter(|&p| is_eligible(w, p));
    let (desks, paid) = eligible.fold((0.0, 0.0), |(desks, paid), p| {
        (desks + f64::from(w.places.members[p]) + w.places.pad[p], paid + w.places.subsidy[p])
    });
    if desks > 0.0 { (paid / desks).min(CAP) } else { budget.min(CAP) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::month::Month;
    use crate::rule::testing;

    /// A town of makers without places, cheap floor.
    fn promising() -> (World, usize) {
        let mut world = testing::world();
        let z = world.persons.town[0] as usize;
        for &i in world.residents.of(z) {
            world.persons.class[i as usize] = Class::Maker;
            world.persons.member[i as usize] = [NONE; 2];
        }
        world.territories.rent[z][MARGINAL] = 5.0;
        (world, z)
    }

    #[test]
    fn what_would_have_paid_for_six_months_opens() {
        let (mut world, z) = promising();
        let mut opened = vec![];
        for month in 0..12 {
            world.month = Month::new(2013, 1).plus(month);
            world.step = month;
            testing::at(&world.clone(), |ctx| {
                look(&mut world, ctx);
                opened.extend(
                    proposals(&world, ctx).into_iter().filter(|p| p.town == z).map(|p| (month, p.kind, p.scale)),
                );
            });
        }
        assert!(
            opened.iter().all(|(month, kind, scale)| *month >= 3 && *kind == PlaceKind::Coworking && *scale <= 1.0)
        );
        assert!(!opened.is_empty());
    }

    #[test]
    fn dear_floor_or_few_people_open_nothing() {
        let (mut world, z) = promising();
        let demand_here = demand(&world)[z];
        assert!(plan(&world, z, demand_here).is_some());
        assert!(plan(&world, z, 10.0).is_none());
        world.territories.rent[z][MARGINAL] = 500.0;
        assert!(plan(&world, z, demand_here).is_none());
    }

    #[test]
    fn a_campaign_makes_subsidised_places_pay() {
        let (mut world, z) = promising();
        world.territories.rent[z][MARGINAL] = 30.0;
        world.territories.spend[z][MAKER_PLACES] = 1e6;
        let demand_here = demand(&world)[z];
        assert!(plan(&world, z, demand_here).is_none_or(|p| p.kind == PlaceKind::Coworking), "no campaign");
        world.agenda.campaign_since = Some(0);
        let plan = plan(&world, z, demand_here).expect("it pays now");
        assert_eq!(plan.kind, PlaceKind::MassMakerspace);
    }
}
