//! The state of the world: a table for each kind of agent, a column for each of its variables.

pub mod firm;
pub mod indicator;
pub mod ledger;
pub mod official;
pub mod person;
pub mod place;
pub mod rows;
pub mod territory;
pub mod tie;

use crate::digest::Digest;
use crate::kernel::Groups;
use crate::month::Month;
use crate::trace::Trace;

pub use firm::Firms;
pub use indicator::{Agenda, Indicators};
pub use ledger::Ledger;
pub use official::Officials;
pub use person::Persons;
pub use place::Places;
pub use rows::NONE;
pub use territory::Territories;

/// Two persons who met.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Meeting {
    /// Row of the one of lower row.
    pub a: u32,
    /// Row of the other.
    pub b: u32,
    /// Row of the place; [`NONE`] for a virtual project.
    pub place: u32,
}

/// Everything there is at one moment.
///
/// A rule reads it through `&World` in [`crate::kernel::map`] or [`crate::kernel::gather`], as the month
/// before left it, and writes only after that.
#[derive(Clone, Debug, Default)]
pub struct World {
    /// Steps since the start; one step is one month.
    pub step: u32,
    /// Month of the calendar.
    pub month: Month,
    /// People of the real population that a row of [`Persons`] stands for.
    pub weight: f64,
    /// Firms of the real economy that a row of [`Firms`] stands for.
    pub firm_weight: f64,
    /// Demand by sector, yuan a month of the firms simulated; all 0 before the first month.
    pub demand: [f64; territory::SECTORS],
    /// Territories.
    pub territories: Territories,
    /// Officials.
    pub officials: Officials,
    /// Targets and results.
    pub indicators: Indicators,
    /// What counts.
    pub agenda: Agenda,
    /// Firms.
    pub firms: Firms,
    /// Persons.
    pub persons: Persons,
    /// Places.
    pub places: Places,
    /// Names of territories and places that come from the study.
    pub names: Vec<String>,
    /// Persons by place, rebuilt each month (phase 8).
    pub members: Groups,
    /// Guests of this month's open nights by place: who looks in without being a member.
    pub guests: Groups,
    /// Who met whom this month, in the order of the places.
    pub met: Vec<Meeting>,
    /// Living persons by town, rebuilt each month.
    pub residents: Groups,
    /// Living firms by town, rebuilt each month.
    pub firms_of: Groups,
    /// Open places by town, rebuilt each month.
    pub places_of: Groups,
    /// Money that flowed this month.
    pub ledger: Ledger,
    /// What happened and why, if asked for.
    pub trace: Trace,
}

impl World {
    /// Hash of the whole state: equal for equal states, whatever the number of threads. Lists that are
    /// rebuilt from columns, names and the trace take no part.
    #[must_use]
    pub fn digest(&self) -> u64 {
        let mut digest = Digest::default();
        digest.word(u64::from(self.step));
        digest.word(u64::from(self.month.0));
        digest.word(self.weight.to_bits());
        digest.word(self.firm_weight.to_bits());
        digest.column(&self.demand);
        self.territories.digest(&mut digest);
        self.officials.digest(&mut digest);
        self.indicators.digest(&mut digest);
        self.agenda.digest(&mut digest);
        self.firms.digest(&mut digest);
        self.persons.digest(&mut digest);
        self.places.digest(&mut digest);
        self.ledger.digest(&mut digest);
        digest.0
    }

    /// Rebuilds the lists of who is where from the columns.
    pub fn regroup(&mut self) {
        let towns = self.territories.len();
        let (persons, firms, places) = (&self.persons, &self.firms, &self.places);
        let here = |alive: bool, town: u32| (alive && town != NONE).then_some(town as usize);
        self.residents = Groups::by(persons.len(), towns, |i| here(persons.is_alive(i), persons.town[i]));
        self.firms_of = Groups::by(firms.len(), towns, |f| here(firms.is_alive(f), firms.town[f]));
        self.places_of = Groups::by(places.len(), towns, |p| here(places.is_alive(p), places.town[p]));
    }

    /// Rebuilds the lists of members from the persons' memberships (phase 8).
    #[expect(clippy::cast_possible_truncation, reason = "a table has fewer than 2³² rows")]
    pub fn list_members(&mut self) {
        let (persons, places) = (&self.persons, &self.places);
        self.members = Groups::of_pairs(persons.len(), places.len(), |i, put| {
            if persons.is_alive(i) {
                for &place in &persons.member[i] {
                    if places.is_alive(place as usize) {
                        put(place as usize, i as u32);
                    }
                }
            }
        });
        for place in 0..self.places.len() {
            self.places.members[place] = self.members.of(place).len() as u32;
        }
    }
}
