//! TIM001: a date is not written in EDTF.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::time::EdtfError;

/// Documentation of TIM001.
pub static LINT: Lint = Lint {
    code: "TIM001",
    name: "not-edtf",
    severity: Severity::Error,
    what: r#"A date is not written in EDTF."#,
    why: r#"EDTF, the extended date format of ISO 8601-2, says how exact a date is (`2010`, `2010-11`, `2010~`, `2009/2013`, `[2010,2011]`), so that uncertainty is carried into every figure instead of being lost."#,
    bad: r#"--- places.csv
id,opened,source
a,c. 2010,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,opened,source
a,2010~,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// With the EDTF that was probably meant.
pub fn found(at: Span, text: &str, error: &EdtfError) -> Diagnostic {
    let at = if error.at.is_empty() { at } else { at.part(error.at.clone()) };
    let wrong = LINT.at(at, format!("`{text}` is not an EDTF date")).label(error.problem);
    match &error.proposal {
        Some(proposal) => wrong.help(format!("write `{proposal}`")),
        None if error.problem.contains("blank where") => wrong,
        None => wrong.help("leave the cell blank if the date is not known"),
    }
}
