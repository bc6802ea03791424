//! Promotion at the end of a term, by performance and by connections.
//!
//! Pr_i = (1 − π_l)·p_i + π_l·κ_i/Σκ, where p_i are the odds of the contest ([`super::effort`]). Terms last 48 months on
//! average. Whoever missed a binding target is not promoted. The winner moves to an office above that is free, others
//! rotate; a new official in an office is a new identity.
//!
//! Decisions: the odds and bars are those of the last January. An office falls free when its holder's term ends; it is filled
//! from the officials one level below in the same territory who have served a year and are not barred, drawn with Pr;
//! the office so left is filled in the same way, down to the county. Where nobody qualifies, and in counties, somebody
//! new comes, drawn afresh. Whoever is promoted takes competence, connections, style and beliefs along; who is not, leaves
//! the region's offices. Terms last TERM·(0.5 + u) months, u uniform. The nation's office takes part as the top of the ladder.
//!
//! Evidence: performance plays a greater role at lower levels (Landry, Lü & Duan 2018); for prefectures not robust
//! (Wiebe 2024) and without effect on conduct (Pang, Keng & Zhang 2023); an effect for provinces (Li & Zhou 2005).
//! Switch `connections_only` is the variant π = 1 everywhere; a result counts as robust if it holds in both.

use crate::context::Context;
use crate::parameter::{Parameter, Status};
use crate::random::Stream;
use crate::real;
use crate::state::World;
use crate::state::territory::{COUNTY, INSTRUMENTS, PREFECTURE, PROVINCE};
use crate::trace::{Event, Happening, Term, largest};
use crate::uid::{Kind, Uid};

/// Weight of connections in the promotion of province officials.
pub const PI_PROVINCE: Parameter = Parameter {
    number: 10,
    part: 0,
    name: "pi-province",
    what: "weight of connections in the promotion of province officials",
    default: 0.8,
    prior: [0.3, 1.0],
    unit: "",
    status: Status::Anchored,
    source: "order by level: Landry, Lü & Duan 2018",
};

/// Weight of connections in the promotion of prefecture officials.
pub const PI_PREFECTURE: Parameter = Parameter {
    number: 11,
    part: 0,
    name: "pi-prefecture",
    what: "weight of connections in the promotion of prefecture officials",
    default: 0.6,
    prior: [0.2, 1.0],
    unit: "",
    status: Status::Anchored,
    source: "Wiebe 2024",
};

/// Weight of connections in the promotion of county officials.
pub const PI_COUNTY: Parameter = Parameter {
    number: 12,
    part: 0,
    name: "pi-county",
    what: "weight of connections in the promotion of county officials",
    default: 0.2,
    prior: [0.0, 0.8],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Mean length of a term (months).
pub const TERM: Parameter = Parameter {
    number: 13,
    part: 0,
    name: "term",
    what: "mean length of a term",
    default: 48.0,
    prior: [30.0, 60.0],
    unit: "months",
    status: Status::Assumed,
    source: "assumed",
};

/// Months in office before somebody can be promoted (assumed).
const PROBATION: u32 = 12;

/// Weight of connections at a level, π.
fn connections_weight(ctx: &Context, level: u8) -> f64 {
    match level {
        _ if ctx.switches.connections_only => 1.0,
        PROVINCE => ctx.get(&PI_PROVINCE),
        PREFECTURE => ctx.get(&PI_PREFECTURE),
        COUNTY => ctx.get(&PI_COUNTY),
        _ => 1.0,
    }
}

/// Probability of each candidate to be promoted, Pr_i, over those that qualify.
#[must_use]
fn probabilities(weight: f64, odds: &[f64], connections: &[f64]) -> Vec<f64> {
    let (of_odds, of_connections): (f64, f64) = (odds.iter().sum(), connections.iter().sum());
    let share = |x: f64, total: f64| if total > 0.0 { x / total } else { 0.0 };
    odds.iter()
        .zip(connections)
        .map(|(p, k)| (1.0 - weight) * share(*p, of_odds) + weight * share(*k, of_connections))
        .collect()
}

/// What an official takes along.
#[derive(Clone, Copy, Debug)]
struct Career {
    competence: f64,
    connections: f64,
    style: f64,
    belief: [f64; INSTRUMENTS],
    promotions: u16,
}

/// Ends terms that are over, from the top down, and fills the offices.
pub fn run(world: &mut World, ctx: &Context) {
    for tenure in &mut world.officials.tenure {
        *tenure += 1;
    }
    let groups = super::targets::rivals(world);
    for office in world.territories.governed() {
        if world.officials.tenure[office] >= world.officials.term[office] {
            let (who, row) = (world.officials.uid(office), office);
            let terms = [("tenure", f64::from(world.officials.tenure[row])), ("odds", world.officials.odds[row])];
            record(world, ctx, Happening::Rotated, who, row, largest(&terms));
            fill(world, ctx, &groups, office);
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
fn record(world: &mut World, ctx: &Context, what: Happening, who: Uid, row: usize, terms: [Term; 3]) {
    let row = row as u32;
    world.trace.record(|| Event { step: ctx.step, what, who, row, territory: row, detail: "", terms });
}

/// Fills an office from below, and the office so left, down to the county.
fn fill(world: &mut World, ctx: &Context, groups: &crate::kernel::Groups, mut office: usize) {
    loop {
        let o = &world.officials;
        let field = if world.territories.level[office] < COUNTY { groups.of(office) } else { &[] };
        let fit: Vec<usize> =
            field.iter().map(|&j| j as usize).filter(|&j| o.tenure[j] >= PROBATION && !o.barred[j]).collect();
        let odds: Vec<f64> = fit.iter().map(|&j| o.odds[j]).collect();
        let connections: Vec<f64> = fit.iter().map(|&j| o.connections[j]).collect();
        let weight = connections_weight(ctx, world.territories.level[office] + 1);
        let chances = probabilities(weight, &odds, &connections);
        let Some(at) = ctx.chance.choice(Stream::Promotion, world.territories.uid(office), 0, &chances) else {
            seat(world, ctx, office, None);
            return;
        };
        let winner = fit[at];
        let (who, score) = (o.uid(winner), o.score[winner]);
        let career = Career {
            competence: o.competence[winner],
            connections: o.connections[winner],
            style: o.style[winner],
            belief: o.belief[winner],
            promotions: o.promotions[winner] + 1,
        };
        let terms = [
            ("performance", (1.0 - weight) * odds[at]),
            ("connections", weight * connections[at] / connections.iter().sum::<f64>().max(1e-12)),
            ("score", score),
        ];
        record(world, ctx, Happening::Promoted, who, winner, largest(&terms));
        seat(world, ctx, office, Some(career));
        office = winner;
    }
}

/// Seats whoever comes: somebody promoted, or somebody new. In an office this is a new identity.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "months of a term are few")]
fn seat(world: &mut World, ctx: &Context, office: usize, career: Option<Career>) {
    let territory = world.territories.uid(office);
    let uid = Uid::of(Kind::Official, [territory, territory], ctx.step + 1, 0);
    let [competence, style, connections, term] = ctx.chance.four(Stream::Official, uid, 0);
    let career = career.unwrap_or(Career {
        competence: real::exp(0.3 * real::normal_quantile(competence)),
        connections: -real::ln(connections),
        style,
        belief: [0.0; INSTRUMENTS],
        promotions: 0,
    });
    let o = &mut world.officials;
    o.rows.uid[office] = uid;
    o.rows.since[office] = ctx.step;
    o.competence[office] = career.competence;
    o.connections[office] = career.connections;
    o.style[office] = career.style;
    o.belief[office] = career.belief;
    o.promotions[office] = career.promotions;
    o.tenure[office] = 0;
    o.term[office] = (ctx.get(&TERM) * (0.5 + term)).round().max(1.0) as u32;
    // Newcomers join the contest next January; the targets of the office stay.
    (o.effort[office], o.misreport[office], o.barred[office]) = (0.0, 0.0, false);
}

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[PI_PROVINCE, PI_PREFECTURE, PI_COUNTY, TERM];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::{Levers, Switches};
    use crate::month::Month;
    use crate::run::Plan;
    use crate::start::{self, Size};

    /// A world in which rivals in odd rows have all connections and those in even rows all the odds, after so
    /// many months; with the shares of promotions that went to rows of odd number.
    fn promoted(plan: &Plan, months: u32) -> (World, f64) {
        let mut world = start::synthetic(&Size::SMALL, plan.seed, Month::new(2008, 1));
        world.trace.on = true;
        let none = Levers::default();
        for step in 0..months {
            for row in 0..world.officials.len() {
                let odd = row % 2 == 1;
                world.officials.connections[row] = f64::from(u8::from(odd));
                world.officials.odds[row] = f64::from(u8::from(!odd));
            }
            run(&mut world, &plan.context(step, Month::new(2008, 1).plus(step), &none));
        }
        let all: Vec<u32> =
            world.trace.events.iter().filter(|e| e.what == Happening::Promoted).map(|e| e.row).collect();
        let odd = all.iter().filter(|row| **row % 2 == 1).count() as f64 / all.len().max(1) as f64;
        (world, odd)
    }

    #[test]
    fn connections_alone_decide_in_the_variant() {
        let base = Plan::baseline(3, 1);
        let v0 = Plan { switches: Switches { connections_only: true, ..Switches::default() }, ..base.clone() };
        assert_eq!(promoted(&v0, 240).1, 1.0);
        let share = promoted(&base, 240).1;
        assert!((0.1..0.9).contains(&share), "both count at the baseline: {share}");
    }

    #[test]
    fn probabilities_are_of_one_field() {
        let of = |weight| probabilities(weight, &[0.5, 0.25], &[1.0, 3.0]);
        assert_eq!(of(1.0), [0.25, 0.75]);
        assert!((of(0.0)[0] - 2.0 / 3.0).abs() < 1e-12);
        assert!((of(0.3).iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!(probabilities(0.5, &[], &[]).is_empty());
    }

    #[test]
    fn terms_last_as_long_as_the_parameter_says() {
        let (world, _) = promoted(&Plan::baseline(1, 1), 400);
        let n = world.officials.len() as f64;
        let mean = world.officials.term.iter().map(|t| f64::from(*t)).sum::<f64>() / n;
        assert!((mean - 48.0).abs() < 12.0, "{mean}");
        assert!((0..world.officials.len()).all(|z| world.officials.tenure[z] < world.officials.term[z]));
    }

    #[test]
    fn the_barred_stay_where_they_are() {
        let mut world = start::synthetic(&Size::SMALL, 1, Month::new(2008, 1));
        world.trace.on = true;
        world.officials.barred.fill(true);
        world.officials.tenure.fill(100);
        let (plan, none) = (Plan::baseline(1, 1), Levers::default());
        run(&mut world, &plan.context(0, Month::new(2008, 1), &none));
        assert!(world.trace.events.iter().all(|e| e.what == Happening::Rotated));
        assert!(world.officials.tenure.iter().all(|t| *t == 0), "all offices are filled afresh");
    }
}
