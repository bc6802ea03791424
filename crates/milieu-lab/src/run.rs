//! A run: a plan, a world, and the months between them.

use crate::context::Context;
use crate::lever::{Levers, Switches};
use crate::month::Month;
use crate::parameter::Values;
use crate::random::Chance;
use crate::state::World;
use crate::step;

/// What is decided before a run begins.
#[derive(Clone, Debug)]
pub struct Plan {
    /// Seed of all chance.
    pub seed: u64,
    /// Months to run.
    pub months: u32,
    /// Values of the parameters.
    pub values: Values,
    /// Rival hypotheses.
    pub switches: Switches,
    /// The levers in force from each step on; the first from step 0. By step.
    pub levers: Vec<(u32, Levers)>,
}

impl Plan {
    /// The rules as they stand: default parameters, no lever moved.
    #[must_use]
    pub fn baseline(seed: u64, months: u32) -> Self {
        let values = Values::defaults(&crate::rule::parameters());
        Self { seed, months, values, switches: Switches::default(), levers: vec![(0, Levers::default())] }
    }

    /// The levers in force in a step.
    fn levers_at(&self, step: u32) -> Option<&Levers> {
        let after = self.levers.partition_point(|(from, _)| *from <= step);
        self.levers.get(after.checked_sub(1)?).map(|(_, levers)| levers)
    }

    /// What holds in a step that falls in this month; `none` are the levers if the plan has none yet.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "a run has fewer than 2¹⁶ − 1 months")]
    pub fn context<'r>(&'r self, step: u32, month: Month, none: &'r Levers) -> Context<'r> {
        Context {
            chance: Chance::new(self.seed).at(step as u16),
            step,
            month,
            values: &self.values,
            switches: self.switches,
            levers: self.levers_at(step).unwrap_or(none),
        }
    }
}

/// Brings a world one month on under a plan.
pub fn month(world: &mut World, plan: &Plan) {
    let none = Levers::default();
    let context = plan.context(world.step, world.month, &none);
    // A month has hundreds of pieces of shared work: asked for from outside, each would wake the threads and wait for them.
    rayon::scope(|_| step::step(world, &context));
}

/// Runs a plan to its end; `after` sees the world after each month and says whether to go on.
pub fn run(world: &mut World, plan: &Plan, mut after: impl FnMut(&World) -> bool) {
    for _ in 0..plan.months {
        month(world, plan);
        if !after(world) {
            return;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lever::Lever;
    use crate::start::{self, Size};

    #[test]
    fn levers_hold_from_their_step_on() {
        let raised = Levers { rent: Lever::everywhere(1.1), ..Levers::default() };
        let plan = Plan { levers: vec![(0, Levers::default()), (24, raised.clone())], ..Plan::baseline(1, 48) };
        assert_eq!(plan.levers_at(23), Some(&Levers::default()));
        assert_eq!((plan.levers_at(24), plan.levers_at(47)), (Some(&raised), Some(&raised)));
    }

    #[test]
    fn a_run_can_be_stopped() {
        let mut world = start::synthetic(&Size::SMALL, 1, Month::new(2008, 11));
        run(&mut world, &Plan::baseline(1, 12), |w| w.step < 3);
        assert_eq!((world.step, world.month), (3, Month::new(2009, 2)));
    }
}
