//! Effort of officials in a contest for promotion.
//!
//! Score y_i = Σ_k ω_lk·u_k(ĝ_ik − T_ik) + χ·[ĝ ≥ T]; u(x) = x where an indicator is aspirational, −Λ if a binding
//! one is missed ("one-vote veto"). Odds (Tullock with s = e^y): p_i = e^{r·y_i}/Σ_j e^{r·y_j}. Effort, at cost
//! e²/(2θ_i): e_i = θ_i·r·ω·V_l·p_i(1 − p_i), by three sweeps of a fixed point. Effort adds κ_e·e/12 a month to ln A.
//! Sure winners and hopeless losers slacken, and a large field dilutes; no contest (r = 0 or the switch off): no effort.
//!
//! Decisions: rivals are the officials under the same superior. Scores are made in January from last year's reports and
//! targets, in percentage points of growth (cut at ±10); for what is counted, missing a target by a fifth weighs like one
//! point (cut at ±3). The first-order condition is solved with the point of growth that effort is expected to bring,
//! 100·κ_e·e, in the official's own score. The binding quota vetoes from 2006 on (11th five-year plan). The nation's
//! officials have no rivals. Effort of county, prefecture and province all reach a town.
//!
//! Evidence: an optimal size of the field (Yu & Shen 2022). Parameter χ has its home in [`super::misreport`].

use crate::context::Context;
use crate::parameter::{Parameter, Status};
use crate::real;
use crate::state::World;
use crate::state::indicator::{GROWTH, INDICATORS, IS_BINDING, QUOTA};
use crate::state::territory::{COUNTY, NATION, PREFECTURE, PROVINCE};
use crate::trace::{Event, Happening};

/// Decisiveness of the contest, r.
pub const DECISIVENESS: Parameter = Parameter {
    number: 8,
    part: 0,
    name: "r-contest",
    what: "decisiveness of the contest, r",
    default: 1.0,
    prior: [0.2, 3.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Value of a promotion to a province official, V.
pub const V_PROVINCE: Parameter = Parameter {
    number: 9,
    part: 0,
    name: "v-province",
    what: "value of a promotion to a province official, V",
    default: 1.0,
    prior: [0.2, 3.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Value of a promotion to a prefecture official, V.
pub const V_PREFECTURE: Parameter = Parameter {
    number: 9,
    part: 1,
    name: "v-prefecture",
    what: "value of a promotion to a prefecture official, V",
    default: 1.0,
    prior: [0.2, 3.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Value of a promotion to a county official, V.
pub const V_COUNTY: Parameter = Parameter {
    number: 9,
    part: 2,
    name: "v-county",
    what: "value of a promotion to a county official, V",
    default: 1.0,
    prior: [0.2, 3.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Yearly growth of ln A that a unit of effort brings, κ_e.
pub const EFFECT: Parameter = Parameter {
    number: 14,
    part: 0,
    name: "kappa-effort",
    what: "yearly growth of ln A that a unit of effort brings, κ_e",
    default: 0.01,
    prior: [0.0, 0.03],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Loss of score by a missed binding target, Λ.
pub const VETO: Parameter = Parameter {
    number: 17,
    part: 0,
    name: "lambda-veto",
    what: "loss of score by a missed binding target, Λ",
    default: 3.0,
    prior: [1.0, 10.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Sweeps of the fixed point; numerical.
const SWEEPS: usize = 3;
/// Bound of what growth adds to a score, points; assumed.
const MOST_GROWTH: f64 = 10.0;
/// Bound of what another indicator adds before its weight, points; assumed.
const MOST_OTHER: f64 = 3.0;
/// Points of score for exceeding a counted target by its own size; assumed.
const POINTS: f64 = 5.0;
/// Year from which the binding quota vetoes.
const BINDING_SINCE: u32 = 2006;

/// Value of a promotion to officials of a level, V, the tournament's strength there included.
#[must_use]
pub fn value(ctx: &Context, level: u8) -> f64 {
    ctx.switches.tournament[usize::from(level)]
        * match level {
            PROVINCE => ctx.get(&V_PROVINCE),
            PREFECTURE => ctx.get(&V_PREFECTURE),
            COUNTY => ctx.get(&V_COUNTY),
            _ => 0.0,
        }
}

/// Whether a binding target was missed in the report of the year before.
fn is_vetoed(world: &World, ctx: &Context, row: usize) -> bool {
    let i = &world.indicators;
    ctx.month.year() > BINDING_SINCE
        && i.target_before[row][QUOTA] > 0.0
        && i.reported[row][QUOTA] > i.target_before[row][QUOTA]
}

/// Score of an official by last year's report, without what effort is expected to bring.
fn score(world: &World, ctx: &Context, row: usize) -> f64 {
    let (i, weight) = (&world.indicators, &world.agenda.weight[usize::from(world.territories.level[row])]);
    let (reported, target) = (&i.reported[row], &i.target_before[row]);
    let mut score = weight[GROWTH] * (reported[GROWTH] - target[GROWTH]).clamp(-MOST_GROWTH, MOST_GROWTH);
    if reported[GROWTH] >= target[GROWTH] {
        score += ctx.get(&super::misreport::BONUS);
    }
    for indicator in (GROWTH + 1..INDICATORS).filter(|k| !IS_BINDING[*k]) {
        if target[indicator] > 0.0 {
            let beyond = POINTS * (reported[indicator] / target[indicator] - 1.0);
            score += weight[indicator] * beyond.clamp(-MOST_OTHER, MOST_OTHER);
        }
    }
    score - if is_vetoed(world, ctx, row) { ctx.get(&VETO) } else { 0.0 }
}

/// Odds of rivals with these scores, p_i = e^{r·y_i}/Σ e^{r·y_j}.
fn odds(decisiveness: f64, scores: &[f64]) -> Vec<f64> {
    let highest = scores.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    let weights: Vec<f64> = scores.iter().map(|y| real::exp(decisiveness * (y - highest))).collect();
    let total: f64 = weights.iter().sum();
    weights.into_iter().map(|w| w / total).collect()
}

/// Effort and odds of rivals with these scores and competences.
fn contest(ctx: &Context, level: u8, weight: f64, scores: &[f64], competence: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let decisiveness = ctx.get(&DECISIVENESS);
    let (value, effect) = (value(ctx, level), 100.0 * ctx.get(&EFFECT));
    let mut effort = vec![0.0; scores.len()];
    let mut odds_now = odds(decisiveness, scores);
    for _ in 0..SWEEPS {
        for ((e, p), theta) in effort.iter_mut().zip(&odds_now).zip(competence) {
            *e = theta * decisiveness * weight * value * p * (1.0 - p);
        }
        let with: Vec<f64> = scores.iter().zip(&effort).map(|(y, e)| y + weight * effect * e).collect();
        odds_now = odds(decisiveness, &with);
    }
    (effort, odds_now)
}

/// Holds the contest in January and in the first month; lets effort work every month.
pub fn run(world: &mut World, ctx: &Context) {
    if ctx.month.is_january() || ctx.step == 0 {
        hold(world, ctx);
    }
    let (t, o) = (&mut world.territories, &world.officials);
    let yearly = ctx.get(&EFFECT) / 12.0;
    // From the top down: what works above works below as well.
    let mut working = vec![0.0; t.len()];
    for row in 0..t.len() {
        let above = if t.level[row] == NATION { 0.0 } else { working[t.parent[row] as usize] };
        working[row] = above + o.effort.get(row).copied().unwrap_or(0.0);
        t.ln_productivity[row] += yearly * working[row];
    }
}

fn hold(world: &mut World, ctx: &Context) {
    let groups = super::targets::rivals(world);
    for superior in 0..groups.len() {
        let field = groups.of(superior);
        if field.is_empty() {
            continue;
        }
        let level = world.territories.level[field[0] as usize];
        let weight = world.agenda.weight[usize::from(level)][GROWTH];
        let scores: Vec<f64> = field.iter().map(|&j| score(world, ctx, j as usize)).collect();
        let competence: Vec<f64> = field.iter().map(|&j| world.officials.competence[j as usize]).collect();
        let (effort, odds) = contest(ctx, level, weight, &scores, &competence);
        for (n, &j) in field.iter().enumerate() {
            let (row, vetoed) = (j as usize, is_vetoed(world, ctx, j as usize));
            let o = &mut world.officials;
            o.score_before[row] = o.score[row];
            (o.score[row], o.odds[row], o.effort[row]) = (scores[n], odds[n], effort[n]);
            // The report of last year may have been found out in December; that bars for the same year.
            o.barred[row] = vetoed || (o.barred[row] && ctx.step > 0);
            if vetoed {
                let (who, use_of_quota) = (o.uid(row), world.indicators.reported[row][QUOTA]);
                world.trace.record(|| Event {
                    step: ctx.step,
                    what: Happening::Vetoed,
                    who,
                    row: j,
                    territory: j,
                    detail: "quota",
                    terms: [("quota", use_of_quota), ("score", scores[n]), ("", 0.0)],
                });
            }
        }
    }
}

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[DECISIVENESS, V_PROVINCE, V_PREFECTURE, V_COUNTY, EFFECT, VETO];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::{Levers, Switches};
    use crate::month::Month;
    use crate::run::Plan;
    use crate::start::{self, Size};

    fn held(plan: &Plan, scatter: f64) -> World {
        let mut world = start::synthetic(&Size::SMALL, 1, Month::new(2008, 1));
        for row in 0..world.indicators.len() {
            world.indicators.reported[row][GROWTH] = 10.0 + scatter * f64::from(u32::try_from(row % 2).expect("small"));
        }
        let none = Levers::default();
        run(&mut world, &plan.context(0, Month::new(2008, 1), &none));
        world
    }

    #[test]
    fn no_contest_no_effort() {
        let off = Plan { switches: Switches { tournament: [0.0; 5], ..Switches::default() }, ..Plan::baseline(1, 1) };
        let mut blunt = Plan::baseline(1, 1);
        blunt.values.set(&DECISIVENESS, 0.0);
        for plan in [off, blunt] {
            let world = held(&plan, 1.0);
            assert!(world.officials.effort.iter().all(|e| *e == 0.0));
            assert!(world.territories.ln_productivity.iter().all(|a| *a == 0.0));
        }
        assert!(held(&Plan::baseline(1, 1), 1.0).officials.effort[1..].iter().all(|e| *e > 0.0));
    }

    #[test]
    fn odds_of_a_field_add_up() {
        let world = held(&Plan::baseline(1, 1), 1.0);
        let groups = super::super::targets::rivals(&world);
        for superior in 0..groups.len() {
            let sum: f64 = groups.of(superior).iter().map(|&j| world.officials.odds[j as usize]).sum();
            assert!(groups.of(superior).is_empty() || (sum - 1.0).abs() < 1e-12, "{sum}");
        }
    }

    #[test]
    fn sure_winners_slacken_and_large_fields_dilute() {
        let (plan, none) = (Plan::baseline(1, 1), Levers::default());
        let ctx = plan.context(0, Month::new(2008, 1), &none);
        let first = |scores: &[f64]| contest(&ctx, COUNTY, 1.0, scores, &vec![1.0; scores.len()]).0[0];
        assert!(first(&[5.0, 0.0]) < first(&[1.0, 0.0]) && first(&[1.0, 0.0]) < first(&[0.0, 0.0]));
        assert!(first(&[0.0; 20]) < first(&[0.0; 5]) && first(&[0.0; 5]) < first(&[0.0; 2]));
        assert!((first(&[0.0, 0.0]) - 0.25).abs() < 1e-12, "θ·r·ω·V/4 among two equals");
        assert_eq!(contest(&ctx, NATION, 1.0, &[0.0], &[1.0]).0, [0.0]);
    }

    #[test]
    fn a_missed_quota_is_a_veto() {
        let (plan, none) = (Plan::baseline(1, 1), Levers::default());
        let mut world = held(&plan, 0.0);
        let row = world.territories.governed().end - 1;
        world.indicators.target_before[row][QUOTA] = 100.0;
        world.indicators.reported[row][QUOTA] = 101.0;
        let before = world.officials.score[row];
        run(&mut world, &plan.context(12, Month::new(2009, 1), &none));
        assert!((before - world.officials.score[row] - 3.0).abs() < 1e-12);
        assert!(world.officials.barred[row] && !world.officials.barred[row - 1]);
    }

    #[test]
    fn towns_get_the_effort_of_all_levels_above() {
        let world = held(&Plan::baseline(1, 1), 1.0);
        let (t, o) = (&world.territories, &world.officials);
        let town = t.len() - 1;
        let chain: f64 = [PROVINCE, PREFECTURE, COUNTY].iter().map(|l| o.effort[t.at_level(town, *l)]).sum();
        assert!((t.ln_productivity[town] - 0.01 / 12.0 * chain).abs() < 1e-15);
    }
}
