//! Leases end: stay, move to cheaper floor, or close.
//!
//! At renewal the rent is the town's. A place stays if the rent rose by no more than it tolerates, or if its month would still
//! leave something at the new rent. Else it looks for cheaper floor within the prefecture: vacant marginal floor at a rent within
//! what it tolerates, the nearest. Each member follows with probability exp(−h·d), h the weight of distance in joining and d in tens of
//! kilometres. If there is no such floor it closes.
//!
//! Decision taken: a scenario's factor on rents is paid each month ([`super::finance`]) and so weighs on the month's margin; the rent
//! agreed is the market's. Places that pay no rent have no lease.

use crate::context::Context;
use crate::parameter::{Parameter, Status};
use crate::random::Stream;
use crate::real;
use crate::rule::attendance::{self, JOIN_DISTANCE};
use crate::rule::closure;
use crate::rule::finance::rent_share;
use crate::state::place::{Closure, Governance};
use crate::state::territory::{MARGINAL, PREFECTURE, TOWN};
use crate::state::{NONE, World};
use crate::trace::{Event, Happening, largest};

/// Length of a lease (months).
pub const LENGTH: Parameter = Parameter {
    number: 53,
    part: 0,
    name: "lease",
    what: "length of a lease",
    default: 36.0,
    prior: [24.0, 60.0],
    unit: "months",
    status: Status::Assumed,
    source: "assumed",
};

/// Rise of the rent a place accepts at renewal.
pub const TOLERANCE: Parameter = Parameter {
    number: 54,
    part: 0,
    name: "rent-tolerance",
    what: "rise of the rent a place accepts at renewal",
    default: 0.15,
    prior: [0.05, 0.4],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[LENGTH, TOLERANCE];

/// Months of a new lease in a town for a place run like this.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "months are few")]
pub fn length(ctx: &Context, town: usize, governance: Governance) -> u32 {
    let (community, all) = (ctx.levers.community_lease.at(town), ctx.levers.lease.at(town));
    let months = match governance {
        Governance::Community if community > 0.0 => community,
        _ if all > 0.0 => all,
        _ => ctx.get(&LENGTH),
    };
    months.round().max(1.0) as u32
}

/// Renews, moves or ends what comes up this month, in the order of identities.
pub fn run(world: &mut World, ctx: &Context) {
    let q = &world.places;
    let mut due: Vec<usize> = (0..q.len())
        .filter(|&p| q.is_alive(p) && q.lease_end[p] <= ctx.step && rent_share(q.kind[p], q.governance[p]) > 0.0)
        .collect();
    due.sort_by_key(|&p| world.places.uid(p));
    for p in due {
        renew(world, ctx, p);
    }
}

fn renew(world: &mut World, ctx: &Context, p: usize) {
    let (q, t) = (&world.places, &world.territories);
    let town = q.town[p] as usize;
    let (old, new) = (q.rent[p], t.rent[town][usize::from(q.floor[p])]);
    let bearable = old * (1.0 + ctx.get(&TOLERANCE));
    let dearer = (new - old) * q.area[p] * rent_share(q.kind[p], q.governance[p]) * ctx.levers.rent.at(town);
    let margin = q.income[p] + q.subsidy[p] - q.costs[p];
    if new <= bearable || margin >= dearer {
        let lease = length(ctx, town, q.governance[p]);
        world.places.rent[p] = new;
        world.places.lease_end[p] = ctx.step + lease;
        return;
    }
    if let Some(to) = cheaper(world, p, bearable) {
        relocate(world, ctx, p, to);
        return;
    }
    let terms =
        [("rise of rent", -dearer), ("margin before", margin), ("rent bearable", bearable), ("rent asked", -new)];
    closure::close(world, ctx, p, Closure::Lease, || terms.to_vec());
}

/// The nearest town of the prefecture with vacant marginal floor at a rent the place can bear.
fn cheaper(w: &World, p: usize, bearable: f64) -> Option<usize> {
    let (q, t) = (&w.places, &w.territories);
    let town = q.town[p] as usize;
    let home = t.at_level(town, PREFECTURE);
    t.of_level(TOWN)
        .filter(|&z| t.at_level(z, PREFECTURE) == home)
        .filter(|&z| (z, MARGINAL) != (town, usize::from(q.floor[p])))
        .filter(|&z| t.rent[z][MARGINAL] <= bearable && vacant(w, z, MARGINAL) >= q.area[p])
        .map(|z| (z, attendance::distance(w, town, z)))
        .min_by(|a, b| a.1.total_cmp(&b.1))
        .map(|(z, _)| z)
}

/// Floor that nobody uses, m².
#[must_use]
pub fn vacant(w: &World, town: usize, floor: usize) -> f64 {
    w.territories.stock[town][floor] - w.territories.occupied[town][floor]
}

/// Gives up floor.
pub fn release(world: &mut World, town: usize, floor: usize, area: f64) {
    let occupied = &mut world.territories.occupied[town][floor];
    *occupied = (*occupied - area).max(0.0);
}

/// Takes floor; the caller has seen that it is vacant.
pub fn take(world: &mut World, town: usize, floor: usize, area: f64) {
    world.territories.occupied[town][floor] += area;
}

#[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
fn relocate(world: &mut World, ctx: &Context, p: usize, to: usize) {
    let (from, floor, area) = (world.places.town[p] as usize, usize::from(world.places.floor[p]), world.places.area[p]);
    let far = attendance::distance(world, from, to);
    release(world, from, floor, area);
    take(world, to, MARGINAL, area);
    let lease = length(ctx, to, world.places.governance[p]);
    let (old, new) = (world.places.rent[p], world.territories.rent[to][MARGINAL]);
    let q = &mut world.places;
    q.town[p] = to as u32;
    q.floor[p] = MARGINAL as u8;
    q.rent[p] = new;
    q.lease_end[p] = ctx.step + lease;
    q.displaced[p] += far;
    let who = q.uid(p);
    let follows = real::exp(-ctx.get(&JOIN_DISTANCE) * far / attendance::UNIT);
    let mut lost = 0.0;
    for &i in world.members.of(p) {
        if !ctx.chance.happens(Stream::Lease, world.persons.uid(i as usize), who.folded(), follows) {
            for slot in world.persons.member[i as usize].iter_mut().filter(|m| **m == p as u32) {
                *slot = NONE;
                lost += 1.0;
            }
        }
    }
    world.trace.record(|| Event {
        step: ctx.step,
        what: Happening::PlaceMoved,
        who,
        row: p as u32,
        territory: to as u32,
        detail: "rent",
        terms: largest(&[("rent saved", (old - new) * area), ("distance", far), ("members lost", -lost)]),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::{Lever, Levers, Switches};
    use crate::rule::testing;

    /// A world where the lease of a community place is up and it cannot pay more; that place.
    fn due(rise: f64) -> (World, usize) {
        let mut world = testing::world();
        world.step = 50;
        world.places.lease_end.fill(90);
        let p = (0..60).find(|&p| world.places.governance[p] == Governance::Community).expect("one");
        world.places.lease_end[p] = 50;
        world.places.rent[p] = 10.0;
        let town = world.places.town[p] as usize;
        for z in world.territories.of_level(TOWN) {
            world.territories.rent[z][MARGINAL] = 100.0;
        }
        world.territories.rent[town][MARGINAL] = 10.0 * (1.0 + rise);
        (world, p)
    }

    fn month(world: &mut World, levers: &Levers) {
        let before = world.clone();
        testing::with(&before, &testing::defaults(), levers, Switches::default(), |ctx| run(world, ctx));
    }

    #[test]
    fn a_bearable_rise_is_paid() {
        let (mut world, p) = due(0.1);
        month(&mut world, &Levers::default());
        assert!((world.places.rent[p] - 11.0).abs() < 1e-9);
        assert_eq!((world.places.lease_end[p], world.places.is_alive(p)), (86, true));
        let (mut world, p) = due(0.1);
        month(&mut world, &Levers { community_lease: Lever::everywhere(120.0), ..Levers::default() });
        assert_eq!(world.places.lease_end[p], 170);
    }

    #[test]
    fn a_rise_beyond_it_is_paid_out_of_a_margin() {
        let (mut world, p) = due(1.0);
        world.places.income[p] = 1e6;
        month(&mut world, &Levers::default());
        assert_eq!((world.places.rent[p], world.places.is_alive(p)), (20.0, true));
    }

    #[test]
    fn cheaper_floor_nearby_takes_it_in_and_members_are_lost_on_the_way() {
        let (mut world, p) = due(1.0);
        world.trace.on = true;
        let town = world.places.town[p] as usize;
        let home = world.territories.at_level(town, PREFECTURE);
        let to = world
            .territories
            .of_level(TOWN)
            .find(|&z| z != town && world.territories.at_level(z, PREFECTURE) == home)
            .expect("another town");
        world.territories.rent[to][MARGINAL] = 9.0;
        let members = world.residents.of(town)[..200].to_vec();
        members.iter().for_each(|i| world.persons.member[*i as usize][0] = u32::try_from(p).expect("small"));
        world.list_members();
        let floor = |w: &World| w.territories.occupied.iter().map(|o| o[MARGINAL]).sum::<f64>();
        let (before, stayed_before) = (floor(&world), world.members.of(p).len());
        month(&mut world, &Levers::default());
        assert_eq!((world.places.town[p] as usize, world.places.rent[p]), (to, 9.0));
        assert!((floor(&world) / before - 1.0).abs() < 1e-12, "floor is given up and taken");
        let far = world.places.displaced[p];
        world.list_members();
        let share = world.members.of(p).len() as f64 / stayed_before as f64;
        assert!((share - (-0.3 * far / 10.0).exp()).abs() < 0.12, "{share} at {far} km");
        assert_eq!(world.trace.events[0].what, Happening::PlaceMoved);
    }

    #[test]
    fn without_cheaper_floor_it_closes_and_says_why() {
        let (mut world, p) = due(1.0);
        world.trace.on = true;
        month(&mut world, &Levers::default());
        assert_eq!((world.places.is_alive(p), world.places.closure[p]), (false, Closure::Lease));
        let event = &world.trace.events[0];
        assert_eq!((event.what, event.detail), (Happening::PlaceClosed, "lease"));
        assert!(event.terms.iter().any(|(name, _)| *name == "rise of rent"), "{event:?}");
    }

    #[test]
    fn without_a_gap_nothing_happens() {
        let (mut world, p) = due(0.0);
        let town = world.places.town[p];
        month(&mut world, &Levers::default());
        assert_eq!((world.places.rent[p], world.places.town[p]), (10.0, town));
    }
}
