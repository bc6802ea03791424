//! PLN005: a target is due before its baseline.

use super::Lint;
use super::targets::targets;
use crate::diagnostic::{Diagnostic, Severity};
use crate::study::Study;

/// Documentation of PLN005.
pub static LINT: Lint = Lint {
    code: "PLN005",
    name: "target-before-baseline",
    severity: Severity::Error,
    what: r#"A target is due before its baseline."#,
    why: r#"Nothing can be reached before it starts: one of the years is wrong."#,
    bad: r#"--- targets.csv
id,indicator,territory,parent_target,form,baseline,baseline_year,value,unit,year,source
n,labs,,,level,50,2020,100,labs,2015,k
--- codebook.toml
[[indicators]]
code = "labs"
unit = "labs"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- targets.csv
id,indicator,territory,parent_target,form,baseline,baseline_year,value,unit,year,source
n,labs,,,level,50,2015,100,labs,2020,k
--- codebook.toml
[[indicators]]
code = "labs"
unit = "labs"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each target whose years are certainly reversed.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    for target in targets(study) {
        let date = |column| target.sheet.date(target.row, target.sheet.column(column));
        let (Some(baseline), Some(due)) = (date("baseline_year"), date("year")) else { continue };
        let reversed = match (baseline.bounds.earliest_start.day(), due.bounds.latest_end.day()) {
            (Some(first), Some(last)) => last < first,
            _ => false,
        };
        if reversed {
            out.push(
                LINT.at(target.span("year"), "the target is due before its baseline")
                    .label("due")
                    .also(target.span("baseline_year"), "the baseline")
                    .help("swap the years, or mend the wrong one"),
            );
        }
    }
}
