//! From rows back to facts: every number of an outcome with its evidence.

use std::collections::BTreeSet;

use milieu_study::fact::{EntityIx, FactIx};

use super::{Method, Outcome, Settings, Table};
use crate::{Estimate, LeftOut};

/// The numbers of an outcome as estimates, in its order; `analysis` is the name they are found by,
/// as in `milieu explain ANALYSIS.NUMBER`.
#[must_use]
pub fn estimates(
    analysis: &str,
    method: &Method,
    settings: &Settings,
    table: &Table,
    outcome: &Outcome,
) -> Vec<Estimate> {
    let mut left_out = table.left_out.clone();
    for left in &outcome.left_out {
        let (entities, facts) = evidence(table, &left.rows);
        left_out.push(LeftOut { reason: left.reason, entities, facts, sources: vec![] });
    }
    outcome
        .numbers
        .iter()
        .map(|number| {
            let (entities, facts) = evidence(table, number.rows.as_ref().unwrap_or(&outcome.used));
            Estimate {
                interval: number.interval,
                parameters: settings.all().iter().map(|(name, value)| ((*name).to_owned(), value.clone())).collect(),
                seed: outcome.seed,
                facts,
                entities,
                left_out: left_out.clone(),
                ..Estimate::new(format!("{analysis}.{}", number.id), method.name, number.value)
            }
        })
        .collect()
}

/// The entities and statements of rows, each once, in the study's order.
fn evidence(table: &Table, rows: &[usize]) -> (Vec<EntityIx>, Vec<FactIx>) {
    let rows = || rows.iter().filter_map(|&row| table.rows.get(row));
    let entities: BTreeSet<EntityIx> = rows().filter_map(|row| row.entity).collect();
    let facts: BTreeSet<FactIx> = rows().flat_map(|row| row.facts.iter().copied()).collect();
    (entities.into_iter().collect(), facts.into_iter().collect())
}
