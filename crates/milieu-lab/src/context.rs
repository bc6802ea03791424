//! What a rule knows beside the world: chance, parameters, switches and levers of this month.

use crate::lever::{Levers, Switches};
use crate::month::Month;
use crate::parameter::{Parameter, Values};
use crate::random::Chance;

/// What holds in one step. Every rule gets the same.
#[derive(Clone, Debug)]
pub struct Context<'r> {
    /// Chance of this step.
    pub chance: Chance,
    /// Steps since the start.
    pub step: u32,
    /// Month of the calendar.
    pub month: Month,
    /// Values of the parameters.
    pub values: &'r Values,
    /// Rival hypotheses.
    pub switches: Switches,
    /// Levers in force.
    pub levers: &'r Levers,
}

impl Context<'_> {
    /// The value of a parameter.
    #[inline]
    #[must_use]
    pub fn get(&self, parameter: &Parameter) -> f64 {
        self.values.get(parameter)
    }

    /// Chance of what is drawn once a year: the same in all its months.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "years have four digits")]
    pub fn chance_of_year(&self) -> Chance {
        self.chance.at(self.month.year() as u16)
    }

    /// Chance of what holds for the whole run, such as a landscape.
    #[must_use]
    pub fn chance_of_run(&self) -> Chance {
        self.chance.at(u16::MAX)
    }
}
