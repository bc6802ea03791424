//! COD006: ties stand in another layer than their relation.

use std::collections::BTreeMap;

use super::Lint;
use super::sheet::sheets;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::schema::Table;
use crate::study::Study;

/// Documentation of COD006.
pub static LINT: Lint = Lint {
    code: "COD006",
    name: "tie-layer",
    severity: Severity::Note,
    what: r#"Ties stand in another layer than their relation."#,
    why: r#"The tie's own layer is used. Where many differ, the relation probably mixes two things."#,
    bad: r#"--- places.csv
id,name,source
a,A,k
--- actors.csv
id,source
x,k
--- ties.csv
from,to,relation,layer,source
x,a,member-of,virtual,k
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
from,to,relation,layer,source
x,a,member-of,organisational,k
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

/// One finding for each relation and layer, with the number of ties.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let mut found: BTreeMap<(String, String), (Span, usize)> = BTreeMap::new();
    for sheet in sheets(study, Table::Ties) {
        let (Some(layer), relation) = (sheet.column("layer"), sheet.column("relation")) else { continue };
        for row in sheet.rows() {
            let (own, code) = (sheet.cell(row, Some(layer)), sheet.cell(row, relation));
            let declared = study.codebook.relation(&code).and_then(|r| r.layer.as_deref());
            if !own.is_empty() && declared.is_some_and(|l| l != own) {
                let at = sheet.span(row, Some(layer));
                found.entry((code.into_owned(), own.into_owned())).or_insert((at, 0)).1 += 1;
            }
        }
    }
    for ((code, own), (at, count)) in found {
        let declared = study.codebook.relation(&code).and_then(|r| r.layer.as_deref()).unwrap_or_default();
        let ties = if count == 1 { "a tie is".to_owned() } else { format!("{count} ties are") };
        out.push(
            LINT.at(at, format!("{ties} `{own}`, while `{code}` is `{declared}` in the codebook"))
                .label(if count == 1 { "" } else { "the first of them" })
                .help("clear `layer` to take the relation's, or code another relation"),
        );
    }
}
