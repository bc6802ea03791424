//! SCH012: a code is not in the codebook.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Documentation of SCH012.
pub static LINT: Lint = Lint {
    code: "SCH012",
    name: "unknown-code",
    severity: Severity::Warning,
    what: r#"A code is not in the codebook."#,
    why: r#"It has no label and no definition, so nobody else can code in the same way."#,
    bad: r#"--- places.csv
id,kind,source
a,hackrspace,k
--- codebook.toml
[[kinds]]
code = "hackerspace"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,kind,source
a,hackerspace,k
--- codebook.toml
[[kinds]]
code = "hackerspace"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// With the nearest code, if one is near, and all of them.
pub fn found(at: Span, name: &str, text: &str, choices: &[&str]) -> Diagnostic {
    LINT.at(at, format!("the codebook has no `{text}` for `{name}`"))
        .help(format!("{}; or describe it in codebook.toml", super::choose(text, choices)))
}
