//! Places open: grassroots, commercial, state.
//!
//! Grassroots: each maker, artist or student without a place who has at least three ties founds one with hazard h_g·(1 + β·exemplars known
//! through ties)·(1 + grant/G), where there is vacant marginal floor at a rent of at most R_max. Commercial: where the expected
//! margin is positive for six months. State: as many as ordered, at the cheapest floor or where makers are (switch H-N).
//!
//! Decisions taken: the hazard is the person's, so the sum over a town is h_g times the number of such makers, as in the
//! specification, and the founder's identity addresses the draw. Core group: the founder and the strongest contacts of the
//! prefecture with a membership to give, up to eight. Parents: the places where founder and core first met; a place whose parents are
//! known is a successor of them. Proposals are made by all at once and committed by identity, while floor is left.

mod commercial;
mod grassroots;
mod state;

use crate::context::Context;
use crate::parameter::{Parameter, Status};
use crate::random::Stream;
use crate::rule::kinds::{Model, model};
use crate::rule::{finance, lease};
use crate::state::ledger::{Account, Flow};
use crate::state::place::{CORE, Governance, PlaceKind};
use crate::state::territory::{MARGINAL, TOWN};
use crate::state::{NONE, World};
use crate::trace::{Event, Happening, Term, largest};
use crate::uid::Uid;

/// Hazard of a grassroots place, h_g (a month).
pub const GRASSROOTS: Parameter = Parameter {
    number: 51,
    part: 0,
    name: "h-grassroots",
    what: "hazard of a grassroots place, h_g",
    default: 0.003,
    prior: [0.0005, 0.02],
    unit: "a month",
    status: Status::Fitted,
    source: "fitted to the number of places before 2015 (P10)",
};

/// Highest rent grassroots places start at, times the mean rent of marginal floor.
pub const HIGHEST_RENT: Parameter = Parameter {
    number: 52,
    part: 0,
    name: "r-max",
    what: "highest rent grassroots places start at, times the mean rent of marginal floor",
    default: 1.0,
    prior: [0.6, 1.5],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[GRASSROOTS, HIGHEST_RENT];

/// Months of costs a place has in cash when it opens; assumed.
const MONTHS_OF_CASH: f64 = 6.0;

/// A place that somebody wants to open.
struct Proposal {
    uid: Uid,
    kind: PlaceKind,
    governance: Governance,
    town: usize,
    /// Size relative to the kind's.
    scale: f64,
    core: [u32; CORE],
    parents: [u32; 2],
    /// What grants bring, yuan.
    grant: f64,
    /// Territory whose order it is of; [`NONE`] if of none.
    ordered_by: u32,
    /// Who had it opened: a word for the trace.
    origin: &'static str,
    terms: [Term; 3],
}

impl Proposal {
    fn model(&self) -> &'static Model {
        model(self.kind)
    }

    fn area(&self) -> f64 {
        self.model().area * self.scale
    }
}

/// Opens places.
pub fn run(world: &mut World, ctx: &Context) {
    let mut proposals = grassroots::proposals(world, ctx);
    commercial::look(world, ctx);
    proposals.extend(commercial::proposals(world, ctx));
    proposals.extend(state::proposals(world, ctx));
    proposals.sort_by_key(|proposal| proposal.uid);
    let mut brought = 0.0;
    for proposal in &proposals {
        if lease::vacant(world, proposal.town, MARGINAL) >= proposal.area() {
            brought += open(world, ctx, proposal);
        }
    }
    world.ledger.book(Account::Places, Flow::Founding, brought);
}

/// Opens a place; returns what it is founded with, yuan.
#[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows; metres in single precision")]
fn open(world: &mut World, ctx: &Context, proposal: &Proposal) -> f64 {
    let (like, town) = (proposal.model(), proposal.town);
    let p = world.places.add(proposal.uid, ctx.step);
    let [east, north] = ctx.chance.pair(Stream::Found, proposal.uid, 0);
    let lease = lease::length(ctx, town, proposal.governance);
    let core: Vec<u32> = proposal.core.iter().copied().filter(|i| *i != NONE).collect();
    for &i in &core {
        if let Some(free) = world.persons.member[i as usize].iter_mut().find(|m| **m == NONE) {
            *free = p as u32;
        }
        world.persons.grant[i as usize] = 0.0;
    }
    let q = &mut world.places;
    q.kind[p] = proposal.kind;
    q.governance[p] = proposal.governance;
    q.town[p] = town as u32;
    q.floor[p] = MARGINAL as u8;
    q.local[p] = [(4_000.0 * (east - 0.5)) as f32, (4_000.0 * (north - 0.5)) as f32];
    q.area[p] = proposal.area();
    q.desks[p] = like.desks * proposal.scale;
    q.fee[p] = like.fee;
    q.formality[p] = like.formality;
    q.permeability[p] = like.permeability;
    q.equipment[p] = like.equipment;
    q.rent[p] = world.territories.rent[town][MARGINAL];
    q.lease_end[p] = ctx.step + lease;
    q.core[p] = proposal.core;
    q.parents[p] = proposal.parents;
    q.members[p] = core.len() as u32;
    lease::take(world, town, MARGINAL, proposal.area());
    let cash = MONTHS_OF_CASH * finance::of(world, ctx, p, 0.0).costs() + proposal.grant;
    world.places.cash[p] = cash;
    if let Some(ordered) = world.territories.ordered.get_mut(proposal.ordered_by as usize) {
        *ordered -= 1.0;
    }
    world.trace.record(|| Event {
        step: ctx.step,
        what: Happening::PlaceOpened,
        who: proposal.uid,
        row: p as u32,
        territory: town as u32,
        detail: proposal.origin,
        terms: largest(&proposal.terms),
    });
    cash
}

/// Highest rent at which places are founded, yuan per m² and month: R_max times the mean over the stock of marginal floor.
fn highest_rent(w: &World, ctx: &Context) -> f64 {
    let t = &w.territories;
    let (mut rent, mut stock) = (0.0, 0.0);
    for z in t.of_level(TOWN) {
        rent += t.rent[z][MARGINAL] * t.stock[z][MARGINAL];
        stock += t.stock[z][MARGINAL];
    }
    if stock > 0.0 { ctx.get(&HIGHEST_RENT) * rent / stock } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing;
    use crate::state::ledger::balance;

    #[test]
    fn what_opens_takes_floor_and_is_founded_with_booked_money() {
        let mut world = testing::world();
        world.trace.on = true;
        world.territories.ordered[0] = 3.0;
        let floor = |w: &World| w.territories.occupied.iter().map(|o| o[MARGINAL]).sum::<f64>();
        let (before, cash, area) =
            (floor(&world), balance(&world, Account::Places), world.places.area.iter().sum::<f64>());
        testing::at(&world.clone(), |ctx| run(&mut world, ctx));
        let opened = world.places.len() - 60;
        assert!(opened > 0);
        assert_eq!(world.trace.events.len(), opened);
        let new_area = world.places.area.iter().sum::<f64>() - area;
        assert!((floor(&world) - before - new_area).abs() < 1e-3);
        let change = balance(&world, Account::Places) - cash;
        assert!((change - world.ledger.change(Account::Places)).abs() < 1e-3 && change > 0.0);
    }

    #[test]
    fn without_vacant_floor_nothing_opens() {
        let mut world = testing::world();
        world.territories.ordered[0] = 30.0;
        for z in world.territories.of_level(TOWN) {
            world.territories.occupied[z] = world.territories.stock[z];
        }
        testing::at(&world.clone(), |ctx| run(&mut world, ctx));
        assert_eq!(world.places.len(), 60);
        assert_eq!(world.territories.ordered[0], 30.0, "the order stands");
    }
}
