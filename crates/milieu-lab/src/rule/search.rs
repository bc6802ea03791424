//! How firms look for something better: imitate, improve, recombine, absorb, or nothing. Each firm once a quarter.
//!
//! Choice: softmax over (expected gain − cost), in wage bills of a month. A unit of quality is expected to be worth 5 of
//! them. Aspiration = best of the firm's own fading past and of the mean of its peers (sector, town); the temperature of
//! the softmax rises with the shortfall, so who is below it explores.
//! * imitate (shanzhai): the best of two firms of the sector in the town, a place-mate and the sector's reference design;
//!   succeeds with open_s·exp(−d/d_0)·(1 − ipr); one triple is copied with a loss of ability. A turnkey platform
//!   (2004–11, electronics) triples open_s and cuts the cost to a third.
//! * incremental: ability + 0.5; succeeds half the time, more for members of a service centre ([`super::services`]).
//! * recombine: take in a triple of a partner or place-mate; succeeds with P_0·(d/d*)·exp(1 − d/d*), d the Hamming
//!   distance of capability sets; nothing beyond the micro-radius unless they are partners, as those with a strong tie are.
//! * external: absorb from pipelines with 1 − exp(−ΣΦ·absorptive capacity·link); the link is 1 for foreign and state
//!   firms, which hold the pipelines, and the county's local linkage φ for all others.
//!
//! Payoff of a hypothesis: a fixed landscape, the mean over pairs of capabilities of a number of their own
//! ([`crate::random::Stream::Landscape`]), each capability with K others ([`knowledge`]).
//!
//! Decisions: a third of the firms search each month (by identity), so that a quarter's work is spread. The direction
//! of incremental search is always up, as quality rises with ability here; that it fails half the time stands for the
//! wrong turns. The turnkey platform came in 2004 (3 million chips) and was shipped ever more until 2010 (500 million): it stays
//! open until 2011, when smartphones took its place. Firms of a place stand at random in a square of its area, so a large place has neighbours farther
//! apart than the radius. What is found is adopted only if quality rises; else it is knowledge for later.
//!
//! Evidence: kenes as in SKIN v5.32 (re-implemented from its papers); spillovers end at 20 m, work through socialising
//! and are best between the moderately different (Roche, Oettl & Catalini 2024, *Management Science* 70:8245).
//!
//! Limits: recombinations succeed so rarely that an optimum of diversity cannot be told from places (P19, its second part missed).

pub mod knowledge;
mod mode;
mod partners;

pub use mode::ELECTRONICS;

use crate::context::Context;
use crate::kernel::{self, Groups};
use crate::parameter::{Parameter, Status};
use crate::rule::production;
use crate::state::firm::{PARTNERS as SLOTS, Search};
use crate::state::ledger::{Account, Flow};
use crate::state::territory::{CAPABILITIES as NUMBERS, COUNTY, SECTORS};
use crate::state::{NONE, World};

/// Capabilities there are.
pub const CAPABILITIES: Parameter = Parameter {
    number: 31,
    part: 0,
    name: "capabilities",
    what: "capabilities there are",
    default: 1024.0,
    prior: [1024.0, 1024.0],
    unit: "",
    status: Status::Measured,
    source: "SKIN v5.32 has 1,000",
};

/// Most triples of an innovation hypothesis.
pub const HYPOTHESIS: Parameter = Parameter {
    number: 31,
    part: 1,
    name: "hypothesis-size",
    what: "most triples of an innovation hypothesis",
    default: 9.0,
    prior: [9.0, 9.0],
    unit: "",
    status: Status::Measured,
    source: "SKIN v5.32",
};

/// Most partners of a firm.
pub const PARTNERS: Parameter = Parameter {
    number: 31,
    part: 2,
    name: "partners",
    what: "most partners of a firm",
    default: 5.0,
    prior: [5.0, 5.0],
    unit: "",
    status: Status::Measured,
    source: "SKIN v5.32",
};

/// Least triples of a kene.
pub const KENE_FLOOR: Parameter = Parameter {
    number: 32,
    part: 0,
    name: "kene-floor",
    what: "least triples of a kene",
    default: 5.0,
    prior: [5.0, 5.0],
    unit: "",
    status: Status::Measured,
    source: "SKIN v5.32: max(5, ln(1 + capital/20))",
};

/// Distance at which imitation falls to 1/e, d_0.
pub const IMITATION_DISTANCE: Parameter = Parameter {
    number: 33,
    part: 0,
    name: "d0-imitation",
    what: "distance at which imitation falls to 1/e, d_0",
    default: 6.0,
    prior: [2.0, 12.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Share of ability lost in copying.
pub const ABILITY_LOSS: Parameter = Parameter {
    number: 34,
    part: 0,
    name: "ability-loss",
    what: "share of ability lost in copying",
    default: 0.2,
    prior: [0.05, 0.4],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Protection against imitation until 2008.
pub const IPR_EARLY: Parameter = Parameter {
    number: 35,
    part: 0,
    name: "ipr-early",
    what: "protection against imitation until 2008",
    default: 0.1,
    prior: [0.0, 0.8],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Protection against imitation after 2008.
pub const IPR_LATE: Parameter = Parameter {
    number: 35,
    part: 1,
    name: "ipr-late",
    what: "protection against imitation after 2008",
    default: 0.4,
    prior: [0.0, 0.8],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Highest probability that a recombination succeeds, P_0.
pub const RECOMBINE: Parameter = Parameter {
    number: 36,
    part: 0,
    name: "p0-recombine",
    what: "highest probability that a recombination succeeds, P_0",
    default: 0.05,
    prior: [0.01, 0.2],
    unit: "",
    status: Status::Anchored,
    source: "shape: Roche, Oettl & Catalini 2024",
};

/// Distance at which it is highest, d*.
pub const BEST_DISTANCE: Parameter = Parameter {
    number: 36,
    part: 1,
    name: "d-star",
    what: "distance at which it is highest, d*",
    default: 8.0,
    prior: [3.0, 16.0],
    unit: "",
    status: Status::Anchored,
    source: "shape: Roche, Oettl & Catalini 2024",
};

/// Distance beyond which nothing spills over without a strong tie (m).
pub const RADIUS: Parameter = Parameter {
    number: 37,
    part: 0,
    name: "micro-radius",
    what: "distance beyond which nothing spills over without a strong tie",
    default: 20.0,
    prior: [20.0, 20.0],
    unit: "m",
    status: Status::Measured,
    source: "Roche, Oettl & Catalini 2024",
};

/// Capabilities each one depends on, K.
pub const RUGGEDNESS: Parameter = Parameter {
    number: 38,
    part: 0,
    name: "k-landscape",
    what: "capabilities each one depends on, K",
    default: 4.0,
    prior: [1.0, 8.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[
    CAPABILITIES,
    HYPOTHESIS,
    PARTNERS,
    KENE_FLOOR,
    IMITATION_DISTANCE,
    ABILITY_LOSS,
    IPR_EARLY,
    IPR_LATE,
    RECOMBINE,
    BEST_DISTANCE,
    RADIUS,
    RUGGEDNESS,
];

/// Share of a firm's aspiration that is left after a quarter without a better example (assumed).
const FADING: f64 = 0.95;

/// The landscape of the run, and the most triples of a hypothesis.
#[must_use]
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number")]
pub fn landscape(ctx: &Context) -> (knowledge::Landscape, usize) {
    let land = knowledge::Landscape::new(ctx.chance_of_run(), ctx.get(&RUGGEDNESS));
    (land, ctx.get(&HYPOTHESIS) as usize)
}

/// What firms see of each other this month.
struct Field {
    /// Firms by town and sector.
    groups: Groups,
    /// Firms by place.
    mates: Groups,
    /// Mean profit rate by town and sector.
    rate: Vec<f64>,
    /// The best firm of each sector: its reference design.
    reference: [u32; SECTORS],
    /// County of each territory.
    county: Vec<u32>,
}

/// Profit a month by capital.
fn rate(world: &World, row: usize) -> f64 {
    world.firms.profit[row] / world.firms.capital[row].max(1_000.0)
}

#[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
fn field(world: &World) -> Field {
    let f = &world.firms;
    let groups = production::groups(world);
    let mates = Groups::by(f.len(), world.places.len(), |row| {
        let place = f.place[row] as usize;
        (f.is_alive(row) && world.places.is_alive(place)).then_some(place)
    });
    let sums = kernel::sums_by::<2>(f.len(), groups.len(), |row| {
        (f.is_alive(row) && f.town[row] != NONE).then(|| (production::group(world, row), [rate(world, row), 1.0]))
    });
    let mut reference = [NONE; SECTORS];
    for row in (0..f.len()).filter(|&row| f.is_alive(row)) {
        let best = &mut reference[usize::from(f.sector[row])];
        if *best == NONE || f.quality[row] > f.quality[*best as usize] {
            *best = row as u32;
        }
    }
    Field {
        groups,
        mates,
        rate: sums.into_iter().map(|[sum, n]| if n > 0.0 { sum / n } else { 0.0 }).collect(),
        reference,
        county: (0..world.territories.len()).map(|z| world.territories.at_level(z, COUNTY) as u32).collect(),
    }
}

/// Whether a firm searches this month: once a quarter, by its identity.
fn searches(world: &World, row: usize) -> bool {
    world.firms.is_alive(row)
        && world.firms.town[row] != NONE
        && (u64::from(world.month.0) + world.firms.uid(row).0 % 3).is_multiple_of(3)
}

/// Lets firms search.
pub fn run(world: &mut World, ctx: &Context) {
    production::settle(world, ctx);
    if ctx.month.is_quarter() || ctx.step == 0 {
        count_capabilities(world);
    }
    let terms = mode::Terms::new(ctx);
    let w = &*world;
    let field = field(w);
    let f = &w.firms;
    let searching = kernel::gather(f.len(), |row, out| {
        if searches(w, row) {
            out.push(row);
        }
    });
    let near = |n: usize| u64::from(f.partners[searching[n]][0]) ^ u64::from(f.town[searching[n]]);
    let sights = kernel::gather_near(searching.len(), near, |n, out| {
        out.push(mode::Sight::of(w, ctx, &terms, &field, searching[n]));
    });
    let found = kernel::gather_near(
        sights.len(),
        |n| sights[n].near(w),
        |n, out| {
            out.push(mode::search(w, ctx, &terms, &field, &sights[n]));
        },
    );
    let cost = kernel::sum(found.len(), |n| found[n].cost);
    let most = most_partners(ctx);
    partners::part(world);
    for one in &found {
        let (row, f) = (one.row, &mut world.firms);
        f.kene[row] = one.kene;
        f.hypothesis[row] = one.hypothesis;
        f.fit[row] = one.fit;
        f.quality[row] = one.quality;
        f.aspiration[row] = one.aspiration;
        f.search[row] = one.mode;
        f.capital[row] -= one.cost;
        if one.success && one.mode != Search::None {
            f.searched[row][one.mode as usize - 1] = f.searched[row][one.mode as usize - 1].saturating_add(1);
        }
        f.novelties[row] = f.novelties[row].saturating_add(u16::from(one.novel));
        if one.success && one.mode == Search::Recombine && one.with != NONE {
            partners::befriend(world, row, one.with as usize, most);
        }
    }
    world.ledger.book(Account::Firms, Flow::Costs, -cost);
    partners::meet(world, ctx, most);
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a small number")]
fn most_partners(ctx: &Context) -> usize {
    (ctx.get(&PARTNERS) as usize).min(SLOTS)
}

/// Counts firms by capability in each town, with sums in all territories above.
fn count_capabilities(world: &mut World) {
    let crate::state::World { firms, territories, .. } = world;
    territories.capability.fill([0; NUMBERS]);
    for row in (0..firms.len()).filter(|&row| firms.is_alive(row) && firms.town[row] != NONE) {
        let counts = &mut territories.capability[firms.town[row] as usize];
        for triple in firms.kene[row].iter().filter(|t| t.expertise > 0) {
            let count = &mut counts[usize::from(triple.capability) % NUMBERS];
            *count = count.saturating_add(1);
        }
    }
    for z in (1..territories.len()).rev() {
        let (above, below) = territories.capability.split_at_mut(z);
        if let Some(above) = above.get_mut(territories.parent[z] as usize) {
            for (above, below) in above.iter_mut().zip(&below[0]) {
                *above = above.saturating_add(*below);
            }
        }
    }
}
