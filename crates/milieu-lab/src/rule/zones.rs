//! Zones: firms inside are more productive, new ones first, and each further zone of a region brings less.
//!
//! Bonus of the n-th zone of a region to ln A of entrants: b_n = b_1·d^{n−1}.
//!
//! Decisions: a region is a prefecture, and a county founds one zone at most: with hazard spending/(2 % of a year's
//! output), in its town with most vacant industrial floor. The bonus holds for entrants in that town, from a year after
//! founding; a zone that stands at the start has its infrastructure, and its bonus holds from the first month.
//!
//! Evidence: net entry matters more than incumbents (Lu, Wang & Zhu 2019, *AEJ: Policy*); later zones bring smaller
//! benefits and more relocation (Wang 2013, *J. Dev. Econ.*).
//!
//! Limits: the bonus is small beside what else moves a town: over five years a region's later zones do better or worse than its first
//! by chance (P9, missed).

use crate::context::Context;
use crate::lever::ZONE;
use crate::parameter::{Parameter, Status};
use crate::random::Stream;
use crate::real;
use crate::state::World;
use crate::state::territory::{COUNTY, INDUSTRIAL, PREFECTURE};
use crate::trace::{Event, Happening};

/// Bonus of the first zone to ln A, b_1.
pub const FIRST: Parameter = Parameter {
    number: 22,
    part: 0,
    name: "zone-first",
    what: "bonus of the first zone to ln A, b_1",
    default: 0.15,
    prior: [0.05, 0.4],
    unit: "",
    status: Status::Anchored,
    source: "sign: Lu, Wang & Zhu 2019",
};

/// Bonus of a zone relative to the one before it.
pub const DECAY: Parameter = Parameter {
    number: 23,
    part: 0,
    name: "zone-decay",
    what: "bonus of a zone relative to the one before it",
    default: 0.7,
    prior: [0.4, 1.0],
    unit: "",
    status: Status::Anchored,
    source: "sign: Wang 2013",
};

/// Spending for which a zone is founded, in years of output (assumed).
const COST: f64 = 0.02;
/// Months before a zone has its infrastructure (assumed).
const LAG: u32 = 12;

/// What the zone of a town adds to ln A of firms that enter there; 0 without a zone.
#[must_use]
pub fn bonus(world: &World, ctx: &Context, town: usize) -> f64 {
    let t = &world.territories;
    match t.zone[town] {
        0 => 0.0,
        _ if ctx.step < t.zone_works[town] => 0.0,
        ordinal => ctx.get(&FIRST) * real::pow(ctx.get(&DECAY), f64::from(ordinal - 1)),
    }
}

/// Founds zones where spending brings one about.
#[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
pub fn run(world: &mut World, ctx: &Context) {
    for county in world.territories.of_level(COUNTY) {
        let t = &world.territories;
        let cost = COST * super::budget::yearly_output(world, county);
        let hazard = if cost > 0.0 { t.reach[county][ZONE] / cost } else { 0.0 };
        if t.zone[county] > 0 || !ctx.chance.strikes(Stream::Zone, t.uid(county), 0, hazard) {
            continue;
        }
        let vacant = |z: usize| t.stock[z][INDUSTRIAL] - t.occupied[z][INDUSTRIAL];
        let towns = towns_of(world, county);
        let Some(&town) = towns.iter().max_by(|a, b| vacant(**a).total_cmp(&vacant(**b)).then(b.cmp(a))) else {
            continue;
        };
        let region = t.at_level(county, PREFECTURE);
        let before = t.of_level(COUNTY).filter(|z| t.zone[*z] > 0 && t.at_level(*z, PREFECTURE) == region).count();
        let (who, free) = (t.uid(county), vacant(town));
        let t = &mut world.territories;
        for row in [county, town] {
            t.zone[row] = before as u16 + 1;
            t.zone_since[row] = ctx.step;
            t.zone_works[row] = ctx.step + LAG;
        }
        world.trace.record(|| Event {
            step: ctx.step,
            what: Happening::ZoneFounded,
            who,
            row: town as u32,
            territory: town as u32,
            detail: "",
            terms: [("hazard", hazard), ("vacant floor", free), ("zones before", before as f64)],
        });
    }
}

/// Towns of a county.
fn towns_of(world: &World, county: usize) -> Vec<usize> {
    let t = &world.territories;
    (t.governed().end..t.len()).filter(|&z| t.parent[z] as usize == county).collect()
}

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[FIRST, DECAY];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::Levers;
    use crate::month::Month;
    use crate::run::Plan;
    use crate::start::{self, Size};

    fn after(months: u32, spending: f64) -> World {
        let mut world = start::synthetic(&Size::SMALL, 1, Month::new(2000, 1));
        let (plan, none) = (Plan::baseline(1, 1), Levers::default());
        world.territories.output_year.fill(1e9);
        for step in 0..months {
            for county in world.territories.of_level(COUNTY) {
                world.territories.reach[county][ZONE] = spending;
            }
            run(&mut world, &plan.context(step, Month::new(2000, 1).plus(step), &none));
        }
        world
    }

    #[test]
    fn later_zones_of_a_region_bring_less() {
        let world = after(400, 2e6);
        let (plan, none) = (Plan::baseline(1, 1), Levers::default());
        let ctx = plan.context(500, Month::new(2041, 1), &none);
        let t = &world.territories;
        let mut bonuses: Vec<f64> = t.of_level(4).map(|z| bonus(&world, &ctx, z)).filter(|b| *b > 0.0).collect();
        bonuses.sort_by(f64::total_cmp);
        assert_eq!(bonuses.len(), 8, "one for each county");
        assert!((bonuses[7] - 0.15).abs() < 1e-12 && (bonuses[0] - 0.15 * 0.7).abs() < 1e-12, "two in each region");
        let ordinals: Vec<u16> = t.of_level(COUNTY).map(|z| t.zone[z]).collect();
        assert_eq!(ordinals.iter().filter(|o| **o == 1).count(), 4);
    }

    #[test]
    fn no_spending_no_zone_and_no_bonus_before_it_is_built() {
        assert!(after(200, 0.0).territories.zone.iter().all(|z| *z == 0));
        let world = after(400, 2e6);
        let (plan, none) = (Plan::baseline(1, 1), Levers::default());
        let t = &world.territories;
        let town = t.of_level(4).find(|z| t.zone[*z] == 1).expect("a zone");
        let at = |step| bonus(&world, &plan.context(step, Month::new(2000, 1), &none), town);
        assert_eq!((at(t.zone_since[town] + 11), at(t.zone_since[town] + 12)), (0.0, 0.15));
    }

    #[test]
    fn a_zone_that_stands_at_the_start_works_at_once_and_one_founded_then_does_not() {
        let mut world = after(0, 0.0);
        let (plan, none) = (Plan::baseline(1, 1), Levers::default());
        let towns = towns_of(&world, world.territories.of_level(COUNTY).start);
        world.territories.zone[towns[0]] = 1;
        let ctx = plan.context(0, Month::new(2000, 1), &none);
        assert_eq!((bonus(&world, &ctx, towns[0]), bonus(&world, &ctx, towns[1])), (0.15, 0.0));
        let founded = after(1, 1e12);
        let new = founded.territories.of_level(4).filter(|z| founded.territories.zone[*z] > 0).collect::<Vec<_>>();
        assert!(!new.is_empty() && new.iter().all(|z| bonus(&founded, &ctx, *z) == 0.0), "{new:?}");
    }
}
