//! TIM002: something ends before it begins.

use super::Lint;
use super::sheet::sheets;
use crate::diagnostic::{Diagnostic, Severity};
use crate::schema::Table;
use crate::study::Study;

/// Documentation of TIM002.
pub static LINT: Lint = Lint {
    code: "TIM002",
    name: "closed-before-opened",
    severity: Severity::Error,
    what: r#"Something ends before it begins."#,
    why: r#"Even at the widest reading of both dates the end comes first, so no duration can be reckoned. Often two dates are swapped or a year is mistyped."#,
    bad: r#"--- places.csv
id,opened,closed,source
a,2013,2010,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,opened,closed,source
a,2010,2013,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// A start and its end.
const PAIRS: &[(Table, &str, &str)] =
    &[(Table::Places, "opened", "closed"), (Table::Spells, "from", "to"), (Table::Stages, "from", "to")];

/// One finding for each row whose dates are certainly reversed.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    for &(table, start, end) in PAIRS {
        for sheet in sheets(study, table) {
            let (starts, ends) = (sheet.column(start), sheet.column(end));
            for row in sheet.rows() {
                let (Some(to), Some(from)) = (sheet.date(row, ends), sheet.date(row, starts)) else { continue };
                let reversed = match (from.bounds.earliest_start.day(), to.bounds.latest_end.day()) {
                    (Some(first), Some(last)) => last < first,
                    _ => false,
                };
                if reversed {
                    let found = LINT.at(sheet.span(row, ends), format!("`{end}` lies before `{start}`"));
                    out.push(
                        found
                            .label("the end")
                            .also(sheet.span(row, starts), "the beginning")
                            .help("swap them or mend the year; a second opening is another row of spells.csv"),
                    );
                }
            }
        }
    }
}
