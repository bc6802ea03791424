//! SYN008: two columns have the same header.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Documentation of SYN008.
pub static LINT: Lint = Lint {
    code: "SYN008",
    name: "duplicate-header",
    severity: Severity::Error,
    what: r#"Two columns have the same header."#,
    why: r#"A statement must have one place. The second column is not read."#,
    bad: r#"--- places.csv
id,name,name,source
a,A,B,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,name_zh,source
a,A,B,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// The header at `at` stands already at `first`.
pub fn found(at: Span, name: &str, first: Span) -> Diagnostic {
    LINT.at(at, format!("the column `{name}` stands twice"))
        .label("this one is not read")
        .also(first, "first here")
        .help("rename one of them, or put the second value in claims.csv if the two contradict each other")
}
