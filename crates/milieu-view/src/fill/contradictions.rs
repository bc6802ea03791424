//! Statements that cannot all be true, side by side.

use milieu_study::Study;
use milieu_study::conflict::Conflict;
use milieu_study::fact::{FactIx, Value};
use milieu_study::schema::Table;
use milieu_study::settings::ConflictRule;

use crate::evidence::Statements;
use crate::page::Contradiction;
use crate::{date, label};

pub(crate) fn shown(study: &Study, conflict: &Conflict, out: &mut Statements<'_>) -> Contradiction {
    let property = study.property(conflict.property);
    let mut label = label::property(study, conflict.property);
    if !conflict.period.is_empty() {
        for text in label.values_mut() {
            *text = format!("{text}, {}", conflict.period);
        }
    }
    Contradiction {
        entity: label::link(study, conflict.entity),
        property: property.name.to_string(),
        label,
        values: conflict.values.iter().map(|facts| out.shown(words(study, facts[0]), facts)).collect(),
        used: used(study, conflict),
        rule: rule(conflict).word().to_owned(),
    }
}

/// The rule that decided: words have no interval, so that the ranking decides between them.
fn rule(conflict: &Conflict) -> ConflictRule {
    let spans = conflict.range.is_some() || matches!(conflict.used, Value::Date(_));
    if spans { conflict.rule } else { ConflictRule::Ranking }
}

/// A statement with the unit of its row.
fn words(study: &Study, fact: FactIx) -> String {
    let written = study.written(fact);
    let table = study.table(study.fact(fact).at.table).table;
    let unit = matches!(table, Table::Claims | Table::Observations).then(|| study.qualifier(fact, "unit")).flatten();
    match unit {
        Some(unit) => format!("{written} {unit}"),
        None => written.into_owned(),
    }
}

/// What analyses use, in words.
pub(crate) fn used(study: &Study, conflict: &Conflict) -> String {
    match (conflict.range, conflict.used) {
        (Some([least, greatest]), _) => format!("{least} – {greatest}"),
        (None, Value::Date(d)) if conflict.rule == ConflictRule::Interval => date::short(&d.bounds),
        _ => words(study, conflict.ranked),
    }
}
