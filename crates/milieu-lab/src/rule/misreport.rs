//! Growth reported beyond the true one, just enough to meet the target where that is near.
//!
//! Cost m²/(2θ_m(1 − q)). Base: m0 = θ_m(1 − q)·r·ω·V·φ(τ)·p(1 − p). Kink: if 0 < T − g − m0 and
//! T − g ≤ m_max = √(2θ_m(1 − q)·(gain(m0) + χV)), then m = T − g: reports bunch just above the target. φ(τ) is the timing in
//! the term, switch H-M: late (Xu et al. 2025, *J. Law & Econ.* 68:459), early (Chen, Qiao & Zhu 2021) or even.
//! National accounts take the sum of reports less a correction.
//!
//! Decisions: the report is written in December once the year is known ([`super::accounts`]), so that January's targets and
//! scores rest on it. gain(m0) is the contest's marginal gain times m0, so m_max² = 2·m0² + 2θ_m(1 − q)·χ·V·φ. φ runs over
//! a term from 0.5 to 1.5 (late) or from 1.5 to 0.5 (early, counties only). Monitoring counts as the superior sees it, the
//! lever's addition included. Reports are tuned by an early figure and aim a little above the target: final figures slip by
//! 0.13 points (standard deviation), so that some who tuned just miss. An audit finds a report out with the audit probability of its year: it is then corrected
//! to the truth, and its author is out of the running for a year. Numbers other than growth are reported as they are.
//! The reported level of output grows by reported growth; an economic census sets it to the truth for 2004, 2008,
//! 2013, 2018 and 2023.

use crate::context::Context;
use crate::lever::Timing;
use crate::parameter::{Parameter, Status};
use crate::random::Stream;
use crate::state::World;
use crate::state::indicator::GROWTH;
use crate::state::territory::{COUNTY, PROVINCE};

/// Ease of misreporting, θ_m.
pub const THETA: Parameter = Parameter {
    number: 15,
    part: 0,
    name: "theta-misreport",
    what: "ease of misreporting, θ_m",
    default: 5.0,
    prior: [0.1, 5.0],
    unit: "",
    status: Status::Fitted,
    source: "fitted to bunching and to the sum of provinces (P4, P5)",
};

/// Bonus of score for a target met, χ.
pub const BONUS: Parameter = Parameter {
    number: 16,
    part: 0,
    name: "chi",
    what: "bonus of score for a target met, χ",
    default: 1.1,
    prior: [0.0, 2.0],
    unit: "",
    status: Status::Fitted,
    source: "fitted to bunching (P4)",
};

/// Share of GDP that national accounts take off the sum of provinces.
pub const CORRECTION: Parameter = Parameter {
    number: 18,
    part: 0,
    name: "national-correction",
    what: "share of GDP that national accounts take off the sum of provinces",
    default: 0.05,
    prior: [0.03, 0.07],
    unit: "",
    status: Status::Measured,
    source: "Chen, Chen, Hsieh & Song 2019 (NBER 25754)",
};

/// How far above the target a tuned report aims, and how far the final figure is from the one it was tuned by, points
/// (assumed, set by P4): without a slip nobody would just miss a target.
const MARGIN: f64 = 0.15;
const SLIP: f64 = 0.13;
/// Years an economic census sets levels right.
const CENSUS: [u32; 5] = [2004, 2008, 2013, 2018, 2023];

/// How much the point in the term weighs, φ(τ).
#[must_use]
pub fn timing(ctx: &Context, level: u8, tenure: u32, term: u32) -> f64 {
    let share = f64::from(tenure.min(term)) / f64::from(term.max(1));
    match ctx.switches.timing {
        Timing::Late => 0.5 + share,
        Timing::Early if level == COUNTY => 1.5 - share,
        Timing::Early | Timing::Even => 1.0,
    }
}

/// How much growth is overstated, given ease θ_m(1 − q), marginal gain of the contest and of meeting the target, and
/// how much is missing to the target; points.
#[must_use]
fn overstated(ease: f64, gain: f64, bonus: f64, missing: f64) -> f64 {
    let base = ease * gain;
    let most = (2.0 * ease * (gain * base + bonus)).max(0.0).sqrt();
    if missing > base && missing <= most { missing } else { base }
}

/// Monitoring from above, the lever included, 0 to 1.
#[must_use]
pub fn monitoring(world: &World, ctx: &Context, row: usize) -> f64 {
    (world.territories.monitoring[row] + ctx.levers.monitoring.at(row)).clamp(0.0, 1.0)
}

/// Writes the reports of the year in December.
pub fn run(world: &mut World, ctx: &Context) {
    if ctx.month.of_year() != 12 || world.indicators.is_empty() {
        return;
    }
    let chance = ctx.chance_of_year();
    for row in world.territories.governed().skip(1) {
        let (t, o, i) = (&world.territories, &world.officials, &world.indicators);
        let level = t.level[row];
        let (true_growth, target) = (i.reached[row][GROWTH], i.target[row][GROWTH]);
        let value = super::effort::value(ctx, level) * timing(ctx, level, o.tenure[row], o.term[row]);
        let weight = world.agenda.weight[usize::from(level)][GROWTH];
        let decisive = ctx.get(&super::effort::DECISIVENESS) * weight * o.odds[row] * (1.0 - o.odds[row]);
        let ease = ctx.get(&THETA) * (1.0 - monitoring(world, ctx, row));
        // What is tuned is an early figure; the final one is a little higher or lower.
        let early = target + MARGIN - true_growth + SLIP * chance.normal(Stream::Audit, t.uid(row), 1);
        let mut added = overstated(ease, decisive * value, ctx.get(&BONUS) * value, early);
        let audit = t.audit[row] + ctx.levers.audit.at(row);
        let found_out = added > 0.0 && chance.happens(Stream::Audit, t.uid(row), 0, audit);
        if found_out {
            added = 0.0;
        }
        world.officials.misreport[row] = added;
        world.officials.barred[row] = found_out;
        write(world, ctx, row, true_growth + added);
    }
    national_accounts(world, ctx);
}

/// Puts a report down, with the level of output that follows from it.
fn write(world: &mut World, ctx: &Context, row: usize, growth: f64) {
    let (t, i) = (&world.territories, &mut world.indicators);
    i.reported_before[row] = i.reported[row];
    i.reported[row] = i.reached[row];
    i.reported[row][GROWTH] = growth;
    let census = CENSUS.contains(&ctx.month.year());
    i.level[row] =
        if census || i.level[row] <= 0.0 { t.output_year[row] } else { i.level[row] * (1.0 + growth / 100.0) };
}

/// The nation's growth: that of the sum of provinces' reported levels less the correction, which cancels in a rate
/// except where a census resets levels; there reports are weighed by output.
fn national_accounts(world: &mut World, ctx: &Context) {
    let provinces = world.territories.of_level(PROVINCE);
    let (t, i) = (&world.territories, &world.indicators);
    let total: f64 = provinces.clone().map(|z| t.output_year[z]).sum();
    let growth = if total > 0.0 {
        provinces.clone().map(|z| i.reported[z][GROWTH] * t.output_year[z] / total).sum()
    } else {
        i.reached[0][GROWTH]
    };
    let level: f64 = provinces.map(|z| i.level[z]).sum();
    write(world, ctx, 0, growth);
    world.indicators.level[0] = level * (1.0 - ctx.get(&CORRECTION));
}

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[THETA, BONUS, CORRECTION];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::{Lever, Levers, Switches};
    use crate::month::Month;
    use crate::run::Plan;
    use crate::start::{self, Size};

    /// Overstated growth of all officials but the nation's, who missed their target by so much.
    fn overstatements(plan: &Plan, levers: &Levers, missing: f64) -> Vec<f64> {
        let mut world = start::synthetic(&Size::SMALL, 1, Month::new(2010, 12));
        for row in 0..world.indicators.len() {
            world.indicators.target[row][GROWTH] = 10.0 + missing;
            world.officials.odds[row] = 0.3;
            world.officials.tenure[row] = 24;
        }
        run(&mut world, &Context { levers, ..plan.context(11, Month::new(2010, 12), levers) });
        let i = &world.indicators;
        assert!((1..i.len()).all(|z| i.reported[z][GROWTH] == i.reached[z][GROWTH] + world.officials.misreport[z]));
        world.officials.misreport[1..].to_vec()
    }

    #[test]
    fn reports_bunch_just_at_the_target() {
        let (plan, levers) = (Plan::baseline(1, 1), Levers::default());
        let base = THETA.default * 0.3 * 0.7;
        assert!(overstatements(&plan, &levers, -2.0).iter().all(|m| (m - base).abs() < 1e-12));
        let near = overstatements(&plan, &levers, 2.0);
        assert!(near.iter().all(|m| (m - 2.0 - MARGIN).abs() < 4.0 * SLIP), "tuned to the target");
        assert!(near.iter().filter(|m| **m >= 2.0).count() > near.len() / 2, "most meet it");
        assert!(near.iter().any(|m| (m - near[0]).abs() > 0.01), "and slip");
        assert!(overstatements(&plan, &levers, 6.0).iter().all(|m| (m - base).abs() < 1e-12), "too far away");
    }

    #[test]
    fn without_stakes_or_unseen_moments_reports_are_true() {
        let levers = Levers::default();
        let off = Plan { switches: Switches { tournament: [0.0; 5], ..Switches::default() }, ..Plan::baseline(1, 1) };
        assert!(overstatements(&off, &levers, 0.5).iter().all(|m| *m == 0.0));
        let seen = Levers { monitoring: Lever::everywhere(1.0), ..Levers::default() };
        assert!(overstatements(&Plan::baseline(1, 1), &seen, 0.5).iter().all(|m| *m == 0.0));
        let audited = Levers { audit: Lever::everywhere(1.0), ..Levers::default() };
        assert!(overstatements(&Plan::baseline(1, 1), &audited, 0.5).iter().all(|m| *m == 0.0));
    }

    #[test]
    fn the_point_in_the_term_matters_as_the_hypothesis_says() {
        let levers = Levers::default();
        let of = |timing_is, level, tenure| {
            let switches = Switches { timing: timing_is, ..Switches::default() };
            let plan = Plan { switches, ..Plan::baseline(1, 1) };
            timing(&plan.context(0, Month::new(2010, 1), &levers), level, tenure, 48)
        };
        assert!(of(Timing::Late, PROVINCE, 48) > of(Timing::Late, PROVINCE, 0));
        assert!(of(Timing::Early, COUNTY, 48) < of(Timing::Early, COUNTY, 0));
        assert_eq!((of(Timing::Early, PROVINCE, 5), of(Timing::Even, COUNTY, 40)), (1.0, 1.0));
        assert_eq!(of(Timing::Late, COUNTY, 480), 1.5, "a term that runs over stays at its end");
    }

    #[test]
    fn national_accounts_are_below_the_sum_of_provinces() {
        let (plan, none) = (Plan::baseline(1, 1), Levers::default());
        let mut world = start::synthetic(&Size::SMALL, 1, Month::new(2009, 12));
        world.territories.output_year.fill(100.0);
        world.indicators.target.iter_mut().for_each(|target| target[GROWTH] = 0.0);
        for year in [2009, 2010, 2011] {
            run(&mut world, &plan.context(11, Month::new(year, 12), &none));
        }
        let (i, provinces) = (&world.indicators, world.territories.of_level(PROVINCE));
        let sum: f64 = provinces.map(|z| i.level[z]).sum();
        assert!((i.level[0] / sum - 0.95).abs() < 1e-12);
        assert!((sum - 200.0 * 1.1 * 1.1).abs() < 1e-9, "two years of ten percent: {sum}");
        run(&mut world, &plan.context(11, Month::new(2013, 12), &none));
        assert!((world.indicators.level[0] - 190.0).abs() < 1e-9, "a census sets it right");
    }
}
