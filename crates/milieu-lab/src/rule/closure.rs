//! Places close.
//!
//! Cash below 0 for three months; founders burnt out; a review failed after a campaign; or as a scenario has it. Leases that
//! end are the matter of [`super::lease`]. Ties made there stay: that is the legacy.
//!
//! Burnout strikes community and university places with hazard b·load, load = members/(6·core) or 1 where nobody carries it.
//! Operators of commercial places give up with a hazard of 0.5 % a month.
//! A successor group is found with probability M/(M + 10), the members left; else the place closes.
//! Review: each January from the end of a campaign on, subsidised places whose desks in use, as far as padding is not seen through,
//! are below a share of 0.14 (noise 0.04) lose their registration and close. All but b is assumed.
//!
//! Evidence: 135 of 2,386 national registrations (5.7 %) withdrawn for 2020 (notice 国科火字〔2021〕65号).

use crate::context::Context;
use crate::parameter::{Parameter, Status};
use crate::random::Stream;
use crate::rule::finance::{self, is_eligible, seen};
use crate::rule::{campaign, lease};
use crate::state::ledger::{Account, Flow};
use crate::state::place::{CORE, Closure, Governance};
use crate::state::{NONE, World};
use crate::trace::{Event, Happening, Term, largest};

/// Months in a row with negative cash after which a place closes; § 7.7 of the specification, assumed.
const BROKE: u8 = 3;
/// Members one carrier can bear; assumed.
const BEARS: f64 = 6.0;
/// Members at which a successor group is as likely as not; assumed.
const SUCCESSION: f64 = 10.0;
/// Hazard a month that an operator gives up whatever the books say; 5 of 29 coworking spaces in about three years (P16).
const GIVES_UP: f64 = 0.005;
/// Share of desks in use below which a review fails, and the noise of the review; assumed, set by P14.
const REVIEW: [f64; 2] = [0.14, 0.04];

/// Hazard of burnout of a fully loaded core (a month).
pub const BURNOUT: Parameter = Parameter {
    number: 55,
    part: 0,
    name: "burnout",
    what: "hazard of burnout of a fully loaded core",
    default: 0.01,
    prior: [0.002, 0.03],
    unit: "a month",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[BURNOUT];

/// Closes what has come to its end.
pub fn run(world: &mut World, ctx: &Context) {
    let reviewed = is_review(world, ctx);
    for p in 0..world.places.len() {
        if !world.places.is_alive(p) {
            continue;
        }
        let age = ctx.step - world.places.rows.since[p];
        let limit = ctx.levers.close_at.at(world.places.town[p] as usize);
        if limit > 0.0 && f64::from(age) >= limit {
            close(world, ctx, p, Closure::Forced, || vec![("age", f64::from(age)), ("age allowed", limit)]);
        } else if world.places.broke[p] >= BROKE {
            let (books, cash) = (finance::of(world, ctx, p, world.places.subsidy[p]), world.places.cash[p]);
            close(world, ctx, p, Closure::Broke, || [&books.terms()[..], &[("cash", cash)]].concat());
        } else if reviewed && is_eligible(world, p) && fails(world, ctx, p) {
            let q = &world.places;
            let terms = [("members", f64::from(q.members[p])), ("desks", -q.desks[p]), ("pad", q.pad[p])];
            close(world, ctx, p, Closure::Review, || terms.to_vec());
        } else {
            burn_out(world, ctx, p);
        }
    }
}

/// Whether there is a review this month: January, a campaign is over.
fn is_review(w: &World, ctx: &Context) -> bool {
    let over = |since: u32| f64::from(ctx.step) >= f64::from(since) + ctx.get(&campaign::MONTHS);
    ctx.month.is_january() && w.agenda.campaign_since.is_some_and(over)
}

fn fails(w: &World, ctx: &Context, p: usize) -> bool {
    let q = &w.places;
    if q.desks[p] <= 0.0 {
        return false;
    }
    let believed = q.pad[p] * (1.0 - seen(w, ctx, q.town[p] as usize));
    let share = (f64::from(q.members[p]) + believed) / q.desks[p];
    share < REVIEW[0] + REVIEW[1] * ctx.chance.normal(Stream::Review, q.uid(p), 0)
}

/// Members for each carrier, over what one can bear.
fn load(w: &World, p: usize) -> (f64, usize) {
    let core = w.places.core[p].iter().filter(|i| **i != NONE).count();
    #[expect(clippy::cast_precision_loss, reason = "at most eight")]
    let bear = core as f64 * BEARS;
    (if core == 0 { 1.0 } else { f64::from(w.places.members[p]) / bear }, core)
}

fn burn_out(world: &mut World, ctx: &Context, p: usize) {
    if world.places.governance[p] == Governance::Commercial {
        let (uid, members) = (world.places.uid(p), f64::from(world.places.members[p]));
        if ctx.chance.strikes(Stream::Burnout, uid, 0, GIVES_UP) {
            close(world, ctx, p, Closure::Burnout, || vec![("hazard of operators", GIVES_UP), ("members", members)]);
        }
        return;
    }
    if !matches!(world.places.governance[p], Governance::Community | Governance::University) {
        return;
    }
    let (load, core) = load(world, p);
    let uid = world.places.uid(p);
    if !ctx.chance.strikes(Stream::Burnout, uid, 0, ctx.get(&BURNOUT) * load) {
        return;
    }
    let members = f64::from(world.places.members[p]);
    if ctx.chance.happens(Stream::Burnout, uid, 1, members / (members + SUCCESSION)) {
        // The founders leave; who follows them is asked among members in the next months.
        world.places.core[p] = [NONE; CORE];
        return;
    }
    #[expect(clippy::cast_precision_loss, reason = "at most eight")]
    let carriers = core as f64;
    close(world, ctx, p, Closure::Burnout, || vec![("load", load), ("carriers", carriers), ("members", members)]);
}

/// The word for a cause.
const fn word(cause: Closure) -> &'static str {
    match cause {
        Closure::Open => "open",
        Closure::Broke => "out of money",
        Closure::Lease => "lease",
        Closure::Burnout => "burnout",
        Closure::Review => "review",
        Closure::Forced => "forced",
    }
}

/// Closes a place, unless a scenario keeps places from dying: floor, members and money are let go, a grant goes to the core.
#[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows; grants in single precision")]
pub fn close(world: &mut World, ctx: &Context, p: usize, cause: Closure, terms: impl FnOnce() -> Vec<Term>) {
    let town = world.places.town[p];
    if ctx.levers.immortal.at(town as usize) > 0.0 {
        return;
    }
    let (floor, area) = (usize::from(world.places.floor[p]), world.places.area[p]);
    lease::release(world, town as usize, floor, area);
    for &i in world.members.of(p) {
        world.persons.member[i as usize].iter_mut().filter(|m| **m == p as u32).for_each(|m| *m = NONE);
    }
    let core = world.places.core[p].iter().filter(|i| world.persons.is_alive(**i as usize));
    let core: Vec<usize> = core.map(|i| *i as usize).collect();
    let grant = ctx.levers.alumni_grant.at(town as usize) as f32;
    for &i in &core {
        world.persons.grant[i] += grant / core.len() as f32;
    }
    let q = &mut world.places;
    world.ledger.book(Account::Places, Flow::Winding, -q.cash[p]);
    q.cash[p] = 0.0;
    q.closed[p] = ctx.step;
    q.closure[p] = cause;
    q.members[p] = 0;
    q.attendance[p] = 0;
    q.guests[p] = 0;
    q.events[p] = 0;
    q.rows.leave(p, ctx.step);
    let who = q.uid(p);
    world.trace.record(|| Event {
        step: ctx.step,
        what: Happening::PlaceClosed,
        who,
        row: p as u32,
        territory: town,
        detail: word(cause),
        terms: largest(&terms()),
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::{Lever, Levers, Switches};
    use crate::month::Month;
    use crate::rule::testing;
    use crate::state::ledger::balance;

    fn month(world: &mut World, levers: &Levers) {
        let before = world.clone();
        testing::with(&before, &testing::defaults(), levers, Switches::default(), |ctx| run(world, ctx));
    }

    #[test]
    fn who_is_broke_for_three_months_closes_and_leaves_everything() {
        let mut world = testing::world();
        world.trace.on = true;
        world.list_members();
        (world.places.broke[0], world.places.broke[1]) = (3, 2);
        world.places.cash[0] = -500.0;
        let (town, area) = (world.places.town[0] as usize, world.places.area[0]);
        let (floor, cash) = (world.territories.occupied[town][2], balance(&world, Account::Places));
        let core: Vec<usize> = world.places.core[0].iter().filter(|i| **i != NONE).map(|i| *i as usize).collect();
        month(&mut world, &Levers { alumni_grant: Lever::everywhere(1_000.0), ..Levers::default() });
        assert_eq!((world.places.closure[0], world.places.closed[0]), (Closure::Broke, 0));
        assert!(world.places.is_alive(1));
        assert!((floor - world.territories.occupied[town][2] - area).abs() < 1e-6);
        let change = balance(&world, Account::Places) - cash;
        assert!((change - world.ledger.change(Account::Places)).abs() < 1e-6 && change == 500.0);
        assert!(world.persons.member.iter().all(|m| !m.contains(&0)));
        assert!((core.iter().map(|&i| world.persons.grant[i]).sum::<f32>() - 1_000.0).abs() < 0.1);
        let event = &world.trace.events[0];
        assert_eq!((event.detail, event.what), ("out of money", Happening::PlaceClosed));
        assert!(event.terms.iter().any(|(name, yuan)| *name == "rent" && *yuan < 0.0), "{event:?}");
    }

    #[test]
    fn a_scenario_closes_and_keeps() {
        let mut world = testing::world();
        world.step = 36;
        month(&mut world, &Levers { close_at: Lever::everywhere(36.0), ..Levers::default() });
        assert_eq!(world.places.rows.living(), 0);
        assert!(world.places.closure.iter().all(|c| *c == Closure::Forced));
        let mut world = testing::world();
        world.places.broke.fill(9);
        month(&mut world, &Levers { immortal: Lever::everywhere(1.0), ..Levers::default() });
        assert_eq!(world.places.rows.living(), 60);
    }

    #[test]
    fn the_overloaded_burn_out_more_and_the_many_find_successors() {
        let closed = |members: u32, core: usize| {
            let mut world = testing::world();
            for p in 0..60 {
                world.places.governance[p] = Governance::Community;
                world.places.members[p] = members;
                world.places.core[p] = std::array::from_fn(|n| if n < core { 0 } else { NONE });
            }
            let all: usize = (0..24)
                .map(|_| {
                    world.step += 1;
                    month(&mut world, &Levers::default());
                    world.places.members.iter_mut().for_each(|m| *m = members);
                    world.places.core.fill(std::array::from_fn(|n| if n < core { 0 } else { NONE }));
                    0
                })
                .sum::<usize>()
                + 60
                - world.places.rows.living();
            all
        };
        assert_eq!(closed(0, 4), 0, "no load");
        assert!(closed(12, 1) > closed(12, 8));
    }

    #[test]
    fn a_review_after_the_campaign_closes_the_empty() {
        let mut world = testing::world();
        world.month = Month::new(2018, 1);
        world.step = 120;
        world.agenda.campaign_since = Some(80);
        for p in 0..60 {
            world.places.governance[p] = if p < 40 { Governance::State } else { Governance::Commercial };
            world.places.kind[p] = crate::state::place::PlaceKind::Coworking;
            world.places.desks[p] = 100.0;
            world.places.members[p] = if p % 2 == 0 { 0 } else { 40 };
        }
        let before = world.clone();
        month(&mut world, &Levers::default());
        let failed = |p: usize| world.places.closure[p] == Closure::Review;
        assert!((0..40).filter(|&p| failed(p)).all(|p| p % 2 == 0));
        assert!((0..40).filter(|&p| failed(p)).count() > 15);
        assert!((40..60).all(|p| !failed(p)), "who has no registration cannot lose it");
        let mut early = before;
        early.agenda.campaign_since = Some(100);
        month(&mut early, &Levers::default());
        assert_eq!(early.places.rows.living(), 60);
    }
}
