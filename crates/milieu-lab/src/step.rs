//! One month: the schedule, in its order.

use crate::context::Context;
use crate::state::{Ledger, World};

/// Brings the world one month on.
///
/// Each phase reads what the phases before it left; within a phase everybody reads the same.
pub fn step(world: &mut World, _context: &Context) {
    // 0 calendar, exogenous series, campaign attention
    world.ledger = Ledger::default();
    // 1 targets, promotions and rotations
    // 2 effort, instrument budget, misreport
    // 3 public action
    // 4 firms: search, produce
    // 5 markets
    // 6 firm entry, ownership reform, exit
    // 7 people: job, move, membership and attendance
    // 8 membership lists
    world.list_members();
    // 9 meeting, ties, learning, virtual projects
    // 10 places: events, finance, institutionalisation, lease, displacement, death
    // 11 place births
    // 12 land and rent, wages, migration balance
    // 13 indicators
    world.regroup();
    world.step += 1;
    world.month = world.month.plus(1);
}
