//! Targets handed down, each level adding to what it was given (层层加码).
//!
//! T_jk = T_Pk + a_l·λ_k(t)·(n_j − 1)/n_j + b·max(0, max_rivals T_ik(t−1) − T_jk(t−1))
//!        + c_up·max(0, gap) − c_dn·max(0, −gap) + σ_T·ε(uid_j, year),   gap = ĝ_j(t−1) − T_j(t−1)
//!
//! n_j rivals of j under the same superior; λ of growth is 1 until 2012 and falls to 0.3 by 2016. Binding indicators
//! are handed down by share: a = b = 0.
//!
//! Decisions: targets are set in January and when a campaign begins, from the top down; ε is drawn for the territory, so
//! that a change of office leaves it alone. Race and ratchet hold for growth only. What is counted (outside firms, patents,
//! places) and the share of high technology are handed down as a share of the superior's number, each level adding
//! a_l·λ·(n − 1)/n relative to the 7.5 % that a_l was measured on: places by inhabitants, the others by last year's
//! own figure. The nation asks for 5 % more of those a year and, during a campaign, for seven places per million people and
//! year (Shenzhen planned 160 more in two and a half years for some 11 million people: 6); after it that demand fades with the weight. Under
//! `outcome_targets` the number of places is replaced by what comes of them and is handed down like patents. The
//! binding quota is 100 % everywhere. A target that the study states for a territory and year is set as stated and
//! handed down from there. With the tournament of a level off, that level adds nothing and does not race.
//!
//! Evidence: targets convey the importance of growth and a contest amplifies them from the top down (Li, Liu, Weng &
//! Zhou 2019, *Economic Journal* 129:2888; the form of the equation is ours); targets rise fast in booms and decline
//! slowly (Chang, Wang & Xiong 2025); nation < province < city (BPEA summary).

use crate::context::Context;
use crate::kernel::Groups;
use crate::parameter::{Parameter, Status};
use crate::random::Stream;
use crate::real;
use crate::state::indicator::{FDI, GROWTH, HIGH_TECH, INDICATORS, PATENTS, PLACES, QUOTA};
use crate::state::territory::{COUNTY, PREFECTURE, PROVINCE};
use crate::state::{NONE, World};

/// What a province adds to the national target (percentage points).
pub const A_PROVINCE: Parameter = Parameter {
    number: 1,
    part: 0,
    name: "a-province",
    what: "what a province adds to the national target",
    default: 2.4,
    prior: [0.5, 3.0],
    unit: "percentage points",
    status: Status::Measured,
    source: "provinces of the 11th five-year plan were 2.4 points above the national 7.5 % on average (China Daily, 2007-03-12)",
};

/// What a prefecture adds (percentage points).
pub const A_PREFECTURE: Parameter = Parameter {
    number: 2,
    part: 0,
    name: "a-prefecture",
    what: "what a prefecture adds",
    default: 1.5,
    prior: [0.0, 3.0],
    unit: "percentage points",
    status: Status::Assumed,
    source: "assumed",
};

/// What a county adds (percentage points).
pub const A_COUNTY: Parameter = Parameter {
    number: 3,
    part: 0,
    name: "a-county",
    what: "what a county adds",
    default: 1.0,
    prior: [0.0, 3.0],
    unit: "percentage points",
    status: Status::Assumed,
    source: "assumed",
};

/// Share of the lead of the most ambitious rival that is made up, b.
pub const RACE: Parameter = Parameter {
    number: 4,
    part: 0,
    name: "b-race",
    what: "share of the lead of the most ambitious rival that is made up, b",
    default: 0.15,
    prior: [0.0, 0.5],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Share of an overshoot that is added to the next target.
pub const C_UP: Parameter = Parameter {
    number: 5,
    part: 0,
    name: "c-up",
    what: "share of an overshoot that is added to the next target",
    default: 0.4,
    prior: [0.1, 0.8],
    unit: "",
    status: Status::Anchored,
    source: "faster up than down: Chang, Wang & Xiong 2025",
};

/// Share of a shortfall that is taken off the next target.
pub const C_DOWN: Parameter = Parameter {
    number: 6,
    part: 0,
    name: "c-down",
    what: "share of a shortfall that is taken off the next target",
    default: 0.1,
    prior: [0.0, 0.4],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Standard deviation of what else moves a target (percentage points).
pub const NOISE: Parameter = Parameter {
    number: 7,
    part: 0,
    name: "sigma-target",
    what: "standard deviation of what else moves a target",
    default: 0.4,
    prior: [0.1, 1.0],
    unit: "percentage points",
    status: Status::Assumed,
    source: "assumed",
};

/// National growth targets by first year (percent): five-year plans, from 2012 annual plans. General knowledge, not
/// checked again, but for 7.5 % of 2006–10 (China Daily, 2007-03-12) and the middle of 6.5 to 7 % of 2016 (WSJ, 2016-01-29).
const NATIONAL: [(u32, f64); 11] = [
    (0, 7.5),
    (1991, 6.0),
    (1996, 8.0),
    (2001, 7.0),
    (2006, 7.5),
    (2015, 7.0),
    (2016, 6.75),
    (2017, 6.5),
    (2019, 6.25),
    (2021, 6.0),
    (2022, 5.5),
];
/// The national target for growth that additions are measured by, percent.
const REFERENCE: f64 = 7.5;
/// What the nation asks for beyond last year's figure, of what is neither growth nor places nor a quota (assumed).
const MORE: f64 = 0.05;
/// Places a campaign asks for per million people and year (assumed).
const PLACES_PER_MILLION: f64 = 7.0;
/// Highest target for growth, percent: no plan asked for more (assumed).
const HIGHEST: f64 = 40.0;

/// The nation's target for growth in a year, percent.
#[must_use]
pub fn national(year: u32) -> f64 {
    NATIONAL.iter().rev().find(|(from, _)| *from <= year).map_or(REFERENCE, |(_, target)| *target)
}

/// Weight of growth in what is handed down, λ: 1 until 2012, 0.3 from 2016 (assumed).
#[must_use]
pub fn emphasis(year: u32) -> f64 {
    1.0 - 0.7 * (f64::from(year.clamp(2012, 2016) - 2012) / 4.0)
}

/// Officials by superior: the row of the territory above.
#[must_use]
pub fn rivals(world: &World) -> Groups {
    let t = &world.territories;
    let governed = t.governed().len();
    Groups::by(governed, governed, |row| (t.parent[row] != NONE).then_some(t.parent[row] as usize))
}

/// What a level adds, percentage points, before the size of the field is taken into account.
fn addition(ctx: &Context, level: u8) -> f64 {
    ctx.switches.tournament[usize::from(level)]
        * match level {
            PROVINCE => ctx.get(&A_PROVINCE),
            PREFECTURE => ctx.get(&A_PREFECTURE),
            COUNTY => ctx.get(&A_COUNTY),
            _ => 0.0,
        }
}

/// Sets this year's targets in January and in the first month; the places' also when a campaign begins.
pub fn run(world: &mut World, ctx: &Context) {
    if world.indicators.is_empty() {
        return;
    }
    let yearly = ctx.month.is_january() || ctx.step == 0;
    let begins = world.agenda.campaign_since == Some(ctx.step);
    if yearly {
        world.indicators.target_before.clone_from(&world.indicators.target);
    }
    if yearly || begins {
        of_nation(world, ctx, yearly, begins);
        let groups = rivals(world);
        for superior in 0..groups.len() {
            let field = groups.of(superior);
            let mut targets: Vec<[f64; INDICATORS]> =
                field.iter().map(|&j| of(world, ctx, field, j as usize)).collect();
            for (&j, new) in field.iter().zip(&mut targets) {
                world.agenda.state(ctx.month.year(), j as usize, new);
            }
            for (&j, new) in field.iter().zip(targets) {
                let target = &mut world.indicators.target[j as usize];
                target[PLACES] = new[PLACES];
                if yearly {
                    *target = new;
                }
            }
        }
    }
}

/// The nation's own targets.
fn of_nation(world: &mut World, ctx: &Context, yearly: bool, begins: bool) {
    let reached = world.indicators.reported[0];
    let places = if begins { super::accounts::places_by_territory(world)[0] } else { 0.0 };
    let agenda = &mut world.agenda;
    if yearly {
        agenda.national[GROWTH] = national(ctx.month.year());
        agenda.national[QUOTA] = 100.0;
        for indicator in [FDI, HIGH_TECH, PATENTS] {
            agenda.national[indicator] = reached[indicator] * (1.0 + MORE);
        }
    }
    if ctx.switches.outcome_targets {
        agenda.national[PLACES] = reached[PLACES] * (1.0 + MORE);
    } else if let Some(since) = agenda.campaign_since {
        let months = f64::from(13 - ctx.month.of_year());
        let more = PLACES_PER_MILLION * world.territories.people[0].iter().sum::<f64>() / 1e6 * months / 12.0;
        let age = ctx.step - since;
        if begins {
            agenda.national[PLACES] = places + more;
        } else if f64::from(age) < ctx.get(&super::campaign::MONTHS) {
            agenda.national[PLACES] += more;
        } else {
            let fading = |age| super::campaign::weight(ctx, age);
            agenda.national[PLACES] *= fading(age) / fading(age.saturating_sub(12)).max(1e-12);
        }
    }
    let mut national = world.agenda.national;
    world.agenda.state(ctx.month.year(), 0, &mut national);
    world.agenda.national = national;
    world.indicators.target[0] = national;
}

/// New targets of an official among rivals.
fn of(world: &World, ctx: &Context, field: &[u32], j: usize) -> [f64; INDICATORS] {
    let (t, i) = (&world.territories, &world.indicators);
    let superior = t.parent[j] as usize;
    #[expect(clippy::cast_precision_loss, reason = "rivals are few")]
    let n = field.len() as f64;
    let emphasis = emphasis(ctx.month.year());
    let added = addition(ctx, t.level[j]) * emphasis * (n - 1.0) / n;
    let chance = ctx.chance_of_year();
    let noise = |indicator: usize| {
        #[expect(clippy::cast_possible_truncation, reason = "there are six indicators")]
        let index = indicator as u32;
        ctx.get(&NOISE) * chance.normal(Stream::Target, t.uid(j), index)
    };
    let from = &i.target[superior];
    let mut target = [0.0; INDICATORS];
    let before = i.target_before[j][GROWTH];
    let leader = field.iter().map(|&k| i.target_before[k as usize][GROWTH]).fold(before, f64::max);
    let race = ctx.switches.tournament[usize::from(t.level[j])] * ctx.get(&RACE) * (leader - before);
    let gap = i.reported[j][GROWTH] - before;
    let ratchet = ctx.get(if gap > 0.0 { &C_UP } else { &C_DOWN }) * gap;
    target[GROWTH] = (from[GROWTH] + added + race + ratchet + noise(GROWTH)).clamp(0.0, HIGHEST);
    target[QUOTA] = from[QUOTA];
    let people = |row: usize| t.people[row].iter().sum::<f64>();
    for indicator in [FDI, HIGH_TECH, PATENTS, PLACES] {
        let by_people = indicator == PLACES && !ctx.switches.outcome_targets;
        let (own, all) = if by_people {
            (people(j), people(superior))
        } else {
            (i.reported[j][indicator], i.reported[superior][indicator])
        };
        let share = if all > 0.0 { own / all } else { 0.0 };
        target[indicator] = from[indicator] * share * real::exp((added + noise(indicator)) / REFERENCE);
    }
    target
}

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[A_PROVINCE, A_PREFECTURE, A_COUNTY, RACE, C_UP, C_DOWN, NOISE];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::{Levers, Switches};
    use crate::month::Month;
    use crate::run::Plan;
    use crate::start::{self, Size};

    /// Mean target for growth by level after so many Januaries in which everybody just met the targets.
    fn means(plan: &Plan, year: u32, years: u32) -> [f64; 4] {
        let mut world = start::synthetic(&Size::SMALL, plan.seed, Month::new(year, 1));
        let none = Levers::default();
        for n in 0..years {
            run(&mut world, &plan.context(12 * n, Month::new(year + n, 1), &none));
            for row in 0..world.indicators.len() {
                world.indicators.reported[row] = world.indicators.target[row];
            }
        }
        std::array::from_fn(|level| {
            let rows = world.territories.of_level(u8::try_from(level).expect("small"));
            let n = rows.len() as f64;
            rows.map(|z| world.indicators.target[z][GROWTH]).sum::<f64>() / n
        })
    }

    fn calm(seed: u64) -> Plan {
        let mut plan = Plan::baseline(seed, 1);
        plan.values.set(&NOISE, 0.0);
        plan
    }

    #[test]
    fn each_level_adds_its_own() {
        // Two provinces, four prefectures, eight counties: every field has two rivals, so half of a_l is added.
        let mut plan = calm(1);
        plan.values.set(&C_UP, 0.0);
        plan.values.set(&C_DOWN, 0.0);
        let means = means(&plan, 2006, 1);
        for (mean, expected) in means.into_iter().zip([7.5, 8.7, 9.45, 9.95]) {
            assert!((mean - expected).abs() < 1e-12, "{mean} for {expected}");
        }
    }

    #[test]
    fn without_a_tournament_all_ask_what_the_nation_asks() {
        let mut plan = calm(1);
        plan.switches = Switches { tournament: [0.0; 5], ..Switches::default() };
        for mean in means(&plan, 2006, 4) {
            assert!((mean - 7.5).abs() < 0.3, "only what is left of the first year's overshoot: {mean}");
        }
    }

    #[test]
    fn amplification_shrinks_after_2012() {
        let plan = calm(1);
        let (then, later) = (means(&plan, 2006, 3), means(&plan, 2016, 3));
        assert!(then.is_sorted() && later.is_sorted(), "nation < province < prefecture < county");
        assert!(later[1] - later[0] < 0.5 * (then[1] - then[0]), "{then:?} {later:?}");
        assert_eq!((emphasis(2000), emphasis(2012), emphasis(2020)), (1.0, 1.0, 1.0 - 0.7));
    }

    #[test]
    fn targets_rise_faster_than_they_fall() {
        let plan = calm(1);
        let none = Levers::default();
        let after = |reported: f64| {
            let mut world = start::synthetic(&Size::SMALL, 1, Month::new(2008, 1));
            for row in 0..world.indicators.len() {
                world.indicators.reported[row][GROWTH] = reported;
            }
            run(&mut world, &plan.context(0, Month::new(2008, 1), &none));
            world.indicators.target[1][GROWTH]
        };
        let (boom, even, bust) = (after(13.0), after(10.0), after(7.0));
        assert!((boom - even - 3.0 * 0.4).abs() < 1e-12 && (even - bust - 3.0 * 0.1).abs() < 1e-12);
    }

    #[test]
    fn a_campaign_hands_down_a_number_of_places() {
        let plan = calm(1);
        let none = Levers::default();
        let mut world = start::synthetic(&Size::SMALL, 1, Month::new(2015, 3));
        run(&mut world, &plan.context(0, Month::new(2015, 1), &none));
        assert!(world.indicators.target.iter().all(|t| t[PLACES] == 0.0), "no campaign, no count");
        world.agenda.campaign_since = Some(2);
        let growth = world.indicators.target[5][GROWTH];
        run(&mut world, &plan.context(2, Month::new(2015, 3), &none));
        let (target, t) = (&world.indicators.target, &world.territories);
        let of = |level| t.of_level(level).map(|z| target[z][PLACES]).sum::<f64>();
        let counted = super::super::accounts::places_by_territory(&world)[0];
        let nation = counted + PLACES_PER_MILLION * t.people[0].iter().sum::<f64>() / 1e6 * 10.0 / 12.0;
        assert!((target[0][PLACES] - nation).abs() < 1e-9, "{}", target[0][PLACES]);
        assert!(nation < of(PROVINCE) && of(PROVINCE) < of(PREFECTURE) && of(PREFECTURE) < of(COUNTY));
        assert_eq!(target[5][GROWTH], growth, "other targets stay till January");
    }
}
