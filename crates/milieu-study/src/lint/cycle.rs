//! REF004: something is its own ancestor.

use rustc_hash::FxHashMap;

use super::Lint;
use super::sheet::sheets;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::fact::EntityIx;
use crate::schema::Table;
use crate::study::Study;

/// Documentation of REF004.
pub static LINT: Lint = Lint {
    code: "REF004",
    name: "cycle",
    severity: Severity::Error,
    what: r#"Something is its own ancestor."#,
    why: r#"Territories lie in one another, plans and targets carry out one another, territories follow one another: a way up that comes back has no top, so nothing can be summed or drawn along it."#,
    bad: r#"--- territories.csv
id,parent,source
shanghai,china,k
china,shanghai,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- territories.csv
id,parent,source
shanghai,china,k
china,,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// Columns that lead from a row to another of the same table.
const WAYS: &[(Table, &str)] = &[
    (Table::Territories, "parent"),
    (Table::Territories, "successor"),
    (Table::Policies, "parent"),
    (Table::Targets, "parent_target"),
];

/// One finding for each cycle, with all its members.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    for &(table, column) in WAYS {
        let mut next: FxHashMap<EntityIx, (EntityIx, Span)> = FxHashMap::default();
        let mut order = vec![];
        for sheet in sheets(study, table) {
            let (id, up) = (sheet.column("id"), sheet.column(column));
            for row in sheet.rows() {
                if let (Some(here), Some(there)) = (sheet.entity(row, id), sheet.entity(row, up)) {
                    next.entry(here).or_insert((there, sheet.span(row, up)));
                    order.push(here);
                }
            }
        }
        // Each walk leaves its number on what it passes, so that all walks together pass everything once.
        let mut passed: FxHashMap<EntityIx, usize> = FxHashMap::default();
        for (walk, &start) in order.iter().enumerate() {
            let mut here = start;
            while !passed.contains_key(&here) {
                passed.insert(here, walk);
                match next.get(&here) {
                    Some(&(there, _)) => here = there,
                    None => break,
                }
            }
            if next.contains_key(&here) && passed.get(&here) == Some(&walk) && closes(&next, here) {
                out.push(found(study, column, &next, here));
            }
        }
    }
}

/// Whether the way from a member comes back to it.
fn closes(next: &FxHashMap<EntityIx, (EntityIx, Span)>, start: EntityIx) -> bool {
    let mut here = next.get(&start).map(|(there, _)| *there);
    let mut steps = next.len();
    while let Some(at) = here.filter(|&at| at != start && steps > 0) {
        here = next.get(&at).map(|(there, _)| *there);
        steps -= 1;
    }
    here == Some(start)
}

fn found(study: &Study, column: &str, next: &FxHashMap<EntityIx, (EntityIx, Span)>, start: EntityIx) -> Diagnostic {
    const SHOWN: usize = 8;
    let mut members = vec![start];
    while let Some(&(there, _)) = members.last().and_then(|m| next.get(m)).filter(|(there, _)| *there != start) {
        members.push(there);
    }
    let id = |e: &EntityIx| format!("`{}`", study.entity(*e).id);
    let mut way: Vec<String> = members.iter().take(SHOWN).map(id).collect();
    if members.len() > SHOWN {
        way.push(format!("… {} more", members.len() - SHOWN));
    }
    way.push(id(&start));
    let at = |e: &EntityIx| next.get(e).map(|(_, at)| *at);
    let whole = way.join(" → ");
    let mut found = at(&start).map_or_else(|| LINT.study(""), |at| LINT.at(at, ""));
    found.message = format!("`{column}` leads in a circle: {whole}");
    for member in members.iter().skip(1).take(SHOWN) {
        if let Some(at) = at(member) {
            found = found.also(at, "");
        }
    }
    found.help(format!("clear `{column}` where the way up should end"))
}
