//! One month: the schedule, in its order.

use crate::context::Context;
use crate::rule;
use crate::state::{Ledger, World};

/// What one does in a month: its phase, its name and what it does.
pub type Phase = (u8, &'static str, fn(&mut World, &Context));

/// The schedule. Each phase reads what the phases before it left; within a phase everybody reads the same.
pub const SCHEDULE: &[Phase] = &[
    // 0 calendar, exogenous series, campaign attention
    (0, "ledger", |world, _| world.ledger = Ledger::default()),
    (0, "campaign", rule::campaign::run),
    // 1 targets, promotions and rotations
    (1, "targets", rule::targets::run),
    (1, "promotion", rule::promotion::run),
    // 2 effort, instrument budget
    (2, "effort", rule::effort::run),
    (2, "budget", rule::budget::run),
    // 3 public action
    (3, "zones", rule::zones::run),
    (3, "pipelines", rule::pipelines::run),
    (3, "services", rule::services::run),
    // 4 firms: search, produce
    (4, "search", rule::search::run),
    (4, "production", rule::production::run),
    // 5 markets
    (5, "market", rule::market::run),
    // 6 firm entry, ownership reform, exit
    (6, "entry_exit", rule::entry_exit::run),
    // 7 people: job, move, membership and attendance
    (7, "moving", rule::moving::run),
    (7, "jobs", rule::jobs::run),
    (7, "attendance", rule::attendance::run),
    // 8 membership lists
    (8, "members", |world, _| world.list_members()),
    // 9 meeting, ties, learning, virtual projects
    (9, "meeting", rule::meeting::run),
    (9, "ties", rule::ties::run),
    (9, "projects", rule::projects::run),
    (9, "learning", rule::learning::run),
    (9, "startups", rule::startups::run),
    // 10 places: events, finance, institutionalisation, lease, displacement, death
    (10, "events", rule::events::run),
    (10, "finance", rule::finance::run),
    (10, "conversion", rule::conversion::run),
    (10, "lease", rule::lease::run),
    (10, "closure", rule::closure::run),
    // 11 place births
    (11, "birth", rule::birth::run),
    // 12 land and rent, wages, migration balance
    (12, "land", rule::land::run),
    (12, "wages", rule::wages::run),
    // 13 indicators, in December the year's accounts and reports
    (13, "accounts", rule::accounts::run),
    (13, "misreport", rule::misreport::run),
    (13, "lists", |world, _| world.regroup()),
];

/// Brings the world one month on.
pub fn step(world: &mut World, context: &Context) {
    for (_, _, phase) in SCHEDULE {
        phase(world, context);
    }
    on(world);
}

/// Turns the calendar after the last phase.
pub fn on(world: &mut World) {
    world.step += 1;
    world.month = world.month.plus(1);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_rule_has_its_place_and_phases_follow_each_other() {
        assert!(SCHEDULE.is_sorted_by_key(|(phase, ..)| *phase));
        let scheduled = |name: &str| SCHEDULE.iter().find(|(_, n, _)| *n == name).map(|(phase, ..)| *phase);
        for known in rule::RULES.iter().filter(|r| r.name != "results") {
            assert_eq!(scheduled(known.name), Some(known.phase), "{}", known.name);
        }
    }
}
