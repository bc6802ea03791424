//! The year is closed: output, growth, and what was reached of each indicator.
//!
//! Each month's output is added to the year's; in December g = 100·(Y/Y_before − 1). Counted by the year: outside firms of
//! the real economy that arrived, and new hypotheses of firms in place of patents. Share of high technology: sectors 5 to 7, percent of the month's
//! output. Places: open ones of the kinds that campaigns count; under `outcome_targets` ties alive that were made in places, and start-ups
//! whose founders met there. Quota: energy use relative to what is allowed,
//! 100·(1 + g)·(1 − saving)/1.08, saving 4 % a year give or take 1 (assumed).
//!
//! Decisions: a first year that is not full is extended to twelve months; growth is not known before two years are closed
//! and stays what it was at the start; it is cut at −30 and 60 % so that a collapse of a small county does not rule the
//! contest. The report on the year is written right after ([`super::misreport`]), so that January knows it.

use crate::context::Context;
use crate::kernel;
use crate::parameter::Parameter;
use crate::random::Stream;
use crate::state::indicator::{FDI, GROWTH, HIGH_TECH, INDICATORS, PATENTS, PLACES, QUOTA};
use crate::state::place::PlaceKind;
use crate::state::{NONE, World};

/// First sector of high technology: electronics, software and design services among the eight; assumed.
const FIRST_HIGH_TECH: usize = 5;
/// Yearly saving of energy per output, and its standard deviation (assumed).
const SAVING: [f64; 2] = [0.04, 0.01];
/// Growth of energy use that quotas allow (assumed).
const ALLOWED: f64 = 1.08;
/// Bounds of growth, percent.
const BOUNDS: (f64, f64) = (-30.0, 60.0);

/// Parameters of this rule: none of its own.
pub const PARAMETERS: &[Parameter] = &[];

/// Sums of the towns' numbers for every territory: each takes in those below it.
pub fn summed_up<const N: usize>(world: &World, mut of: Vec<[f64; N]>) -> Vec<[f64; N]> {
    let t = &world.territories;
    for row in (1..t.len()).rev() {
        let (below, parent) = (of[row], t.parent[row]);
        if parent != NONE {
            for (sum, x) in of[parent as usize].iter_mut().zip(below) {
                *sum += x;
            }
        }
    }
    of
}

/// Whether campaigns count places of a kind: mass makerspaces, incubators, innovation houses.
#[must_use]
pub const fn is_counted(kind: PlaceKind) -> bool {
    matches!(kind, PlaceKind::MassMakerspace | PlaceKind::Incubator | PlaceKind::InnovationHouse)
}

/// Open places of the kinds that campaigns count, by territory.
#[must_use]
pub fn places_counted(world: &World) -> Vec<f64> {
    places(world, false)
}

/// The same with those that are ordered.
#[must_use]
pub fn places_by_territory(world: &World) -> Vec<f64> {
    places(world, true)
}

fn places(world: &World, with_ordered: bool) -> Vec<f64> {
    let (t, p) = (&world.territories, &world.places);
    let open = kernel::sum_by(p.len(), t.len(), |row| {
        (p.is_alive(row) && p.town[row] != NONE && is_counted(p.kind[row])).then_some((p.town[row] as usize, 1.0))
    });
    let ordered = |z: usize| if with_ordered { t.ordered[z] } else { 0.0 };
    let own = open.into_iter().enumerate().map(|(z, open)| [open + ordered(z)]).collect();
    summed_up(world, own).into_iter().map(|[n]| n).collect()
}

/// What comes of places: ties alive that were first made there, and start-ups, by territory.
fn outcomes(world: &World) -> Vec<f64> {
    let (t, p) = (&world.territories, &world.places);
    let here = kernel::sum_by(p.len(), t.len(), |row| {
        let value = f64::from(p.legacy[row]) + f64::from(p.start_ups[row]);
        (p.town[row] != NONE).then_some((p.town[row] as usize, value))
    });
    summed_up(world, here.into_iter().map(|x| [x]).collect()).into_iter().map(|[n]| n).collect()
}

/// Adds the month to the year, and closes the year in December.
pub fn run(world: &mut World, ctx: &Context) {
    let t = &mut world.territories;
    for row in 0..t.len() {
        t.output_so_far[row] += t.output[row].iter().sum::<f64>();
    }
    if ctx.month.of_year() == 12 {
        close(world, ctx);
    }
}

fn close(world: &mut World, ctx: &Context) {
    let months = 12.min(ctx.step + 1);
    let t = &mut world.territories;
    for row in 0..t.len() {
        t.output_year_before[row] = t.output_year[row];
        t.output_year[row] = t.output_so_far[row] * 12.0 / f64::from(months);
        t.output_so_far[row] = 0.0;
    }
    let (t, f) = (&world.territories, &world.firms);
    let novelties = kernel::sum_by(f.len(), t.len(), |row| {
        (f.is_alive(row) && f.town[row] != NONE).then_some((f.town[row] as usize, f64::from(f.novelties[row])))
    });
    let towns = novelties.into_iter().enumerate().map(|(row, new)| {
        let is_town = row >= t.governed().end;
        [new, if is_town { t.arrived[row].iter().sum() } else { 0.0 }]
    });
    let sums = summed_up(world, towns.collect());
    let places = if ctx.switches.outcome_targets { outcomes(world) } else { places_counted(world) };
    let chance = ctx.chance_of_year();
    for row in t.governed() {
        let (uid, i) = (t.uid(row), &mut world.indicators);
        let mut reached = [0.0; INDICATORS];
        let (now, before) = (t.output_year[row], t.output_year_before[row]);
        reached[GROWTH] = if before > 0.0 {
            (100.0 * (now / before - 1.0)).clamp(BOUNDS.0, BOUNDS.1)
        } else {
            i.reached[row][GROWTH]
        };
        let month: f64 = t.output[row].iter().sum();
        let high: f64 = t.output[row][FIRST_HIGH_TECH..].iter().sum();
        reached[HIGH_TECH] = if month > 0.0 { 100.0 * high / month } else { 0.0 };
        for (indicator, so_far) in [(PATENTS, sums[row][0]), (FDI, sums[row][1])] {
            // Firms that ended take their count with them: a year is never negative.
            reached[indicator] = (so_far - i.counted[row][indicator]).max(0.0);
            i.counted[row][indicator] = so_far;
        }
        reached[PLACES] = places[row];
        let saving = SAVING[0] + SAVING[1] * chance.normal(Stream::Target, uid, 100);
        reached[QUOTA] = 100.0 * (1.0 + reached[GROWTH] / 100.0) * (1.0 - saving) / ALLOWED;
        i.reached[row] = reached;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::Levers;
    use crate::month::Month;
    use crate::run::Plan;
    use crate::start::{self, Size};

    #[test]
    fn growth_is_that_of_output() {
        let mut world = start::synthetic(&Size::SMALL, 1, Month::new(2008, 7));
        let (plan, none) = (Plan::baseline(1, 1), Levers::default());
        let mut month = Month::new(2008, 7);
        for step in 0..30 {
            let yearly = 1.0 + 0.1 * f64::from(month.year() - 2008);
            for row in 0..world.territories.len() {
                world.territories.output[row] = [yearly, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0, yearly];
            }
            run(&mut world, &plan.context(step, month, &none));
            month = month.plus(1);
        }
        let t = &world.territories;
        assert!((t.output_year_before[3] - 12.0 * 2.2).abs() < 1e-9 && (t.output_year[3] - 12.0 * 2.4).abs() < 1e-9);
        let reached = &world.indicators.reached[3];
        assert!((reached[GROWTH] - 100.0 * (2.4 / 2.2 - 1.0)).abs() < 1e-9, "{}", reached[GROWTH]);
        assert_eq!(reached[HIGH_TECH], 50.0);
        assert!((reached[QUOTA] - 97.0).abs() < 4.0, "{}", reached[QUOTA]);
    }

    #[test]
    fn the_nation_counts_what_towns_count() {
        let mut world = start::synthetic(&Size::SMALL, 1, Month::new(2008, 12));
        let (plan, none) = (Plan::baseline(1, 1), Levers::default());
        let county = world.territories.governed().end - 1;
        world.territories.ordered[county] = 2.5;
        world.firms.novelties.fill(2);
        let town = world.territories.len() - 1;
        world.territories.arrived[town][1] = 3.0;
        run(&mut world, &plan.context(11, Month::new(2008, 12), &none));
        let reached = world.indicators.reached[0];
        assert_eq!((reached[PLACES], reached[PATENTS], reached[FDI]), (6.0, 3_000.0, 3.0));
        run(&mut world, &plan.context(23, Month::new(2009, 12), &none));
        let reached = world.indicators.reached[0];
        assert_eq!((reached[PATENTS], reached[FDI]), (0.0, 0.0), "counted once");
    }
}
