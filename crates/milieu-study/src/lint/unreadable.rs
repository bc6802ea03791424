//! SYN011: a file of the study cannot be read.

use super::Lint;
use crate::diagnostic::{Diagnostic, FileIx, Severity, Span};

/// Documentation of SYN011.
pub static LINT: Lint = Lint {
    code: "SYN011",
    name: "unreadable",
    severity: Severity::Error,
    what: r#"A file of the study cannot be read."#,
    why: r#"What it states is missing from everything that follows."#,
    bad: r#"--- places.csv dir
"#,
    good: r#"--- places.csv
id,name,source
a,A,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// `why` completes "cannot be read:".
pub fn found(file: FileIx, why: &str) -> Diagnostic {
    LINT.at(Span::file(file), format!("the file cannot be read: {why}"))
        .help("put a readable file in its place, or remove it")
}
