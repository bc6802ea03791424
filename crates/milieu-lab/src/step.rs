//! One month: the schedule, in its order.

use crate::context::Context;
use crate::rule;
use crate::state::{Ledger, World};

/// Brings the world one month on.
///
/// Each phase reads what the phases before it left; within a phase everybody reads the same.
pub fn step(world: &mut World, context: &Context) {
    // 0 calendar, exogenous series, campaign attention
    world.ledger = Ledger::default();
    rule::campaign::run(world, context);
    // 1 targets, promotions and rotations
    rule::targets::run(world, context);
    rule::promotion::run(world, context);
    // 2 effort, instrument budget
    rule::effort::run(world, context);
    rule::budget::run(world, context);
    // 3 public action
    rule::zones::run(world, context);
    rule::pipelines::run(world, context);
    rule::services::run(world, context);
    // 4 firms: search, produce
    rule::search::run(world, context);
    rule::production::run(world, context);
    // 5 markets
    rule::market::run(world, context);
    // 6 firm entry, ownership reform, exit
    rule::entry_exit::run(world, context);
    // 7 people: job, move, membership and attendance
    rule::moving::run(world, context);
    rule::jobs::run(world, context);
    rule::attendance::run(world, context);
    // 8 membership lists
    world.list_members();
    // 9 meeting, ties, learning, virtual projects
    rule::meeting::run(world, context);
    rule::ties::run(world, context);
    rule::projects::run(world, context);
    rule::learning::run(world, context);
    rule::startups::run(world, context);
    // 10 places: events, finance, institutionalisation, lease, displacement, death
    rule::events::run(world, context);
    rule::finance::run(world, context);
    rule::conversion::run(world, context);
    rule::lease::run(world, context);
    rule::closure::run(world, context);
    // 11 place births
    rule::birth::run(world, context);
    // 12 land and rent, wages, migration balance
    rule::land::run(world, context);
    rule::wages::run(world, context);
    // 13 indicators, in December the year's accounts and reports
    rule::accounts::run(world, context);
    rule::misreport::run(world, context);
    world.regroup();
    world.step += 1;
    world.month = world.month.plus(1);
}
