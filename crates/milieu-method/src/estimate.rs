//! A number with all that is needed to check it.

use std::collections::BTreeMap;

use milieu_study::fact::{EntityIx, FactIx, SourceIx};

/// The same words in the languages of the interface.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words {
    /// English.
    pub en: &'static str,
    /// Chinese, Simplified.
    pub zh: &'static str,
    /// French.
    pub fr: &'static str,
}

/// A number, the facts it rests on, how it was made and what was left out.
#[derive(Clone, Debug, PartialEq)]
pub struct Estimate {
    /// Stable name, as in `milieu explain overview.places`.
    pub id: String,
    /// The number, in the unit its method's documentation names.
    pub value: f64,
    /// Interval, if the method gives one.
    pub interval: Option<[f64; 2]>,
    /// Name of the method.
    pub method: &'static str,
    /// What the method was told, by name.
    pub parameters: BTreeMap<String, String>,
    /// Seed, if chance took part.
    pub seed: Option<u64>,
    /// Statements it rests on, in the study's order.
    pub facts: Vec<FactIx>,
    /// Entities it counts or describes, in the study's order.
    pub entities: Vec<EntityIx>,
    /// Sources it counts, if it counts sources.
    pub sources: Vec<SourceIx>,
    /// What it does not cover, and why.
    pub left_out: Vec<LeftOut>,
}

impl Estimate {
    /// An estimate that rests on nothing yet.
    #[must_use]
    pub fn new(id: impl Into<String>, method: &'static str, value: f64) -> Self {
        Self {
            id: id.into(),
            value,
            interval: None,
            method,
            parameters: BTreeMap::new(),
            seed: None,
            facts: vec![],
            entities: vec![],
            sources: vec![],
            left_out: vec![],
        }
    }
}

/// Something a number does not cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Why.
    pub reason: Words,
    /// Entities left out.
    pub entities: Vec<EntityIx>,
    /// Statements left out; for left-out entities, those that show the reason, if any does.
    pub facts: Vec<FactIx>,
    /// Sources left out.
    pub sources: Vec<SourceIx>,
}

impl LeftOut {
    /// Entities left out for a reason.
    #[must_use]
    pub fn entities(reason: Words, entities: Vec<EntityIx>) -> Self {
        Self { reason, entities, facts: vec![], sources: vec![] }
    }

    /// Statements left out for a reason.
    #[must_use]
    pub fn facts(reason: Words, facts: Vec<FactIx>) -> Self {
        Self { reason, entities: vec![], facts, sources: vec![] }
    }

    /// How many things are left out: entities, else sources, else statements.
    #[must_use]
    pub fn len(&self) -> usize {
        [self.entities.len(), self.sources.len(), self.facts.len()].into_iter().find(|&n| n > 0).unwrap_or(0)
    }

    /// Whether nothing is left out for this reason.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
