//! The cash of places.
//!
//! cash += fee·M + events + services + sponsors + tenants + subsidy + relief − R·area − staff − equipment. What the budget has for
//! maker places is shared among eligible ones (state-run, incubators, mass makerspaces) within the territory by *reported* desks in use:
//! reported = members + pad, at most [`CAP`] yuan a desk. The pad is chosen like a misreport ([`super::misreport`]): it
//! maximises s·pad − c·S·pad²/(2·desks·(1 − q)), so pad = desks·(1 − q)·s/(c·S), within the free desks; s is the subsidy for a desk, S its
//! usual size, q the monitoring and audit probability, c the cost of padding. No subsidy, no pad.
//!
//! Decisions taken: state-run places pay 0.3 of the rent (state-owned floor), universities' and firms' own none. Deficits of
//! places of an owner are the owner's; those of community places are borne by the core up to a twentieth of their incomes.
//! What exceeds a year's costs goes to the owner, except in community places. Under switch H-S monitoring makes
//! informality costly to community places: q·(1 − F)·40 yuan a member. All amounts not in the table of kinds
//! ([`super::kinds`]) are assumed.
//!
//! Limits: more hubs live on subsidies than operators estimate (P12, missed): nine in ten of those open at the end.

use crate::context::Context;
use crate::kernel;
use crate::lever::MAKER_PLACES;
use crate::parameter::{Parameter, Status};
use crate::rule::kinds::{Funding, model};
use crate::state::ledger::{Account, Flow};
use crate::state::person::Class;
use crate::state::place::{Governance, PlaceKind};
use crate::state::{NONE, World};
use crate::trace::Term;

/// Most a subsidy pays for a reported desk, yuan a month; assumed.
pub const CAP: f64 = 1_000.0;
/// Usual subsidy for a desk, S, yuan a month; assumed.
pub const USUAL: f64 = 300.0;
/// Share of the rent that state-run places pay; assumed.
const STATE_FLOOR: f64 = 0.3;
/// What a visitor leaves at an event, yuan; assumed.
const EVENT: f64 = 10.0;
/// Services to a member, yuan a month; assumed.
const SERVICE: f64 = 150.0;
/// Sponsors of a place of full visibility, yuan a month; assumed.
const SPONSORS: f64 = 1_500.0;
/// Tenants' rent over the place's own, and desks and floor a member of staff looks after; assumed.
const MARK_UP: f64 = 1.25;
const DESKS_A_POST: f64 = 60.0;
const FLOOR_A_POST: f64 = 10_000.0;
/// Equipment and upkeep, yuan per m² and month of a place equipped in full; assumed.
const UPKEEP: f64 = 4.0;
/// Share of their incomes that the core gives at most; assumed.
const GIVES: f64 = 0.05;
/// What monitoring costs an informal place, yuan per member and month, under H-S; assumed.
const INFORMALITY: f64 = 40.0;

/// Cost of padding reports.
pub const PAD_COST: Parameter = Parameter {
    number: 58,
    part: 0,
    name: "pad-cost",
    what: "cost of padding reports",
    default: 1.0,
    prior: [0.1, 5.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[PAD_COST];

/// A place's month, yuan. Costs are positive.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Books {
    /// Fees of members.
    pub fees: f64,
    /// Events, services and sponsors.
    pub services: f64,
    /// Rent of tenants.
    pub tenants: f64,
    /// What owner or core put in.
    pub contributions: f64,
    /// Subsidy for reported desks.
    pub subsidy: f64,
    /// Rent relief.
    pub relief: f64,
    /// Rent.
    pub rent: f64,
    /// Staff.
    pub staff: f64,
    /// Equipment, upkeep and the cost of informality.
    pub upkeep: f64,
}

impl Books {
    /// What a place earns by itself.
    #[must_use]
    pub fn earned(&self) -> f64 {
        self.fees + self.services + self.tenants
    }

    /// What it costs.
    #[must_use]
    pub fn costs(&self) -> f64 {
        self.rent + self.staff + self.upkeep
    }

    /// What is left.
    #[must_use]
    pub fn margin(&self) -> f64 {
        self.earned() + self.contributions + self.subsidy + self.relief - self.costs()
    }

    /// The terms of a decision about money.
    #[must_use]
    pub fn terms(&self) -> [Term; 9] {
        [
            ("fees", self.fees),
            ("services", self.services),
            ("tenants", self.tenants),
            ("contributions", self.contributions),
            ("subsidy", self.subsidy),
            ("rent relief", self.relief),
            ("rent", -self.rent),
            ("staff", -self.staff),
            ("upkeep", -self.upkeep),
        ]
    }
}

/// Keeps the books of a month.
pub fn run(world: &mut World, ctx: &Context) {
    let w = &*world;
    let subsidy = subsidies(w, ctx);
    let books = kernel::map(w.places.len(), |p| of(w, ctx, p, subsidy[p]));
    let mut total = Books::default();
    let mut taken = 0.0;
    for (p, month) in books.into_iter().enumerate() {
        let (pad, q) = (pad(world, ctx, p, month.subsidy), &mut world.places);
        if !q.is_alive(p) {
            continue;
        }
        q.cash[p] += month.margin();
        q.subsidy[p] = month.subsidy + month.relief;
        q.income[p] = month.earned() + month.contributions;
        q.costs[p] = month.costs();
        q.pad[p] = pad;
        let keeps = 12.0 * month.costs();
        if q.governance[p] != Governance::Community && q.cash[p] > keeps {
            taken += q.cash[p] - keeps;
            q.cash[p] = keeps;
        }
        q.broke[p] = if q.cash[p] < 0.0 { q.broke[p].saturating_add(1) } else { 0 };
        total.fees += month.earned();
        total.contributions += month.contributions;
        total.subsidy += month.subsidy + month.relief;
        total.rent += month.rent;
        total.staff += month.staff;
        total.upkeep += month.upkeep;
    }
    let flows = [
        (Flow::Fees, total.fees),
        (Flow::Founding, total.contributions),
        (Flow::Subsidies, total.subsidy),
        (Flow::Rent, -total.rent),
        (Flow::Wages, -total.staff),
        (Flow::Costs, -total.upkeep),
        (Flow::Winding, -taken),
    ];
    for (flow, yuan) in flows {
        world.ledger.book(Account::Places, flow, yuan);
    }
}

/// The month of a place under a subsidy.
#[must_use]
pub fn of(w: &World, ctx: &Context, p: usize, subsidy: f64) -> Books {
    let (places, t) = (&w.places, &w.territories);
    if !places.is_alive(p) {
        return Books::default();
    }
    let (kind, town) = (model(places.kind[p]), places.town[p] as usize);
    let (members, governance) = (f64::from(places.members[p]), places.governance[p]);
    let floor = usize::from(places.floor[p]);
    let mut month = Books { fees: places.fee[p] * members, subsidy, ..Books::default() };
    month.rent = places.rent[p] * places.area[p] * rent_share(places.kind[p], governance) * ctx.levers.rent.at(town);
    let relief = above(w, town).map(|z| t.relief[z]).fold(0.0, f64::max);
    month.relief = month.rent * relief.clamp(0.0, 1.0);
    month.services = EVENT * f64::from(places.attendance[p]);
    let posts = match kind.funding {
        Funding::Members => 0.0,
        Funding::Services => places.desks[p] / DESKS_A_POST,
        Funding::Tenants => places.area[p] / FLOOR_A_POST,
        Funding::Owner => 0.5,
    };
    match kind.funding {
        Funding::Services => month.services += SERVICE * members,
        Funding::Members | Funding::Owner => month.services += SPONSORS * places.visibility[p],
        Funding::Tenants => {
            let let_ = if t.stock[town][floor] > 0.0 { t.occupied[town][floor] / t.stock[town][floor] } else { 0.0 };
            month.tenants = MARK_UP * t.rent[town][floor] * places.area[p] * let_.clamp(0.0, 1.0);
        }
    }
    month.staff = posts * t.wage[town][Class::Maker as usize];
    // Parks and campuses keep up buildings out of what their tenants build.
    let kept = places.area[p].min(20_000.0);
    month.upkeep = UPKEEP * places.equipment[p] * kept;
    if ctx.switches.monitoring_costs && governance == Governance::Community {
        month.upkeep += INFORMALITY * seen(w, ctx, town) * (1.0 - places.formality[p]) * members;
    }
    let deficit = (-month.margin()).max(0.0);
    month.contributions = match (kind.funding, governance) {
        (Funding::Owner, _) | (_, Governance::University | Governance::Firm) => deficit,
        (_, Governance::Community) => deficit.min(GIVES * core_income(w, p)),
        _ => 0.0,
    };
    month
}

/// Share of the market's rent that a place pays.
#[must_use]
pub const fn rent_share(kind: PlaceKind, governance: Governance) -> f64 {
    match (kind, governance) {
        (PlaceKind::SciencePark | PlaceKind::Campus, _) | (_, Governance::University | Governance::Firm) => 0.0,
        (_, Governance::State) => STATE_FLOOR,
        _ => 1.0,
    }
}

/// Whether budgets for maker places pay for it.
#[must_use]
pub fn is_eligible(w: &World, p: usize) -> bool {
    w.places.is_alive(p)
        && (w.places.governance[p] == Governance::State
            || matches!(w.places.kind[p], PlaceKind::Incubator | PlaceKind::MassMakerspace))
}

/// A town and all territories above it.
pub fn above(w: &World, town: usize) -> impl Iterator<Item = usize> + '_ {
    std::iter::successors(Some(town), |&z| {
        let parent = w.territories.parent[z];
        (parent != NONE).then_some(parent as usize)
    })
}

/// Desks in use as reported.
fn reported(w: &World, p: usize) -> f64 {
    f64::from(w.places.members[p]) + w.places.pad[p]
}

/// Subsidy of each place.
#[must_use]
pub fn subsidies(w: &World, ctx: &Context) -> Vec<f64> {
    let t = &w.territories;
    let mut desks = vec![0.0; t.len()];
    for p in (0..w.places.len()).filter(|&p| is_eligible(w, p)) {
        for z in above(w, w.places.town[p] as usize) {
            desks[z] += reported(w, p);
        }
    }
    kernel::map(w.places.len(), |p| {
        if !is_eligible(w, p) {
            return 0.0;
        }
        let town = w.places.town[p] as usize;
        let a_desk: f64 = above(w, town).filter(|z| desks[*z] > 0.0).map(|z| t.spend[z][MAKER_PLACES] / desks[z]).sum();
        a_desk.clamp(0.0, CAP) * reported(w, p) * ctx.levers.subsidy.at(town)
    })
}

/// Share of padding that is seen: monitoring and audits, the highest of a town and those above it.
#[must_use]
pub fn seen(w: &World, ctx: &Context, town: usize) -> f64 {
    let t = &w.territories;
    let own = above(w, town).map(|z| t.monitoring[z] + t.audit[z]).fold(0.0, f64::max);
    (own + ctx.levers.monitoring.at(town) + ctx.levers.audit.at(town)).clamp(0.0, 1.0)
}

/// Desks reported beyond the real ones after a month with this subsidy.
fn pad(w: &World, ctx: &Context, p: usize, subsidy: f64) -> f64 {
    let (desks, used) = (w.places.desks[p], reported(w, p));
    if subsidy <= 0.0 {
        return 0.0;
    }
    let a_desk = subsidy / used.max(1.0);
    let hidden = 1.0 - seen(w, ctx, w.places.town[p] as usize);
    let pad = desks * hidden * a_desk / (ctx.get(&PAD_COST).max(1e-6) * USUAL);
    pad.clamp(0.0, (desks - f64::from(w.places.members[p])).max(0.0))
}

fn core_income(w: &World, p: usize) -> f64 {
    let core = w.places.core[p].iter().filter(|i| w.persons.is_alive(**i as usize));
    core.map(|i| f64::from(w.persons.income[*i as usize])).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::{Lever, Levers, Switches};
    use crate::rule::testing;
    use crate::state::ledger::balance;

    fn month(world: &mut World, levers: &Levers) {
        let before = world.clone();
        testing::with(&before, &testing::defaults(), levers, Switches::default(), |ctx| run(world, ctx));
    }

    /// A world whose first place is a mass makerspace of the state with 30 of 150 desks in use.
    fn hub() -> World {
        let mut world = testing::world();
        let like = model(PlaceKind::MassMakerspace);
        let p = &mut world.places;
        (p.kind[0], p.governance[0]) = (like.kind, like.governance);
        (p.area[0], p.desks[0], p.fee[0], p.members[0]) = (like.area, like.desks, like.fee, 30);
        for p in 1..p.len() {
            world.places.rows.leave(p, 0);
        }
        world
    }

    #[test]
    fn money_is_conserved() {
        let mut world = testing::world();
        let county = world.territories.governed().end - 1;
        world.territories.spend[county][MAKER_PLACES] = 2e5;
        world.territories.relief[0] = 0.2;
        let before = balance(&world, Account::Places);
        month(&mut world, &Levers::default());
        let change = balance(&world, Account::Places) - before;
        assert!((change - world.ledger.change(Account::Places)).abs() < 1e-6 * before.abs(), "{change}");
        assert!(world.ledger.booked(Account::Places, Flow::Rent) < 0.0);
        assert!(world.ledger.booked(Account::Places, Flow::Subsidies) > 0.0);
    }

    #[test]
    fn no_subsidy_no_pad_and_monitoring_takes_it_away() {
        let mut world = hub();
        month(&mut world, &Levers::default());
        assert_eq!((world.places.pad[0], world.places.subsidy[0]), (0.0, 0.0));
        world.territories.spend[0][MAKER_PLACES] = 9_000.0;
        month(&mut world, &Levers::default());
        // s = 300 a desk, c = 1: all desks but the real ones.
        assert_eq!((world.places.subsidy[0], world.places.pad[0]), (9_000.0, 120.0));
        let mut values = testing::defaults();
        values.set(&PAD_COST, 4.0);
        let pad_at = |monitoring: f64| {
            let levers = Levers { monitoring: Lever::everywhere(monitoring), ..Levers::default() };
            let world = hub();
            testing::with(&world, &values, &levers, Switches::default(), |ctx| pad(&world, ctx, 0, 9_000.0))
        };
        assert!((pad_at(0.0) - 150.0 / 4.0).abs() < 1e-9);
        assert!((pad_at(0.5) - 150.0 / 8.0).abs() < 1e-9);
        assert_eq!(pad_at(1.0), 0.0);
    }

    #[test]
    fn a_desk_is_paid_at_most_the_cap() {
        let mut world = hub();
        world.territories.spend[0][MAKER_PLACES] = 1e9;
        month(&mut world, &Levers::default());
        assert_eq!(world.places.subsidy[0], 30.0 * CAP);
    }

    #[test]
    fn rent_and_relief_are_paid_as_levers_say() {
        let mut world = testing::world();
        let p = (0..60).find(|&p| world.places.governance[p] == Governance::Commercial).expect("one");
        let rent = |w: &World, levers: &Levers| {
            testing::with(w, &testing::defaults(), levers, Switches::default(), |ctx| of(w, ctx, p, 0.0))
        };
        let plain = rent(&world, &Levers::default());
        assert_eq!(plain.rent, world.places.rent[p] * world.places.area[p]);
        let dearer = rent(&world, &Levers { rent: Lever::everywhere(1.1), ..Levers::default() });
        assert!((dearer.rent / plain.rent - 1.1).abs() < 1e-12);
        world.territories.relief[0] = 0.5;
        let relieved = rent(&world, &Levers::default());
        assert_eq!((relieved.relief, relieved.rent), (0.5 * plain.rent, plain.rent));
    }

    #[test]
    fn the_core_bears_a_small_deficit_and_not_a_large_one() {
        let mut world = testing::world();
        let p = (0..60).find(|&p| world.places.governance[p] == Governance::Community).expect("one");
        world.places.members[p] = 0;
        let books = |w: &World| testing::at(w, |ctx| of(w, ctx, p, 0.0));
        let most = GIVES * core_income(&world, p);
        assert!(most > 0.0 && books(&world).contributions <= most);
        world.places.rent[p] = 1e-6;
        world.places.equipment[p] = 0.1;
        assert!(books(&world).margin().abs() < 1e-9, "covered");
        world.places.rent[p] = 1e6;
        assert_eq!(books(&world).contributions, most);
    }
}
