//! SCH009: a cell holds a word that its column does not know.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Documentation of SCH009.
pub static LINT: Lint = Lint {
    code: "SCH009",
    name: "not-a-word",
    severity: Severity::Error,
    what: r#"A cell holds a word that its column does not allow."#,
    why: r#"Some columns have a closed list of words, so that studies can be compared and analyses know what they count."#,
    bad: r#"--- places.csv
id,status,source
a,open,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,status,source
a,active,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// With the nearest word, if one is near, and all of them.
pub fn found(at: Span, name: &str, text: &str, choices: &[&str]) -> Diagnostic {
    let help = super::choose(text, choices);
    LINT.at(at, format!("`{text}` is not a value of `{name}`")).help(help)
}
