//! `data/plans.json`.

mod instrument;
mod policy;
mod target;
mod timeline;

use std::collections::BTreeMap;

use milieu_method::{Estimate, target as method};
use milieu_study::Study;
use milieu_study::fact::{EntityIx, FactIx, TableIx};
use milieu_study::schema::Table;
use milieu_study::time::Bounds;

use crate::date::decimal;
use crate::evidence::Statements;
use crate::label;
use crate::page::{Code, EntityLink, Estimated, PlanLeftOut, Plans, Shown};

pub(crate) fn page(study: &Study) -> Plans {
    let mut out = Statements::new(study);
    let policies = Numbers::of(study.entities_of(Table::Policies));
    let filled = target::fill(study, &policies, &mut out);
    let (timeline, undated) = timeline::fill(study, &mut out);
    Plans {
        policies: policy::fill(study, &policies, &mut out),
        targets: filled.targets,
        indicators: filled.indicators,
        territories: filled.territories,
        levels: method::levels().iter().map(|level| word(study, level)).collect(),
        untargeted: filled.untargeted,
        amplifications: filled.amplifications,
        unattained: filled.unattained,
        families: instrument::fill(study, &policies, &mut out),
        timeline,
        undated,
        evidence: out.into_list(),
    }
}

/// Numbers of entities in a list of the page.
struct Numbers(BTreeMap<EntityIx, u32>);

impl Numbers {
    fn of(entities: impl Iterator<Item = EntityIx>) -> Self {
        Self(entities.enumerate().map(|(i, e)| (e, i as u32)).collect())
    }

    fn get(&self, entity: Option<EntityIx>) -> Option<u32> {
        self.0.get(&entity?).copied()
    }
}

/// A word of the contract with its label.
fn word(study: &Study, word: &str) -> Code {
    Code { code: word.to_owned(), label: label::word(word).unwrap_or_else(|| label::plain(study, word)) }
}

/// A property of an entity in the words used, with every statement of it.
fn used(study: &Study, entity: EntityIx, column: &str, out: &mut Statements<'_>) -> Option<Shown> {
    let (words, facts) = study.used_words(entity, column)?;
    Some(out.shown(words.into_owned(), &facts))
}

/// A cell of a row that has no id of its own.
fn cell(study: &Study, row: &[FactIx], column: &str, out: &mut Statements<'_>) -> Option<Shown> {
    let fact = row.iter().copied().find(|&f| *study.property(study.fact(f).property).name == *column)?;
    Some(out.written(fact))
}

/// Statements of a row about an entity.
fn row(study: &Study, about: EntityIx, (table, row): (TableIx, u32)) -> Vec<FactIx> {
    let facts = study.facts_about(about).iter().copied();
    facts.filter(|&f| study.fact(f).at.table == table && study.fact(f).at.row == row).collect()
}

/// Entities that a cell names, separated by semicolons; those the study does not know are left out.
fn links(study: &Study, (table, row): (TableIx, u32), column: &str) -> Vec<EntityLink> {
    let cell = study.row_cell(table, row, column).unwrap_or_default();
    cell.split(';').filter_map(|id| study.find(id.trim())).map(|e| label::link(study, e)).collect()
}

/// The first and last moment a date may touch; none where a side is not limited.
pub(super) fn span(bounds: &Bounds) -> Option<[f64; 2]> {
    let [first, _, _, last] = bounds.year_fractions();
    Some([decimal(first?), decimal(last?)])
}

pub(super) fn estimated(estimate: &Estimate, out: &mut Statements<'_>) -> Estimated {
    // Twelve digits undo what binary fractions add to decimal ones.
    let round = |value: f64| (value * 1e9).round() / 1e9;
    Estimated {
        id: estimate.id.clone(),
        value: round(estimate.value),
        interval: estimate.interval.map(|i| i.map(round)),
        evidence: estimate.facts.iter().map(|&f| out.add(f)).collect(),
    }
}

fn left_out(study: &Study, reason: &milieu_method::LeftOut) -> PlanLeftOut {
    PlanLeftOut {
        reason: label::of(&reason.reason),
        entities: reason.entities.iter().map(|&e| label::link(study, e)).collect(),
    }
}
