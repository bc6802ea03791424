//! PLN003: a change or a multiple has no baseline.

use super::Lint;
use super::targets::targets;
use crate::diagnostic::{Diagnostic, Severity};
use crate::study::Study;

/// Documentation of PLN003.
pub static LINT: Lint = Lint {
    code: "PLN003",
    name: "missing-baseline",
    severity: Severity::Note,
    what: r#"A change or a multiple has no baseline."#,
    why: r#"Doubling says nothing until it is known what is doubled: attainment cannot be reckoned."#,
    bad: r#"--- targets.csv
id,indicator,territory,parent_target,form,baseline,baseline_year,value,unit,year,source
n,labs,,,multiple,,,2,,2020,k
--- codebook.toml
[[indicators]]
code = "labs"
unit = "labs"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- targets.csv
id,indicator,territory,parent_target,form,baseline,baseline_year,value,unit,year,source
n,labs,,,multiple,50,2015,2,,2020,k
--- codebook.toml
[[indicators]]
code = "labs"
unit = "labs"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each target.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    for target in targets(study) {
        if matches!(&*target.form, "change" | "multiple") && target.cell("baseline").is_empty() {
            let at = target.span("baseline");
            out.push(
                LINT.at(at, format!("a `{}` without a baseline: its attainment cannot be reckoned", target.form))
                    .label("nothing here")
                    .help("give `baseline` and `baseline_year` if a source says them"),
            );
        }
    }
}
