//! PLN004: a target of a numeric form has words for a value.

use super::Lint;
use super::targets::targets;
use crate::diagnostic::{Diagnostic, Severity};
use crate::study::Study;

/// Documentation of PLN004.
pub static LINT: Lint = Lint {
    code: "PLN004",
    name: "words-for-number",
    severity: Severity::Warning,
    what: r#"A target of a numeric form has words for a value."#,
    why: r#"It cannot be compared with what is observed. Plans that promise in words have the form `qualitative`."#,
    bad: r#"--- targets.csv
id,indicator,territory,parent_target,form,baseline,baseline_year,value,unit,year,source
n,labs,,,level,,,many,labs,2020,k
--- codebook.toml
[[indicators]]
code = "labs"
unit = "labs"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- targets.csv
id,indicator,territory,parent_target,form,baseline,baseline_year,value,unit,year,source
n,labs,,,qualitative,,,many,labs,2020,k
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
        let numeric = !matches!(&*target.form, "" | "range" | "qualitative" | "deferred");
        let text = target.cell("value");
        if numeric && target.value.is_none() && !text.is_empty() {
            out.push(
                LINT.at(target.value_at, format!("`{text}` is not a number, but the form is `{}`", target.form))
                    .also(target.span("form"), "")
                    .help("write the number alone, with its unit in `unit`, or the form `qualitative` or `range`"),
            );
        }
    }
}
