//! `data/statements.json` and the runs of statements beside it.

use std::collections::BTreeMap;

use milieu_study::Study;
use milieu_study::fact::{EntityIx, FactIx};

use crate::evidence::Statements;
use crate::label;
use crate::page::{STATEMENTS_A_FILE, StatementIndex, StatementRun};

/// Every statement with its property and its sources.
pub(crate) fn index(study: &Study) -> StatementIndex {
    let mut sources: Vec<String> = study.sources.iter().map(|s| s.item.key.clone()).collect();
    let listed = sources.len() as u32;
    // Keys that the bibliography lacks stand after it.
    let mut unlisted: BTreeMap<String, u32> = BTreeMap::new();
    let cites = study.facts.iter().map(|fact| {
        let mut cited: Vec<u32> = study
            .cited(fact.citations)
            .iter()
            .map(|c| match c.source {
                Some(source) => source.0,
                None => *unlisted.entry(c.key.to_string()).or_insert_with(|| {
                    sources.push(c.key.to_string());
                    sources.len() as u32 - 1
                }),
            })
            .collect();
        cited.sort_unstable();
        cited.dedup();
        cited
    });
    let cites = cites.collect();
    StatementIndex {
        tables: study.properties.iter().map(|p| p.table.name().to_owned()).collect(),
        names: study.properties.iter().map(|p| p.name.to_string()).collect(),
        listed,
        property: study.facts.iter().map(|f| f.property.0).collect(),
        cites,
        sources,
    }
}

/// How many files hold the statements.
pub(crate) fn runs(study: &Study) -> usize {
    study.facts.len().div_ceil(STATEMENTS_A_FILE)
}

/// A run of statements; none beyond the last.
pub(crate) fn run(study: &Study, number: usize) -> Option<StatementRun> {
    let from = number.checked_mul(STATEMENTS_A_FILE).filter(|&from| from < study.facts.len())?;
    let to = study.facts.len().min(from + STATEMENTS_A_FILE);
    let mut out = Statements::new(study);
    let mut entities = vec![];
    let mut known: BTreeMap<EntityIx, u32> = BTreeMap::new();
    let about = (from..to)
        .map(|i| {
            let fact = FactIx(i as u32);
            // Each is new to the list, and so stands in it where it stands in the run.
            out.add(fact);
            study.fact(fact).subject.map(|e| {
                *known.entry(e).or_insert_with(|| {
                    entities.push(label::link(study, e));
                    entities.len() as u32 - 1
                })
            })
        })
        .collect();
    Some(StatementRun { about, entities, evidence: out.into_list() })
}
