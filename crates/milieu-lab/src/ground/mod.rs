//! Grounding: what a study states stands at the start of a scenario inside it, each thing with its facts; what the study
//! does not say is synthetic.
//!
//! A study is read once ([`read()`]). Which of its rows find a place depends on how large the simulated world is and when
//! it begins, not on chance ([`Ground::placed`]); the same seed gives the same synthetic rest with or without a study.
//!
//! Decisions:
//! - Territories fill the levels of the world from the nation down; where a level has more than the world has room for,
//!   those with most of the study in them come first, then the order of the file. A level the study leaves out (the
//!   districts of a municipality have no prefecture above them) is synthetic. A grounded territory keeps its children's
//!   identities, so that the people below it meet the same events as without the study.
//! - A zone stands in a county of its territory, one a county, if it is dated and surely older than the start.
//! - A place stands if it surely opened before the start and had surely not ended; in a town of its territory that its own
//!   identity picks. Floor, desks, fee and how open it is are its kind's ([`crate::rule::kinds`]).
//! - Persons and bodies are not modelled: who founded or runs a place counts as one of those who carry it, and nothing of
//!   them is taken; a government's office is its territory's official.
//! - A tie between a territory and a place outside the nation is a pipeline of its counties; a tie of descent between two
//!   grounded places is their lineage.
//! - A stated target for growth or places stands in its year in place of what the rule would set.
//! - Inhabitants and growth observed within five years of the start replace the synthetic ones; floor space follows people.

mod apply;
mod digest;
mod place;
mod read;
mod seats;

use milieu_study::fact::FactIx;
use milieu_study::schema::Table;
use milieu_study::time::Day;

use crate::month::Month;
use crate::start::Size;
use crate::state::place::PlaceKind;
use crate::state::territory::ORIGINS;

pub use read::read;

/// What the start of a scenario can be grounded in: a study as the lab understands it.
#[derive(Clone, Debug, Default)]
pub struct Ground {
    /// Rows that may be placed, in the order of the study.
    pub rows: Vec<Row>,
    /// Rows of tables that say nothing of the start, by table, with the reason.
    pub apart: Vec<(Table, usize, &'static str)>,
    areas: Vec<Area>,
    zones: Vec<Zone>,
    sites: Vec<Site>,
    ties: Vec<Tie>,
    actors: Vec<Actor>,
    targets: Vec<Target>,
    policies: Vec<Policy>,
    observed: Vec<Observed>,
    /// Rows whose reason is known without a world.
    barred: Vec<(usize, String)>,
}

/// A row of the study.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Table.
    pub table: Table,
    /// Id; for a tie its two ends.
    pub id: String,
    /// Where it stands: `places.csv:12`.
    pub at: String,
    /// Its statements.
    pub facts: Vec<FactIx>,
}

/// A territory of a level that is simulated.
#[derive(Clone, Debug)]
struct Area {
    row: usize,
    level: u8,
    /// The area it lies in.
    parent: Option<usize>,
    /// Rows of the study in it and below.
    weight: usize,
    /// Longitude and latitude.
    position: Option<[f64; 2]>,
}

#[derive(Clone, Debug)]
struct Zone {
    row: usize,
    within: Option<usize>,
    /// The last day on which it may have begun.
    since: Option<Day>,
}

#[derive(Clone, Debug)]
struct Site {
    row: usize,
    within: Option<usize>,
    kind: PlaceKind,
    /// The last day on which it may have opened.
    opened: Option<Day>,
    /// First and last day of its end; the last is none where it is not known.
    ended: Option<[Option<Day>; 2]>,
}

#[derive(Clone, Debug)]
struct Tie {
    row: usize,
    what: TieOf,
    /// First and last day it may have held; none where nothing is said.
    valid: [Option<Day>; 2],
}

#[derive(Clone, Copy, Debug)]
enum TieOf {
    /// An area and an origin outside.
    Pipeline { area: usize, origin: usize },
    /// Places of [`Ground::sites`]: what came of what.
    Lineage { of: usize, from: usize },
    /// An actor of [`Ground::actors`] who founded or runs a place of [`Ground::sites`].
    Carries { actor: usize, site: usize },
}

#[derive(Clone, Debug)]
struct Actor {
    row: usize,
    /// The area a government governs.
    governs: Option<usize>,
}

#[derive(Clone, Debug)]
struct Target {
    row: usize,
    within: usize,
    indicator: usize,
    year: u32,
    value: f64,
    policy: Option<usize>,
}

#[derive(Clone, Debug)]
struct Policy {
    row: usize,
}

#[derive(Clone, Debug)]
struct Observed {
    row: usize,
    within: usize,
    what: Measure,
    middle: Day,
    value: f64,
}

/// What an observation says of the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Measure {
    /// Inhabitants.
    People,
    /// Growth of output, percent a year.
    Growth,
}

/// What of a study stands in a world, and what does not.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Placed {
    /// Row of the world and area of the study.
    territories: Vec<(u32, usize)>,
    /// Row of the county and zone.
    zones: Vec<(u32, usize)>,
    /// Row of the area and place.
    sites: Vec<(u32, usize)>,
    /// Those who carry each place of `sites`.
    carriers: Vec<usize>,
    /// Place of `sites` and the one it came from.
    lineages: Vec<(usize, usize)>,
    /// Row of the area and origin.
    pipelines: Vec<(u32, usize)>,
    /// Targets, with the row of their territory.
    targets: Vec<(u32, usize)>,
    /// Observations, with the row of their territory.
    observed: Vec<(u32, usize)>,
    /// What stands, by kind of thing.
    pub counts: Vec<Count>,
    /// What each placed row of the study is in the world: position in [`Ground::rows`], and words such as `county-3`.
    pub stands: Vec<(usize, String)>,
    /// Positions in [`Ground::rows`] of what does not, with the reason.
    pub left: Vec<(usize, String)>,
}

/// How much of a kind of thing comes from the study.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// What is counted.
    pub what: &'static str,
    /// From the study.
    pub grounded: usize,
    /// Synthetic.
    pub synthetic: usize,
    /// Statements of the study that those grounded rest on.
    pub facts: usize,
}

impl Ground {
    /// Whether the study has a territory of a level that is simulated.
    #[must_use]
    pub fn has_territories(&self) -> bool {
        !self.areas.is_empty()
    }

    /// What of the study stands in a world of this size that begins in this month.
    #[must_use]
    pub fn placed(&self, size: &Size, start: Month) -> Placed {
        place::all(self, size, start)
    }
}

/// The first day of a month.
fn first_day(month: Month) -> Option<Day> {
    Day::from_ymd(i32::try_from(month.year()).ok()?, month.of_year(), 1)
}

const _: () = assert!(ORIGINS == 5, "an origin for each outside place that is told apart");

#[cfg(test)]
mod tests;
