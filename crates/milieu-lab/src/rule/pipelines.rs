//! Pipelines to places outside: built by networking and brokers, they bring firms.
//!
//! ΔΦ_x = η_x·spending·(1 + brokers_x) − d·Φ_x. Arrivals of outside firms a month:
//! Poisson(λ_0·exp(1.0·Φ_x + 0.5·zone − 0.6·ln w + 0.3·ln(1 + N_x))), w relative to the nation.
//!
//! Decisions: pipelines are a county's. A unit of spending is one percent of a month's output; it goes to the origins in
//! proportion to what is there, 1 + brokers + Φ. Φ is 5 at most. Arrivals and N_x are of firms of the real economy, those of
//! the county so far, so that the number of rows does not matter: a row that arrives stands for as many firms as any other, and rows come with
//! the mean's share of that (none before the first month's output, when it is not known). Beyond 50 firms of an origin a month
//! a county has no room. Which town: e^{0.5·zone − 0.6·ln w} times vacant industrial floor. Linkage starts where style
//! puts it between loose (leader) and tight (service provider), if the start did not set it; the service centre tightens it,
//! and it loosens at 0.2 % a month.
//!
//! Local linkage φ says how much of what outside firms know reaches others: loose (Kunshan) or tight (Shunde).
//!
//! Limits: a row stands for a hundred firms and more, so that a county sees few arrivals, each of many firms. Under Kunshan's
//! conditions about a sixth of outside firms comes from Taiwan (14 to 36 % over seeds), not two fifths, and their number rises
//! by 5 % from April 2000 to July 2001, not 18 % (P21, missed).
//!
//! Evidence: 760 firms from Taiwan in Kunshan by April 2000 are a county's count of firms, which λ_0·e^{Φ} reaches within
//! fifteen years where Φ is at its highest. Were a row one arrival, whatever it stands for, λ_0 at its prior's top would bring a region
//! of four million people 160,000 rows for its 600, and value added a head of hundreds of millions of yuan.

use crate::context::Context;
use crate::kernel;
use crate::lever::NETWORKING;
use crate::parameter::{Parameter, Status};
use crate::random::Stream;
use crate::real;
use crate::state::World;
use crate::state::person::Class;
use crate::state::territory::{COUNTY, INDUSTRIAL, ORIGINS};

/// Growth of a pipeline by a unit of spending a head, η_x.
pub const ETA: Parameter = Parameter {
    number: 24,
    part: 0,
    name: "eta-pipeline",
    what: "growth of a pipeline by a unit of spending a head, η_x",
    default: 0.05,
    prior: [0.01, 0.2],
    unit: "",
    status: Status::Fitted,
    source: "fitted to Taiwanese firms in Kunshan (P21)",
};

/// Share of a pipeline lost a month (a month).
pub const DECAY: Parameter = Parameter {
    number: 24,
    part: 1,
    name: "pipeline-decay",
    what: "share of a pipeline lost a month",
    default: 0.02,
    prior: [0.005, 0.05],
    unit: "a month",
    status: Status::Fitted,
    source: "fitted to Taiwanese firms in Kunshan (P21)",
};

/// Arrivals without any pipeline, λ_0 (a month).
pub const ARRIVALS: Parameter = Parameter {
    number: 25,
    part: 0,
    name: "lambda-arrival",
    what: "arrivals without any pipeline, λ_0",
    default: 0.01,
    prior: [0.001, 0.05],
    unit: "a month",
    status: Status::Fitted,
    source: "fitted to Taiwanese firms in Kunshan (P21)",
};

/// Local linkage where it is loose, φ of Kunshan.
pub const LOOSE: Parameter = Parameter {
    number: 26,
    part: 0,
    name: "linkage-loose",
    what: "local linkage where it is loose, φ of Kunshan",
    default: 0.1,
    prior: [0.0, 0.3],
    unit: "",
    status: Status::Assumed,
    source: "assumed; loose and tight as the study contrasts Kunshan and Shunde",
};

/// Local linkage where it is tight, φ of Shunde.
pub const TIGHT: Parameter = Parameter {
    number: 26,
    part: 1,
    name: "linkage-tight",
    what: "local linkage where it is tight, φ of Shunde",
    default: 0.5,
    prior: [0.2, 0.8],
    unit: "",
    status: Status::Assumed,
    source: "assumed; loose and tight as the study contrasts Kunshan and Shunde",
};

/// Highest stock of a pipeline; assumed.
const HIGHEST: f64 = 5.0;
/// Most firms of an origin expected in a county in a month: beyond it there is no floor (assumed).
const MOST: f64 = 50.0;
/// Growth and loss of linkage a month (assumed).
const LINKING: [f64; 2] = [0.02, 0.002];
/// Weights of pipeline, zone, wage and earlier arrivals in ln of the mean number of arrivals (assumed).
const WEIGHTS: [f64; 4] = [1.0, 0.5, -0.6, 0.3];

/// What a county and its towns are told this month.
struct Outside {
    pipeline: [f64; ORIGINS],
    linkage: f64,
    /// Town and origin of each firm that arrives.
    arriving: Vec<(usize, usize)>,
}

/// Builds pipelines, and lets firms arrive: seated in phase 6.
pub fn run(world: &mut World, ctx: &Context) {
    let w = &*world;
    let t = &w.territories;
    let counties = t.of_level(COUNTY);
    let towns = kernel::Groups::by(t.len(), t.len(), |z| (z >= t.governed().end).then(|| t.parent[z] as usize));
    let found = kernel::map(counties.len(), |n| of(w, ctx, counties.start + n, towns.of(counties.start + n)));
    let t = &mut world.territories;
    t.arriving.fill([0; ORIGINS]);
    for (county, outside) in counties.zip(found) {
        for row in std::iter::once(county).chain(towns.of(county).iter().map(|&z| z as usize)) {
            t.pipeline[row] = outside.pipeline;
            t.linkage[row] = outside.linkage;
        }
        for (town, origin) in outside.arriving {
            t.arriving[town][origin] += 1;
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "there are five origins")]
fn of(world: &World, ctx: &Context, county: usize, towns: &[u32]) -> Outside {
    let t = &world.territories;
    let output: f64 = t.output[county].iter().sum();
    let spending = if output > 0.0 { 100.0 * t.reach[county][NETWORKING] / output } else { 0.0 };
    let there: [f64; ORIGINS] = std::array::from_fn(|x| 1.0 + t.brokers[county][x] + t.pipeline[county][x]);
    let all: f64 = there.iter().sum();
    let pipeline = std::array::from_fn(|x| {
        let stock = t.pipeline[county][x];
        let built = ctx.get(&ETA) * spending * there[x] / all * (1.0 + t.brokers[county][x]);
        (stock + built - ctx.get(&DECAY) * stock).clamp(0.0, HIGHEST)
    });
    let style = world.officials.style[county];
    let (loose, tight) = (ctx.get(&LOOSE), ctx.get(&TIGHT));
    let unset = ctx.step == 0 && t.linkage[county] == 0.0;
    let linkage = if unset { loose + (tight - loose) * style } else { t.linkage[county] };
    let linkage = linkage + LINKING[0] * t.service[county] * (1.0 - linkage) - LINKING[1] * (linkage - loose).max(0.0);
    let wage = |z: usize| t.wage[z][Class::Worker as usize].max(1.0);
    let attraction: Vec<f64> = towns
        .iter()
        .map(|&z| {
            let (z, zone) = (z as usize, f64::from(u8::from(t.zone[z as usize] > 0)));
            let vacant = (t.stock[z][INDUSTRIAL] - t.occupied[z][INDUSTRIAL]).max(0.0) + 1.0;
            vacant * real::exp(WEIGHTS[1] * zone + WEIGHTS[2] * real::ln(wage(z) / wage(county)))
        })
        .collect();
    let zone = f64::from(u8::from(t.zone[county] > 0));
    let fixed = WEIGHTS[1] * zone + WEIGHTS[2] * real::ln(wage(county) / wage(0));
    let mut arriving = vec![];
    for (x, stock) in pipeline.iter().enumerate() {
        let so_far: f64 = towns.iter().map(|&z| t.arrived[z as usize][x]).sum();
        let mean = ctx.get(&ARRIVALS) * real::exp(WEIGHTS[0] * stock + fixed + WEIGHTS[3] * real::ln_1p(so_far));
        // What a row stands for is known once firms have produced.
        let rows = if world.firm_weight > 0.0 { mean.min(MOST) / world.firm_weight } else { 0.0 };
        for n in 0..ctx.chance.poisson(Stream::Arrival, t.uid(county), x as u32, rows) {
            let index = 1_000 + 100 * x as u32 + n;
            if let Some(at) = ctx.chance.choice(Stream::Arrival, t.uid(county), index, &attraction) {
                arriving.push((towns[at] as usize, x));
            }
        }
    }
    Outside { pipeline, linkage: linkage.clamp(0.0, 1.0), arriving }
}

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[ETA, DECAY, ARRIVALS, LOOSE, TIGHT];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::Levers;
    use crate::month::Month;
    use crate::run::Plan;
    use crate::start::{self, Size};

    fn after(months: u32, prepare: impl FnOnce(&mut World), spending: f64) -> (World, f64) {
        let mut world = start::synthetic(&Size::SMALL, 1, Month::new(2000, 1));
        let (plan, none) = (Plan::baseline(1, 1), Levers::default());
        world.territories.output.fill([1e8 / 8.0; 8]);
        world.firm_weight = 1.0;
        prepare(&mut world);
        let mut arrivals = 0.0;
        for step in 0..months {
            for county in world.territories.of_level(COUNTY) {
                world.territories.reach[county][NETWORKING] = spending;
            }
            run(&mut world, &plan.context(step, Month::new(2000, 1).plus(step), &none));
            arrivals += world.territories.arriving.iter().flatten().map(|n| f64::from(*n)).sum::<f64>();
        }
        (world, arrivals)
    }

    #[test]
    fn without_networking_pipelines_run_dry() {
        let (world, _) = after(120, |w| w.territories.pipeline.fill([2.0; ORIGINS]), 0.0);
        assert!(world.territories.pipeline[8..].iter().flatten().all(|p| (p - 2.0 * 0.98_f64.powi(120)).abs() < 1e-9));
    }

    #[test]
    fn spending_goes_where_brokers_are() {
        let (world, _) = after(200, |w| w.territories.brokers.fill([3.0, 0.0, 0.0, 0.0, 0.0]), 1e6);
        let county = world.territories.of_level(COUNTY).start;
        let pipeline = world.territories.pipeline[county];
        assert!(pipeline[0] > 4.0 * pipeline[1] && pipeline[1] > 0.0 && pipeline[0] <= HIGHEST, "{pipeline:?}");
        let town = world.territories.len() - 1;
        assert!(world.territories.pipeline[town][0] > 0.0, "towns share their county's");
    }

    #[test]
    fn pipelines_bring_firms() {
        let (_, without) = after(240, |_| (), 0.0);
        // Eight counties, five origins, λ_0 = 0.01: 96 firms are expected where wages are the nation's.
        assert!((60.0..140.0).contains(&without), "{without}");
        let (_, with) = after(240, |w| w.territories.pipeline.fill([3.0; ORIGINS]), 3e6);
        assert!(with > 2.0 * without, "{with} {without}");
    }

    #[test]
    fn rows_are_as_many_as_stand_for_the_firms_that_arrive() {
        let strong = |w: &mut World| w.territories.pipeline.fill([5.0; ORIGINS]);
        let rows = |weight: f64| after(24, |w| (strong(w), w.firm_weight = weight).1, 0.0).1;
        let (alone, ten) = (rows(1.0), rows(10.0));
        assert!((ten / (alone / 10.0) - 1.0).abs() < 0.2, "{ten} {alone}");
        assert_eq!(rows(0.0), 0.0, "nobody arrives before it is known what a row stands for");
        // Eight counties and five origins have room for fifty a month each, whatever came before.
        let crowded = |w: &mut World| (strong(w), w.territories.arrived.fill([1e9; ORIGINS])).0;
        let most = after(24, crowded, 0.0).1 / (24.0 * 40.0);
        assert!((most / 50.0 - 1.0).abs() < 0.02, "{most}");
    }

    #[test]
    fn linkage_follows_style_unless_the_start_says_otherwise() {
        let county = |w: &World| w.territories.linkage[w.territories.of_level(COUNTY).start];
        let leader = county(&after(1, |w| w.officials.style.fill(0.0), 0.0).0);
        let servant = county(&after(1, |w| w.officials.style.fill(1.0), 0.0).0);
        assert!((leader - 0.1).abs() < 1e-3 && (servant - 0.5).abs() < 1e-3, "{leader} {servant}");
        assert!((county(&after(1, |w| w.territories.linkage.fill(0.3), 0.0).0) - 0.3).abs() < 1e-3);
        let centre = |w: &mut World| w.territories.service.fill(0.5);
        assert!(county(&after(60, centre, 0.0).0) > county(&after(60, |_| (), 0.0).0) + 0.1);
    }
}
