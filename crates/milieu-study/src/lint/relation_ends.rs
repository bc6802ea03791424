//! COD005: a tie joins things its relation does not join.

use super::Lint;
use super::sheet::sheets;
use crate::diagnostic::{Diagnostic, Severity};
use crate::schema::Table;
use crate::study::Study;

/// Documentation of COD005.
pub static LINT: Lint = Lint {
    code: "COD005",
    name: "relation-ends",
    severity: Severity::Warning,
    what: r#"A tie joins things its relation does not join."#,
    why: r#"The codebook says which tables a relation leads from and to; a tie the wrong way round reverses who acts on whom."#,
    bad: r#"--- places.csv
id,name,source
a,A,k
--- actors.csv
id,source
x,k
--- ties.csv
from,to,relation,source
a,x,member-of,k
--- codebook.toml
[[relations]]
code = "member-of"
from = ["actors"]
to = ["places"]
layer = "organisational"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,source
a,A,k
--- actors.csv
id,source
x,k
--- ties.csv
from,to,relation,source
x,a,member-of,k
--- codebook.toml
[[relations]]
code = "member-of"
from = ["actors"]
to = ["places"]
layer = "organisational"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each tie.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    for sheet in sheets(study, Table::Ties) {
        let (from, to, relation) = (sheet.column("from"), sheet.column("to"), sheet.column("relation"));
        for row in sheet.rows() {
            let code = sheet.cell(row, relation);
            let Some(rule) = study.codebook.relation(&code) else { continue };
            let kind = |column| sheet.entity(row, column).map(|e| study.entity(e).kind);
            let (Some(start), Some(end)) = (kind(from), kind(to)) else { continue };
            let fits = |tables: &[Table], table| tables.is_empty() || tables.contains(&table);
            let (starts, ends) = (fits(&rule.from, start), fits(&rule.to, end));
            if starts && ends {
                continue;
            }
            let (column, is, wanted) = if starts { (to, end, &rule.to) } else { (from, start, &rule.from) };
            let side = if starts { "leads to" } else { "leads from" };
            let wanted: Vec<&str> = wanted.iter().map(|t| t.name()).collect();
            let help = if fits(&rule.from, end) && fits(&rule.to, start) {
                "swap `from` and `to`"
            } else {
                "choose another relation, or widen this one in codebook.toml"
            };
            out.push(
                LINT.at(sheet.span(row, column), format!("`{code}` {side} {}, not {}", wanted.join(" or "), is.name()))
                    .label(format!("a row of {}", is.spec().file))
                    .also(sheet.span(row, relation), "")
                    .help(help),
            );
        }
    }
}
