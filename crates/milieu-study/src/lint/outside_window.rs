//! TIM004: dates lie outside the observation window.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity};
use crate::fact::{Fact, TableIx, Value};
use crate::schema::Table;
use crate::study::Study;
use crate::time;

/// Documentation of TIM004.
pub static LINT: Lint = Lint {
    code: "TIM004",
    name: "outside-window",
    severity: Severity::Note,
    what: r#"Dates lie outside the observation window."#,
    why: r#"study.toml declares when the study looks. What happened before or after is kept and shown, and analyses of the window do not count it."#,
    bad: r#"--- study.toml
title = "T"
window = "2009/2018"
--- places.csv
id,opened,source
a,1998,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- study.toml
title = "T"
window = "1998/2018"
--- places.csv
id,opened,source
a,1998,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// Tables whose dates are happenings; a plan or a source may well be older than the window.
const TABLES: &[Table] =
    &[Table::Places, Table::Sites, Table::Spells, Table::Ties, Table::Events, Table::Observations, Table::Traces];

/// One finding for each table, with the number of dates that are certainly outside.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let Some(written) = &study.settings.window else { return };
    let Ok(window) = time::parse(written, study.settings.tolerance) else { return };
    let mut found: Vec<(TableIx, &Fact, usize)> = vec![];
    for fact in &study.facts {
        let Value::Date(date) = fact.value else { continue };
        if !TABLES.contains(&study.table(fact.at.table).table) || date.bounds.overlaps(&window.bounds) {
            continue;
        }
        match found.last_mut().filter(|(table, ..)| *table == fact.at.table) {
            Some((.., count)) => *count += 1,
            None => found.push((fact.at.table, fact, 1)),
        }
    }
    for (_, first, count) in found {
        let dates = if count == 1 { "a date lies".to_owned() } else { format!("{count} dates lie") };
        let label = if count == 1 { "outside" } else { "the first of them" };
        out.push(
            LINT.at(study.span(first.at), format!("{dates} outside the observation window {written}"))
                .label(label)
                .help("they are kept; widen `window` in study.toml if they belong to what the study looks at"),
        );
    }
}
