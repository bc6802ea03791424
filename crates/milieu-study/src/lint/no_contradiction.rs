//! CON002: a claim is marked as a conflict and contradicts nothing.

use rustc_hash::FxHashSet;

use super::Lint;
use super::sheet::sheets;
use crate::diagnostic::{Diagnostic, Severity};
use crate::fact::TableIx;
use crate::schema::Table;
use crate::study::Study;

/// Documentation of CON002.
pub static LINT: Lint = Lint {
    code: "CON002",
    name: "no-contradiction",
    severity: Severity::Warning,
    what: r#"A claim is marked as a conflict and contradicts nothing."#,
    why: r#"Either the other statement is missing, or the two agree and the mark is out of date."#,
    bad: r#"--- places.csv
id,opened,source
a,2010,k
--- claims.csv
entity,property,value,status,source
a,opened,2010-11,conflict,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,opened,source
a,2010,k
--- claims.csv
entity,property,value,status,source
a,opened,2010-11,accepted,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each claim.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let facts = study.conflicts.iter().flat_map(|c| &c.facts);
    let contradicting: FxHashSet<(TableIx, u32)> =
        facts.map(|&f| study.fact(f).at).map(|at| (at.table, at.row)).collect();
    for sheet in sheets(study, Table::Claims) {
        let (entity, property, value, status) =
            (sheet.column("entity"), sheet.column("property"), sheet.column("value"), sheet.column("status"));
        for row in sheet.rows() {
            if sheet.cell(row, status) != "conflict" || contradicting.contains(&(sheet.ix, row as u32)) {
                continue;
            }
            let (property, id) = (sheet.cell(row, property), sheet.cell(row, entity));
            let mut found = LINT
                .at(sheet.span(row, status), format!("nothing contradicts this claim on `{property}` of `{id}`"))
                .label("marked as a conflict");
            found = match study.find(&id).and_then(|e| study.own(e, &property)) {
                Some(own) => found.also(study.span(study.fact(own).at), "both can be true"),
                None => found.also(sheet.span(row, value), "the only statement"),
            };
            out.push(found.help("write `accepted`, or enter the statement it contradicts"));
        }
    }
}
