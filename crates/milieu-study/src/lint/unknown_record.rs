//! REF005: matches.csv decides on a record that is not there.

use super::Lint;
use super::sheet::sheets;
use crate::diagnostic::{Diagnostic, Severity};
use crate::name;
use crate::schema::Table;
use crate::study::Study;

/// Documentation of REF005.
pub static LINT: Lint = Lint {
    code: "REF005",
    name: "unknown-record",
    severity: Severity::Warning,
    what: r#"matches.csv decides on a record that is not there."#,
    why: r#"The decision has no effect; after a renaming the two records would be taken for doubles again. Records of other data sets are written `dataset:id` and not looked up."#,
    bad: r#"--- places.csv
id,name,source
a,A,k
b,B,k
--- matches.csv
record_a,record_b,decision
a,c,same
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,source
a,A,k
b,B,k
--- matches.csv
record_a,record_b,decision
a,b,same
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each record.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    for sheet in sheets(study, Table::Matches) {
        let columns = [sheet.column("record_a"), sheet.column("record_b")];
        for (row, column) in sheet.rows().flat_map(|row| columns.iter().flatten().map(move |&c| (row, Some(c)))) {
            let id = sheet.cell(row, column);
            // No id has a colon: `dataset:id` names a record of another data set.
            if id.is_empty() || id.contains(':') || study.find(&id).is_some() {
                continue;
            }
            let help = match name::nearest(
                &id,
                study.entities.iter().filter(|_| out.len() < super::SUGGESTED).map(|e| &*e.id),
            ) {
                Some(near) => format!("did you mean `{near}`?"),
                None => "write the id of a row of this study, or delete the decision".to_owned(),
            };
            out.push(LINT.at(sheet.span(row, column), format!("no record has the id `{id}`")).help(help));
        }
    }
}
