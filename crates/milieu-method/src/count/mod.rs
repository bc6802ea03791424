//! Honest counts: what a study holds, and what each count leaves out. See `README.md`.

mod group;
mod registry;
mod tally;

pub use group::{Group, Year, kinds, territories, years};
pub use registry::ALL;

use std::collections::BTreeSet;

use milieu_study::Study;
use milieu_study::fact::{EntityIx, FactIx, SourceIx};

use crate::place::Place;
use crate::{Estimate, LeftOut, Words};

/// Name of the method.
pub const METHOD: &str = "count";

/// A count of the registry.
#[derive(Debug)]
pub struct Count {
    /// Stable name; the estimate is `overview.<id>`.
    pub id: &'static str,
    /// What is counted.
    pub label: Words,
    /// How, in one sentence.
    pub how: Words,
    /// The count it is a part of, by id.
    pub of: Option<&'static str>,
    tally: fn(&Input<'_>) -> Tally,
}

/// What the counts read.
#[derive(Debug)]
pub struct Input<'s> {
    /// The study.
    pub study: &'s Study,
    /// Its places, in file order.
    pub places: &'s [Place],
}

/// What is counted and what is not.
#[derive(Debug, Default)]
struct Tally {
    value: usize,
    entities: Vec<EntityIx>,
    facts: Vec<FactIx>,
    sources: Vec<SourceIx>,
    left_out: Vec<LeftOut>,
}

impl Count {
    /// The count as an estimate.
    #[must_use]
    pub fn estimate(&self, input: &Input<'_>) -> Estimate {
        let Tally { value, entities, facts, sources, mut left_out } = (self.tally)(input);
        left_out.retain(|l| !l.is_empty());
        let mut estimate = Estimate::new(format!("overview.{}", self.id), METHOD, value as f64);
        estimate.entities = entities;
        estimate.facts = sorted(facts);
        estimate.sources = sources;
        estimate.left_out = left_out;
        estimate
    }
}

/// All counts of a study, in the order of the page.
#[must_use]
pub fn all(study: &Study) -> Vec<Estimate> {
    let places = Place::all(study);
    let input = Input { study, places: &places };
    ALL.iter().map(|count| count.estimate(&input)).collect()
}

/// The count of this name: `overview.places`, `overview.kind.<code>`, `overview.territory.<id>`,
/// `overview.opened.<year>`, `overview.ended.<year>`.
#[must_use]
pub fn find(study: &Study, id: &str) -> Option<Estimate> {
    let name = id.strip_prefix("overview.")?;
    let places = Place::all(study);
    let input = Input { study, places: &places };
    if let Some(count) = ALL.iter().find(|c| c.id == name) {
        return Some(count.estimate(&input));
    }
    let groups = kinds(&input).into_iter().map(|g| g.estimate);
    let groups = groups.chain(territories(&input).into_iter().map(|g| g.estimate));
    let years = years(&input).into_iter().flat_map(|y| [y.opened, y.ended]);
    groups.chain(years).find(|e| e.id == id)
}

/// Definition of a count of the registry by the name of its estimate.
#[must_use]
pub fn definition(id: &str) -> Option<&'static Count> {
    let name = id.strip_prefix("overview.")?;
    ALL.iter().find(|c| c.id == name)
}

/// In the study's order, each once.
fn sorted(facts: Vec<FactIx>) -> Vec<FactIx> {
    facts.into_iter().collect::<BTreeSet<_>>().into_iter().collect()
}

#[cfg(test)]
mod tests;
