//! Campaigns: attention to places grows with what is seen of them, and above a threshold they become a target.
//!
//! A(t) = 0.95·A(t−1) + α·(visible events + visits by higher officials). When A > A*, or in March 2015
//! (national guidance 国办发〔2015〕9号), the weight of the number of places in the contest jumps to ω_c for W months and
//! then decays; a target for their number is handed down with the others ([`super::targets`]).
//!
//! Decisions: an event is visible as far as its place is (a community place adds its visibility, 0 to 1), and what counts is
//! visible events per million people; higher officials visit a tenth as often. A run has one campaign at most. The
//! guidance of March 2015 begins it in runs that pass that month or start within W months of it.
//!
//! Evidence: one province aimed at 1,000 and more by 2020, others at 100 and more a year (2016 blue book, as reported).

use crate::context::Context;
use crate::kernel;
use crate::lever::Campaign;
use crate::month::Month;
use crate::parameter::{Parameter, Status};
use crate::random::Stream;
use crate::real;
use crate::state::World;
use crate::state::indicator::{FDI, GROWTH, HIGH_TECH, PATENTS, PLACES};
use crate::state::place::Governance;
use crate::trace::{Event, Happening, largest};
use crate::uid::{Kind, Uid};

/// Attention above which a campaign begins, A*.
pub const THRESHOLD: Parameter = Parameter {
    number: 27,
    part: 0,
    name: "campaign-threshold",
    what: "attention above which a campaign begins, A*",
    default: 1.0,
    prior: [0.3, 3.0],
    unit: "",
    status: Status::Fitted,
    source: "fitted to the growth of mass makerspaces (P10)",
};

/// Attention a visible event adds, α.
pub const ATTENTION: Parameter = Parameter {
    number: 27,
    part: 1,
    name: "campaign-attention",
    what: "attention a visible event adds, α",
    default: 0.02,
    prior: [0.005, 0.08],
    unit: "",
    status: Status::Fitted,
    source: "fitted to the growth of mass makerspaces (P10)",
};

/// Months a campaign lasts, W (months).
pub const MONTHS: Parameter = Parameter {
    number: 27,
    part: 2,
    name: "campaign-months",
    what: "months a campaign lasts, W",
    default: 36.0,
    prior: [24.0, 48.0],
    unit: "months",
    status: Status::Fitted,
    source: "fitted to the growth of mass makerspaces (P10)",
};

/// Weight of the number of places during a campaign, ω_c.
pub const WEIGHT: Parameter = Parameter {
    number: 27,
    part: 3,
    name: "campaign-weight",
    what: "weight of the number of places during a campaign, ω_c",
    default: 0.3,
    prior: [0.1, 0.6],
    unit: "",
    status: Status::Fitted,
    source: "fitted to the growth of mass makerspaces (P10)",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[THRESHOLD, ATTENTION, MONTHS, WEIGHT];

/// What counts beside growth and places: outside firms, high technology, patents (assumed).
const OTHER_WEIGHTS: [(usize, f64); 3] = [(FDI, 0.1), (HIGH_TECH, 0.05), (PATENTS, 0.05)];
/// Share of attention that is left after a month.
const MEMORY: f64 = 0.95;
/// Visits by higher officials per visible event (assumed).
const VISITS: f64 = 0.1;
/// The national guidance on mass makerspaces.
const GUIDANCE: Month = Month::new(2015, 3);
/// Months in which the weight falls to 1/e after a campaign (assumed).
const FADING: f64 = 12.0;

/// Weight of the number of places so many months after a campaign began.
#[must_use]
pub fn weight(ctx: &Context, age: u32) -> f64 {
    let over = f64::from(age) - ctx.get(&MONTHS);
    ctx.get(&WEIGHT) * if over > 0.0 { real::exp(-over / FADING) } else { 1.0 }
}

/// Lets attention grow or fade, begins a campaign where it is time for one, and says what counts this month.
pub fn run(world: &mut World, ctx: &Context) {
    let (w, nation) = (&*world, Uid::named(Kind::Territory, "nation"));
    let millions = if w.territories.is_empty() { 0.0 } else { w.territories.people[0].iter().sum::<f64>() / 1e6 };
    let seen = kernel::sum(w.places.len(), |p| {
        let counts = w.places.is_alive(p) && w.places.governance[p] == Governance::Community;
        if counts { w.places.visibility[p] } else { 0.0 }
    });
    let events = seen / millions.max(1e-6);
    let visits = f64::from(ctx.chance.poisson(Stream::Campaign, nation, 0, VISITS * events));
    let agenda = &mut world.agenda;
    agenda.attention[PLACES] = MEMORY * agenda.attention[PLACES] + ctx.get(&ATTENTION) * (events + visits);
    let noticed = agenda.attention[PLACES] > ctx.get(&THRESHOLD);
    let guided = GUIDANCE <= ctx.month && f64::from(ctx.month.0 - GUIDANCE.0) < ctx.get(&MONTHS);
    let begins = match ctx.levers.campaign {
        Campaign::Baseline => noticed || guided,
        Campaign::Endogenous => noticed,
        Campaign::Off => false,
        Campaign::At(step) => step == ctx.step,
    };
    if begins && agenda.campaign_since.is_none() {
        agenda.campaign_since = Some(ctx.step);
        let terms = [("events", events), ("visits", visits), ("attention", agenda.attention[PLACES])];
        world.trace.record(|| Event {
            step: ctx.step,
            what: Happening::CampaignBegan,
            who: nation,
            row: 0,
            territory: 0,
            detail: if noticed { "attention" } else { "date" },
            terms: largest(&terms),
        });
    }
    let of_places = agenda.campaign_since.map_or(0.0, |since| weight(ctx, ctx.step - since));
    for of_level in &mut agenda.weight {
        of_level[GROWTH] = 1.0;
        of_level[PLACES] = of_places;
        for (indicator, weight) in OTHER_WEIGHTS {
            of_level[indicator] = weight;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::Levers;
    use crate::run::Plan;
    use crate::start::{self, Size};

    /// Runs so many months from a month with every community place this visible; the step a campaign began in.
    fn begins(from: Month, visibility: f64, campaign: Campaign, months: u32) -> (Option<u32>, World) {
        let mut world = start::synthetic(&Size::SMALL, 1, from);
        world.places.visibility.fill(visibility);
        let plan = Plan::baseline(1, months);
        let levers = Levers { campaign, ..Levers::default() };
        for step in 0..months {
            let ctx = Context { levers: &levers, ..plan.context(step, from.plus(step), &levers) };
            run(&mut world, &ctx);
        }
        (world.agenda.campaign_since, world)
    }

    #[test]
    fn nothing_seen_begins_nothing_before_the_guidance() {
        assert_eq!(begins(Month::new(2010, 1), 0.0, Campaign::Baseline, 60).0, None);
        assert_eq!(begins(Month::new(2014, 1), 0.0, Campaign::Baseline, 24).0, Some(14), "March 2015");
        assert_eq!(begins(Month::new(2014, 1), 1.0, Campaign::Off, 24).0, None);
        assert_eq!(begins(Month::new(2014, 1), 0.0, Campaign::At(5), 24).0, Some(5));
        assert_eq!(begins(Month::new(2030, 1), 0.0, Campaign::Baseline, 24).0, None, "long after the guidance");
    }

    #[test]
    fn more_seen_begins_sooner() {
        let at = |visibility| begins(Month::new(2000, 1), visibility, Campaign::Endogenous, 170).0;
        let (much, some, little) = (at(1.0), at(0.6), at(0.0));
        assert!(much.is_some() && much < some && little.is_none(), "{much:?} {some:?} {little:?}");
    }

    #[test]
    fn the_weight_holds_and_then_fades() {
        let (_, world) = begins(Month::new(2010, 1), 0.0, Campaign::At(0), 10);
        assert!(world.agenda.weight.iter().all(|w| w[PLACES] == 0.3 && w[GROWTH] == 1.0));
        let plan = Plan::baseline(1, 1);
        let none = Levers::default();
        let ctx = plan.context(0, Month::new(2010, 1), &none);
        assert_eq!((weight(&ctx, 0), weight(&ctx, 36)), (0.3, 0.3));
        assert!((weight(&ctx, 48) - 0.3 / std::f64::consts::E).abs() < 1e-12);
    }
}
