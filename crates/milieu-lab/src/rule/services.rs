//! What else a government does with its budget: land, holidays, talent, service centres, monitoring, relief, orders.
//!
//! A service centre raises local linkage and the success of incremental search of its members; its quality grows with the share of
//! firms who say what they need. Monitoring raises q and the audit probability; under switch H-S it makes informality costly
//! (no evidence was found; off by default). Places are ordered up to the target for their number; rent relief
//! pays a share of the rent of places that exist.
//!
//! With s_k the spending on an instrument in percent of the month's output (all coefficients assumed):
//! service S ← S + 0.02·s·(1 + ψ/2)·(0.3 + 0.7·a)·(1 − S) − 0.005·S, a the share of firms with a partner, ψ/2 what partners
//! pay in a public-private partnership; q ← q + 0.02·s·(1 − q) − 0.01·q, audits 0.05 + 0.3·q a year; openness
//! o ← o + 0.01·s·(1 − o) − 0.002·max(0, o − 0.3). Cheap land: discount = spending/rent bill of industry, 0.5 at most;
//! holiday = spending/2.5 % of output, 0.8 at most. Public capital G loses 5 % a year and adds 0.1·ln(1 + G/Y) to ln A.
//!
//! Decisions: all of this happens in counties, and their towns share it. Money is not what limits support of places at
//! this scale, attention is: relief pays at most the share of the budget it is given (a tenth of the budget, a tenth of the
//! rent), a subsidy at most 1,000 yuan per reported desk and month times that share. State places and hubs are subsidised.
//! Offices order a sixth of what is missing to the target a month, of the kinds that are counted, but no county prepares
//! more than one place in five months; a place costs 1.5 million yuan to set up, half of what goes to maker places pays that. Under `outcome_targets` no number is ordered.

use crate::context::Context;
use crate::kernel;
use crate::lever::{DEBT, LAND, MAKER_PLACES, MONITORING, RELIEF, SERVICE, TALENT, TAX, ZONE};
use crate::parameter::Parameter;
use crate::random::Stream;
use crate::real;
use crate::rule::accounts;
use crate::state::indicator::PLACES;
use crate::state::ledger::{Account, Flow};
use crate::state::place::Governance;
use crate::state::territory::{COUNTY, INDUSTRIAL};
use crate::state::{NONE, World};

/// Cost of setting up a state place, yuan; assumed.
const SET_UP: f64 = 1.5e6;
/// Share of the money for maker places that pays their running; assumed.
const RUNNING: f64 = 0.5;
/// Share of what is missing to the target that is ordered in a month; assumed.
const PACE: f64 = 1.0 / 6.0;
/// Most places a county can prepare in a month: sites, fitting out and staff take time (assumed, set by P10).
const PREPARED: f64 = 0.2;
/// Subsidy per reported desk and month if the whole budget went to maker places, yuan; assumed.
const SUBSIDY: f64 = 1_000.0;
/// Highest discount on industrial rents, and highest tax holiday.
const HIGHEST: [f64; 2] = [0.5, 0.8];
/// Profit tax a month, as share of output, that a holiday is measured by.
const TAX_BASE: f64 = 0.025;
/// What a centre of full quality adds to the success of its members' incremental search.
const HELP: f64 = 0.3;
/// Share of firms that are members of a centre of full quality.
const MEMBERS: f64 = 0.6;
/// Audit probability a year without monitoring, and what full monitoring adds.
const AUDITS: [f64; 2] = [0.05, 0.3];
/// Elasticity of productivity to public capital, and the share of it lost a month.
const CAPITAL: [f64; 2] = [0.1, 0.05 / 12.0];
/// Share of the rent that full monitoring adds to the costs of a wholly informal place, under H-S.
const INFORMALITY: f64 = 0.3;

/// Parameters of this rule: none in the register.
pub const PARAMETERS: &[Parameter] = &[];

/// What the county's service centre adds to the success of a firm's incremental search: 0 unless it is a member. Which
/// firms join first is drawn once for the whole run.
#[must_use]
pub fn help(world: &World, ctx: &Context, firm: usize) -> f64 {
    let service = world.territories.service[world.firms.town[firm] as usize];
    if service <= 0.0 {
        return 0.0;
    }
    let member = ctx.chance_of_run().happens(Stream::Zone, world.firms.uid(firm), 0, MEMBERS * service);
    if member { HELP * service } else { 0.0 }
}

/// What informality costs a place under H-S, as share of its rent; 0 if the switch is off.
#[must_use]
pub fn informality_cost(world: &World, ctx: &Context, town: usize, formality: f64) -> f64 {
    if !ctx.switches.monitoring_costs {
        return 0.0;
    }
    INFORMALITY * super::misreport::monitoring(world, ctx, town) * (1.0 - formality).clamp(0.0, 1.0)
}

/// Sums over a county that decide its rates.
#[derive(Clone, Copy, Debug, Default)]
struct Base {
    firms: f64,
    with_partner: f64,
    industrial_rent: f64,
    rent_of_places: f64,
    subsidised_desks: f64,
    places: f64,
}

/// Sums by county.
fn bases(world: &World) -> Vec<Base> {
    let (t, f, p) = (&world.territories, &world.firms, &world.places);
    let mut bases = vec![Base::default(); t.len()];
    let county = |town: u32| (town != NONE).then(|| t.at_level(town as usize, COUNTY));
    let firms = kernel::sums_by(f.len(), t.len(), |row| {
        if !f.is_alive(row) {
            return None;
        }
        let partner = f.partners[row].iter().any(|&other| f.is_alive(other as usize));
        county(f.town[row]).map(|z| (z, [1.0, f64::from(u8::from(partner))]))
    });
    let places = kernel::sums_by(p.len(), t.len(), |row| {
        if !p.is_alive(row) {
            return None;
        }
        let desks = if is_subsidised(world, row) { p.desks[row] + p.pad[row] } else { 0.0 };
        let counted = f64::from(u8::from(accounts::is_counted(p.kind[row])));
        county(p.town[row]).map(|z| (z, [p.rent[row] * p.area[row], desks, counted]))
    });
    for town in t.governed().end..t.len() {
        bases[t.at_level(town, COUNTY)].industrial_rent += t.rent[town][INDUSTRIAL] * t.occupied[town][INDUSTRIAL];
    }
    for (row, base) in bases.iter_mut().enumerate() {
        [base.firms, base.with_partner] = firms[row];
        [base.rent_of_places, base.subsidised_desks, base.places] = places[row];
        base.places += t.ordered[row];
    }
    bases
}

/// Whether a place is paid a subsidy by desks: state places, and community places turned into hubs.
#[must_use]
pub fn is_subsidised(world: &World, place: usize) -> bool {
    world.places.governance[place] == Governance::State || world.places.converted[place] != NONE
}

/// Uses the month's budget.
pub fn run(world: &mut World, ctx: &Context) {
    let bases = bases(world);
    let mut set_up = 0.0;
    let mut added = vec![0.0; bases.len()];
    for county in world.territories.of_level(COUNTY) {
        rates(world, county, &bases[county]);
        added[county] = build(world, county);
        set_up += support(world, ctx, county, &bases[county]);
    }
    world.ledger.book(Account::Treasury, Flow::Spending, -set_up);
    let t = &mut world.territories;
    for town in t.governed().end..t.len() {
        let county = t.at_level(town, COUNTY);
        t.ln_productivity[town] += added[county];
        t.discount[town] = t.discount[county];
        t.holiday[town] = t.holiday[county];
        t.service[town] = t.service[county];
        t.monitoring[town] = t.monitoring[county];
        t.audit[town] = t.audit[county];
        t.openness[town] = t.openness[county];
        t.relief[town] = t.relief[county];
        t.subsidy[town] = t.subsidy[county];
    }
}

/// Land, holidays, service centre, monitoring, talent.
fn rates(world: &mut World, county: usize, base: &Base) {
    let style = world.officials.style[county];
    let t = &mut world.territories;
    let reach = t.reach[county];
    let output: f64 = t.output[county].iter().sum();
    let percent = |k: usize| if output > 0.0 { 100.0 * reach[k] / output } else { 0.0 };
    let part = |spending: f64, of: f64, most: f64| if of > 0.0 { (spending / of).min(most) } else { 0.0 };
    t.discount[county] = part(reach[LAND], base.industrial_rent, HIGHEST[0]);
    t.holiday[county] = part(reach[TAX], TAX_BASE * output, HIGHEST[1]);
    let articulation = part(base.with_partner, base.firms, 1.0);
    let service = &mut t.service[county];
    let grows = 0.02 * percent(SERVICE) * (1.0 + style / 2.0) * (0.3 + 0.7 * articulation) * (1.0 - *service);
    *service = (*service + grows - 0.005 * *service).clamp(0.0, 1.0);
    let q = &mut t.monitoring[county];
    *q = (*q + 0.02 * percent(MONITORING) * (1.0 - *q) - 0.01 * *q).clamp(0.0, 1.0);
    t.audit[county] = AUDITS[0] + AUDITS[1] * *q;
    let open = &mut t.openness[county];
    *open = (*open + 0.01 * percent(TALENT) * (1.0 - *open) - 0.002 * (*open - 0.3).max(0.0)).clamp(0.0, 1.0);
}

/// Public capital, and what it adds to productivity of the county; returns that, for its towns.
fn build(world: &mut World, county: usize) -> f64 {
    let year = super::budget::yearly_output(world, county);
    let t = &mut world.territories;
    let before = t.capital[county];
    let after = before * (1.0 - CAPITAL[1]) + t.reach[county][ZONE] + t.reach[county][DEBT];
    t.capital[county] = after;
    if year <= 0.0 {
        return 0.0;
    }
    // Against this month's output before and after: growth of output does not take away what was built.
    let adds = CAPITAL[0] * (real::ln(year + after) - real::ln(year + before));
    t.ln_productivity[county] += adds;
    adds
}

/// Orders places and sets the rates of subsidy and relief; what ordering costs, yuan.
fn support(world: &mut World, ctx: &Context, county: usize, base: &Base) -> f64 {
    let share = world.officials.share[county];
    let target = world.indicators.target[county][PLACES];
    let t = &mut world.territories;
    let missing = if ctx.switches.outcome_targets { 0.0 } else { (target - base.places).max(0.0) };
    let affordable = (1.0 - RUNNING) * t.reach[county][MAKER_PLACES].max(0.0) / SET_UP;
    let orders = (PACE * missing).min(PREPARED).min(affordable);
    t.ordered[county] += orders;
    let cost = orders * SET_UP;
    t.treasury[county] -= cost;
    let running = RUNNING * t.reach[county][MAKER_PLACES] * ctx.levers.subsidy.at(county);
    let highest = SUBSIDY * share[MAKER_PLACES] * ctx.levers.subsidy.at(county);
    let desks = base.subsidised_desks;
    t.subsidy[county] = if desks > 0.0 { (running / desks).min(highest) } else { highest.min(running) };
    let bill = base.rent_of_places;
    t.relief[county] = if bill > 0.0 { (t.reach[county][RELIEF] / bill).min(share[RELIEF]).min(1.0) } else { 0.0 };
    let used = [(MAKER_PLACES, cost + t.subsidy[county] * desks), (RELIEF, t.relief[county] * bill)];
    for (k, yuan) in used {
        t.spend[county][k] = yuan;
        t.spent[county][k] += yuan;
    }
    cost
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::{INSTRUMENTS, Lever, Levers, Switches};
    use crate::month::Month;
    use crate::run::Plan;
    use crate::start::{self, Size};

    /// A world after so many months in which one instrument reaches every county with one percent of output.
    fn after(plan: &Plan, levers: &Levers, months: u32, instrument: usize, target: f64) -> World {
        let mut world = start::synthetic(&Size::SMALL, 1, Month::new(2010, 1));
        world.territories.output.fill([1e9; 8]);
        for step in 0..months {
            for county in world.territories.of_level(COUNTY) {
                world.territories.reach[county] = [0.0; 10];
                world.territories.reach[county][instrument] = 8e7;
                world.indicators.target[county][PLACES] = target;
                world.officials.share[county] = [0.1; 10];
            }
            run(&mut world, &Context { levers, ..plan.context(step, Month::new(2010, 1).plus(step), levers) });
        }
        world
    }

    fn county(world: &World) -> usize {
        world.territories.of_level(COUNTY).start
    }

    #[test]
    fn each_instrument_moves_its_own() {
        let (plan, none) = (Plan::baseline(1, 1), Levers::default());
        for (k, name) in INSTRUMENTS.iter().enumerate() {
            let world = after(&plan, &none, 24, k, 0.0);
            let (t, z) = (&world.territories, county(&world));
            let town = t.governed().end;
            assert_eq!(t.discount[z] > 0.0, k == LAND, "{name}");
            assert_eq!(t.holiday[town] > 0.0, k == TAX, "{name}");
            assert_eq!(t.service[town] > 0.0, k == SERVICE, "{name}");
            assert_eq!(t.monitoring[town] > 0.0, k == MONITORING, "{name}");
            assert_eq!(t.relief[town] > 0.0, k == RELIEF, "{name}");
            assert_eq!(t.subsidy[town] > 0.0, k == MAKER_PLACES, "{name}");
            assert_eq!(t.ln_productivity[town] > 0.0, k == ZONE || k == DEBT, "{name}");
            assert_eq!(t.ordered[z], 0.0, "no target, no order: {name}");
        }
    }

    #[test]
    fn orders_close_the_gap_slowly_and_are_paid() {
        let (plan, none) = (Plan::baseline(1, 1), Levers::default());
        let world = after(&plan, &none, 1, MAKER_PLACES, 100.0);
        let t = &world.territories;
        let ordered: f64 = t.ordered.iter().sum();
        assert!((ordered - 8.0 * PREPARED).abs() < 1e-9, "{ordered}: no more than eight counties can prepare");
        let near: f64 = after(&plan, &none, 1, MAKER_PLACES, 1.0).territories.ordered.iter().sum();
        assert!(near > 0.0 && near <= 8.0 * PACE, "a share of what is missing: {near}");
        let paid: f64 = -t.treasury.iter().sum::<f64>();
        assert!((paid - ordered * SET_UP).abs() < 1e-3);
        assert!((world.ledger.booked(Account::Treasury, Flow::Spending) + paid).abs() < 1e-3);
        let later: f64 = after(&plan, &none, 18, MAKER_PLACES, 100.0).territories.ordered.iter().sum();
        assert!((later - 18.0 * 8.0 * PREPARED).abs() < 1e-6, "{later}");
        let outcomes = Switches { outcome_targets: true, ..Switches::default() };
        let world = after(&Plan { switches: outcomes, ..plan }, &none, 5, MAKER_PLACES, 100.0);
        assert!(world.territories.ordered.iter().all(|n| *n == 0.0));
    }

    #[test]
    fn relief_and_subsidy_stay_within_the_share_given() {
        let plan = Plan::baseline(1, 1);
        let world = after(&plan, &Levers::default(), 1, RELIEF, 0.0);
        assert!(world.territories.relief.iter().all(|r| *r <= 0.1 + 1e-12));
        let twice = Levers { subsidy: Lever::everywhere(2.0), ..Levers::default() };
        let of = |levers: &Levers| {
            let world = after(&plan, levers, 1, MAKER_PLACES, 0.0);
            world.territories.subsidy[county(&world)]
        };
        assert!((of(&Levers::default()) - 100.0).abs() < 1e-9 && (of(&twice) - 200.0).abs() < 1e-9);
    }

    #[test]
    fn a_centre_helps_its_members_only() {
        let (plan, none) = (Plan::baseline(1, 1), Levers::default());
        let mut world = start::synthetic(&Size::SMALL, 1, Month::new(2010, 1));
        let ctx = plan.context(3, Month::new(2010, 4), &none);
        let members = |world: &World| (0..world.firms.len()).filter(|f| help(world, &ctx, *f) > 0.0).count() as f64;
        assert_eq!(members(&world), 0.0);
        world.territories.service.fill(0.5);
        assert!((members(&world) / world.firms.len() as f64 - 0.3).abs() < 0.05);
    }

    #[test]
    fn informality_costs_under_the_switch_only() {
        let none = Levers::default();
        let mut world = start::synthetic(&Size::SMALL, 1, Month::new(2010, 1));
        world.territories.monitoring.fill(0.5);
        let cost = |on: bool, formality: f64| {
            let switches = Switches { monitoring_costs: on, ..Switches::default() };
            let plan = Plan { switches, ..Plan::baseline(1, 1) };
            informality_cost(&world, &plan.context(0, Month::new(2010, 1), &none), 20, formality)
        };
        assert_eq!((cost(false, 0.0), cost(true, 1.0)), (0.0, 0.0));
        assert!((cost(true, 0.2) - 0.3 * 0.5 * 0.8).abs() < 1e-12);
    }
}
