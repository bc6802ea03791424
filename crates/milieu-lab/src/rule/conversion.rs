//! Community places become hubs (institutionalisation).
//!
//! Where a budget for maker places is spent, a community place is turned into a hub with hazard h·ω_places(t)/ω_c: it becomes
//! state-run, its formality rises and its permeability falls. Before a campaign ω is 0 and nothing is converted.
//! It keeps its kind, so that life tables by kind tell what became of those that began as communities.
//!
//! Evidence: two to three years before becoming government hubs, as the study's sources tell of early makerspaces.

use crate::context::Context;
use crate::lever::MAKER_PLACES;
use crate::parameter::{Parameter, Status};
use crate::random::Stream;
use crate::rule::campaign;
use crate::rule::finance::above;
use crate::rule::kinds::model;
use crate::state::World;
use crate::state::indicator::PLACES;
use crate::state::place::Governance;
use crate::state::territory::COUNTY;
use crate::trace::{Event, Happening, largest};

/// Hazard of conversion during a campaign (a month).
pub const HAZARD: Parameter = Parameter {
    number: 56,
    part: 0,
    name: "h-conversion",
    what: "hazard of conversion during a campaign",
    default: 0.02,
    prior: [0.005, 0.05],
    unit: "a month",
    status: Status::Fitted,
    source: "fitted to two or three years before conversion",
};

/// What conversion adds to formality.
pub const FORMALITY: Parameter = Parameter {
    number: 57,
    part: 0,
    name: "delta-formality",
    what: "what conversion adds to formality",
    default: 0.4,
    prior: [0.1, 0.6],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// What conversion takes off permeability.
pub const PERMEABILITY: Parameter = Parameter {
    number: 57,
    part: 1,
    name: "delta-permeability",
    what: "what conversion takes off permeability",
    default: 0.3,
    prior: [0.1, 0.6],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[HAZARD, FORMALITY, PERMEABILITY];

/// Converts community places that are offered a subsidy.
pub fn run(world: &mut World, ctx: &Context) {
    let omega = world.agenda.weight[COUNTY as usize][PLACES] / ctx.get(&campaign::WEIGHT);
    let hazard = ctx.get(&HAZARD) * omega;
    if hazard <= 0.0 {
        return;
    }
    for p in 0..world.places.len() {
        if world.places.governance[p] != Governance::Community || !world.places.is_alive(p) {
            continue;
        }
        let town = world.places.town[p] as usize;
        let offered: f64 = above(world, town).map(|z| world.territories.spend[z][MAKER_PLACES]).sum();
        let here = hazard * ctx.levers.conversion.at(town);
        if offered <= 0.0 || !ctx.chance.strikes(Stream::Convert, world.places.uid(p), 0, here) {
            continue;
        }
        let q = &mut world.places;
        q.governance[p] = Governance::State;
        q.formality[p] = (q.formality[p] + ctx.get(&FORMALITY)).min(1.0);
        q.permeability[p] = (q.permeability[p] - ctx.get(&PERMEABILITY)).max(0.0);
        q.converted[p] = ctx.step;
        let (who, kind, members) = (q.uid(p), q.kind[p], f64::from(q.members[p]));
        world.trace.record(|| Event {
            step: ctx.step,
            what: Happening::PlaceConverted,
            who,
            #[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
            row: p as u32,
            #[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
            territory: town as u32,
            detail: model(kind).name,
            terms: largest(&[("subsidy offered", offered), ("weight of places", omega), ("members", members)]),
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::{Lever, Levers, Switches};
    use crate::rule::testing;

    /// Community places left after some months at full weight.
    fn after(months: u32, offered: f64, weight: f64, levers: &Levers) -> (World, usize, usize) {
        let mut world = testing::world();
        for governance in &mut world.places.governance {
            *governance = Governance::Community;
        }
        world.trace.on = true;
        world.territories.spend[0][MAKER_PLACES] = offered;
        world.agenda.weight[COUNTY as usize][PLACES] = weight;
        for _ in 0..months {
            let before = world.clone();
            testing::with(&before, &testing::defaults(), levers, Switches::default(), |ctx| run(&mut world, ctx));
            world.step += 1;
        }
        let converted = world.places.converted.iter().filter(|at| **at != crate::state::NONE).count();
        let all = world.places.len();
        (world, converted, all)
    }

    #[test]
    fn a_campaign_converts_as_its_hazard_says() {
        let (world, converted, all) = after(30, 1.0, 0.3, &Levers::default());
        let expected = 1.0 - (-0.02_f64 * 30.0).exp();
        assert!((converted as f64 / all as f64 - expected).abs() < 0.19, "{converted} of {all}");
        assert_eq!(world.trace.events.len(), converted);
        for p in (0..all).filter(|&p| world.places.converted[p] != crate::state::NONE) {
            let was = model(world.places.kind[p]);
            assert!((world.places.formality[p] - (was.formality + 0.4).min(1.0)).abs() < 1e-12);
            assert!((world.places.permeability[p] - (was.permeability - 0.3).max(0.0)).abs() < 1e-12);
            assert_eq!(world.places.governance[p], Governance::State);
        }
    }

    #[test]
    fn without_offer_weight_or_lever_nothing_is_converted() {
        assert_eq!(after(30, 0.0, 0.3, &Levers::default()).1, 0);
        assert_eq!(after(30, 1.0, 0.0, &Levers::default()).1, 0);
        assert_eq!(after(30, 1.0, 0.3, &Levers { conversion: Lever::everywhere(0.0), ..Levers::default() }).1, 0);
    }
}
