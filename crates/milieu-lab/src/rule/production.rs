//! What firms can make.
//!
//! VA = A·L^s·K^{1−s}·(1 + μ·ln(1 + n)), s the labour share, n the other firms of the sector in the town (of the real
//! economy, so that the number of rows does not matter); ln A = ln A_0 + c·t + a_f + γ·Q + ln A_z, c·t the general
//! catching up, a_f the firm's own, ln A_z what its town has from effort and public capital.
//!
//! Decisions: quality Q is the *mean* over the hypothesis of ability·(1 − e^{−expertise}), weighed by the landscape's payoff
//! ([`super::search`]), not the sum, so that knowing more things is no quality in itself. K is the firm's capital; where
//! that is less than tools for all its staff it hires the rest, at a cost ([`super::market`]). ln A_0 is set so that a firm of 12 people and a million yuan makes about
//! what its people's wages are by the labour share (2008 order of magnitude, assumed). Before the first month firms are
//! settled: duplicate knowledge merged, quality computed, floor space given out of what is in use, and the number of real
//! firms a row stands for fixed as people employed ÷ staff.
//!
//! Limits: entrants come with what their founders know and incumbents learn as fast, so that net entry makes a few percent of
//! the growth of productivity, not two thirds of it (P8, missed). Nothing here makes output a head of Kunshan 1.8 times Shunde's (P20, missed).

use crate::context::Context;
use crate::kernel::{self, Groups};
use crate::parameter::{Parameter, Status};
use crate::real;
use crate::rule::premises;
use crate::rule::search::{self, knowledge};
use crate::state::territory::SECTORS;
use crate::state::{NONE, World};

/// ln A_0 (assumed).
const LN_BASE: f64 = 3.25;
/// General growth of A a year, c: catching up with the frontier, which no rule here explains (assumed).
const CATCH_UP: f64 = 0.04;
/// Least worth of tools a head in production, yuan (assumed).
const TOOLS: f64 = 40_000.0;

/// Labour share.
pub const LABOUR_SHARE: Parameter = Parameter {
    number: 28,
    part: 0,
    name: "labour-share",
    what: "labour share",
    default: 0.6,
    prior: [0.5, 0.7],
    unit: "",
    status: Status::Textbook,
    source: "textbook value",
};

/// Elasticity of productivity to firms of the sector nearby, μ.
pub const AGGLOMERATION: Parameter = Parameter {
    number: 29,
    part: 0,
    name: "mu-agglomeration",
    what: "elasticity of productivity to firms of the sector nearby, μ",
    default: 0.04,
    prior: [0.02, 0.1],
    unit: "",
    status: Status::Textbook,
    source: "textbook value",
};

/// What a unit of quality adds to ln A, γ.
pub const QUALITY: Parameter = Parameter {
    number: 30,
    part: 0,
    name: "gamma-quality",
    what: "what a unit of quality adds to ln A, γ",
    default: 0.05,
    prior: [0.01, 0.2],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[LABOUR_SHARE, AGGLOMERATION, QUALITY];

/// Makes what this month can make.
pub fn run(world: &mut World, ctx: &Context) {
    settle(world, ctx);
    let share = ctx.get(&LABOUR_SHARE);
    let (mu, gamma) = (ctx.get(&AGGLOMERATION), ctx.get(&QUALITY));
    let base = LN_BASE + CATCH_UP / 12.0 * f64::from(ctx.step);
    let groups = groups(world);
    let near: Vec<f64> = (0..groups.len())
        .map(|g| {
            #[expect(clippy::cast_precision_loss, reason = "counts of firms")]
            let others = groups.of(g).len().saturating_sub(1) as f64 * world.firm_weight;
            1.0 + mu * real::ln_1p(others)
        })
        .collect();
    let (f, ln_town) = (&world.firms, &world.territories.ln_productivity);
    let output = kernel::map(f.len(), |row| {
        if !f.is_alive(row) || f.staff[row] <= 0.0 {
            return 0.0;
        }
        let (staff, capital) = (f.staff[row], f.capital[row].max(0.0) + hired(world, row));
        let ln_a = base + f.ln_productivity[row] + gamma * f.quality[row] + ln_town[f.town[row] as usize];
        real::exp(ln_a + share * real::ln(staff) + (1.0 - share) * real::ln(capital)) * near[group(world, row)]
    });
    world.firms.output = output;
}

/// Worth of the tools a firm hires: what its own capital lacks of tools for all its staff, yuan.
#[inline]
#[must_use]
pub fn hired(world: &World, firm: usize) -> f64 {
    let f = &world.firms;
    (TOOLS * f.staff[firm] - f.capital[firm].max(0.0)).max(0.0)
}

/// Number of a firm's group: its town and sector.
#[inline]
#[must_use]
pub fn group(world: &World, firm: usize) -> usize {
    world.firms.town[firm] as usize * SECTORS + usize::from(world.firms.sector[firm])
}

/// Living firms by town and sector.
#[must_use]
pub fn groups(world: &World) -> Groups {
    let f = &world.firms;
    Groups::by(f.len(), world.territories.len() * SECTORS, |row| {
        (f.is_alive(row) && f.town[row] != NONE).then(|| group(world, row))
    })
}

/// Settles the firms there are at the start; nothing to do later on.
pub fn settle(world: &mut World, ctx: &Context) {
    if world.firm_weight > 0.0 {
        return;
    }
    let (land, most) = search::landscape(ctx);
    let w = &*world;
    let known = kernel::map(w.firms.len(), |row| {
        let mut kene = w.firms.kene[row];
        knowledge::merge(&mut kene);
        let hypothesis = knowledge::best_hypothesis(&kene, most);
        let fit = land.fit(&kene, &hypothesis);
        (kene, hypothesis, fit, land.quality(&kene, &hypothesis, fit))
    });
    let (p, f) = (&w.persons, &w.firms);
    let works = |i: usize| p.is_alive(i) && f.is_alive(p.employer[i] as usize);
    #[expect(clippy::cast_precision_loss, reason = "counts of persons")]
    let employed = kernel::count(p.len(), works) as f64 * w.weight;
    let staff = kernel::sum(f.len(), |row| if f.is_alive(row) { f.staff[row] } else { 0.0 });
    world.firm_weight = if employed > 0.0 && staff > 0.0 { employed / staff } else { 1.0 };
    for (row, (kene, hypothesis, fit, quality)) in known.into_iter().enumerate() {
        world.firms.kene[row] = kene;
        world.firms.hypothesis[row] = hypothesis;
        world.firms.fit[row] = fit;
        world.firms.quality[row] = quality;
    }
    premises::settle(world);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::testing;

    fn made(change: impl FnOnce(&mut World)) -> (World, f64) {
        let mut world = testing::world();
        change(&mut world);
        testing::at(&world.clone(), |ctx| run(&mut world, ctx));
        let output = world.firms.output[0];
        (world, output)
    }

    #[test]
    fn returns_to_scale_are_constant_and_each_factor_has_its_share() {
        let base = made(|_| ()).1;
        let double = |staff: f64, capital: f64| {
            made(|w| {
                w.firms.staff[0] *= staff;
                w.firms.capital[0] *= capital;
                // The number of real firms a row stands for depends on staff: held fixed by the others' staff.
                w.firms.staff[1] -= w.firms.staff[0] * (1.0 - 1.0 / staff);
            })
            .1 / base
        };
        assert!((double(2.0, 2.0) - 2.0).abs() < 1e-9);
        assert!((double(2.0, 1.0) - 2.0_f64.powf(0.6)).abs() < 1e-9);
        assert!((double(1.0, 2.0) - 2.0_f64.powf(0.4)).abs() < 1e-9);
    }

    #[test]
    fn a_town_raises_its_firms() {
        let (world, base) = made(|_| ());
        let raised = made(|w| w.territories.ln_productivity.fill(0.1)).1;
        assert!((raised / base - 0.1_f64.exp()).abs() < 1e-12);
        assert!(world.firms.output.iter().all(|y| y.is_finite() && *y > 0.0));
    }

    #[test]
    fn what_a_head_makes_is_near_its_wage_by_the_labour_share() {
        let (world, _) = made(|_| ());
        let output: f64 = world.firms.output.iter().sum();
        let staff: f64 = world.firms.staff.iter().sum();
        assert!((2_500.0..6_000.0).contains(&(output / staff)), "{}", output / staff);
        assert!((50.0..250.0).contains(&world.firm_weight), "{}", world.firm_weight);
        let made_twice = world.firms.kene.iter().any(|k| {
            k.iter().enumerate().any(|(at, t)| {
                t.expertise > 0 && k[at + 1..].iter().any(|o| o.expertise > 0 && o.capability == t.capability)
            })
        });
        assert!(!made_twice, "each capability once");
    }
}
