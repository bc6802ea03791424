//! What a run leaves behind: indicators month by month, what officials reported year by year, and lives of
//! firms, places and ties.
//!
//! A record is kept for some territories ([`Record::scopes`]): the nation first, then those asked for.
//! Everything in it is read from the state after a month; nothing of it acts on the run.

mod indicator;
mod lives;
mod sums;
mod yearly;

use crate::month::Month;
use crate::parameter::Values;
use crate::rule::production::QUALITY;
use crate::state::{NONE, World};

pub use indicator::{INDICATORS, Indicator, position};
pub use lives::{Ages, Entrant, Lives};
pub use sums::Sums;
pub use yearly::{Bridges, OfficialYear, Output, Searches, Years};

/// The record of a run.
#[derive(Clone, Debug)]
pub struct Record {
    /// Rows of the territories that indicators are kept for; the nation first.
    pub scopes: Vec<u32>,
    /// Months recorded, in their order.
    pub months: Vec<Month>,
    /// Indicators by month and scope, in the order of [`INDICATORS`]; NaN where there is none.
    values: Vec<f64>,
    /// What is counted once a year.
    pub years: Years,
    /// Lives of firms.
    pub lives: Lives,
    /// What a unit of quality adds to the logarithm of productivity in the run, γ ([`Self::under`]).
    pub quality: f64,
    /// For each territory the scopes it counts for.
    within: Vec<Vec<usize>>,
}

impl Record {
    /// An empty record of a world that has not moved yet, for the nation and these territories.
    #[must_use]
    pub fn new(world: &World, territories: &[usize]) -> Self {
        let mut scopes = vec![0];
        scopes.extend(territories.iter().filter(|t| **t != 0).filter_map(|t| u32::try_from(*t).ok()));
        let within = (0..world.territories.len()).map(|t| scopes_of(world, &scopes, t)).collect();
        Self {
            scopes,
            months: vec![],
            values: vec![],
            years: Years::default(),
            lives: Lives::new(world),
            quality: QUALITY.default,
            within,
        }
    }

    /// The record of a run under these values of parameters.
    #[must_use]
    pub fn under(self, values: &Values) -> Self {
        Self { quality: values.get(&QUALITY), ..self }
    }

    /// Records the month that has just ended.
    pub fn after(&mut self, world: &World) {
        let Some(step) = world.step.checked_sub(1) else { return };
        let month = Month(world.month.0 - 1);
        self.lives.after(world, step);
        let is_december = month.of_year() == 12;
        let mut sums = sums::of(world, step, &self.scopes, &self.within);
        if is_december {
            sums::add_ties(world, step, &mut sums, &self.within);
        }
        for of_scope in &sums {
            self.values.extend(INDICATORS.iter().map(|i| (i.of)(of_scope)));
        }
        self.years.every_month(world, step);
        self.months.push(month);
        if is_december {
            self.years.after(world, step, month.year());
        }
    }

    /// An indicator in a scope, month by month; NaN where there is none.
    ///
    /// `indicator` is a position in [`INDICATORS`] ([`position`]), `scope` one in [`Self::scopes`].
    pub fn series(&self, indicator: usize, scope: usize) -> impl Iterator<Item = f64> + '_ {
        let width = INDICATORS.len();
        let of_month = width * self.scopes.len();
        (0..self.months.len()).map(move |m| self.values[m * of_month + scope * width + indicator])
    }

    /// An indicator of a scope in a month; none if the month was not recorded or has no such number.
    #[must_use]
    pub fn at(&self, indicator: usize, scope: usize, month: Month) -> Option<f64> {
        let m = self.months.iter().position(|one| *one == month)?;
        let of_month = INDICATORS.len() * self.scopes.len();
        let value = self.values[m * of_month + scope * INDICATORS.len() + indicator];
        value.is_finite().then_some(value)
    }
}

fn scopes_of(world: &World, scopes: &[u32], territory: usize) -> Vec<usize> {
    let parent = &world.territories.parent;
    let mut found = vec![];
    let mut at = u32::try_from(territory).unwrap_or(NONE);
    while at != NONE {
        found.extend(scopes.iter().position(|s| *s == at));
        at = parent[at as usize];
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::run::{self, Plan};
    use crate::start::{self, Size};
    use crate::state::territory::PROVINCE;

    #[test]
    fn provinces_add_up_to_the_nation() {
        let mut world = start::synthetic(&Size::SMALL, 3, Month::new(2012, 11));
        let provinces: Vec<usize> = world.territories.of_level(PROVINCE).collect();
        let mut record = Record::new(&world, &provinces);
        run::run(&mut world, &Plan::baseline(3, 4), |w| {
            record.after(w);
            true
        });
        assert_eq!(record.months, [2012 * 12 + 10, 2012 * 12 + 11, 2013 * 12, 2013 * 12 + 1].map(Month));
        assert_eq!(record.scopes.len(), 3);
        for name in ["firms", "places", "population", "places-makerspace"] {
            let i = position(name).expect(name);
            let of = |scope| record.series(i, scope).collect::<Vec<f64>>();
            for ((nation, a), b) in of(0).into_iter().zip(of(1)).zip(of(2)) {
                assert!((nation - a - b).abs() <= 1e-9 * nation.abs(), "{name}: {nation} = {a} + {b}");
            }
        }
        assert_eq!(record.at(position("firms").expect("known"), 0, Month::new(2011, 1)), None);
    }

    #[test]
    fn ties_are_counted_in_december() {
        let mut world = start::synthetic(&Size::SMALL, 3, Month::new(2012, 11));
        let mut record = Record::new(&world, &[]);
        run::run(&mut world, &Plan::baseline(3, 3), |w| {
            record.after(w);
            true
        });
        let ties: Vec<bool> = record.series(position("ties-physical").expect("known"), 0).map(f64::is_finite).collect();
        assert_eq!(ties, [false, true, false]);
        assert_eq!(record.years.years(), [2012]);
    }
}
