//! SYN010: a cell is longer than 1 MiB.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Documentation of SYN010.
pub static LINT: Lint = Lint {
    code: "SYN010",
    name: "long-cell",
    severity: Severity::Error,
    what: r#"A cell is longer than 1 MiB."#,
    why: r#"Such a cell is nearly always a missing quote or a pasted file, not a statement. It is kept in the file and not read."#,
    bad: r#"--- places.csv bytes
id,name,source
a,{1048577*x},k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,source
a,A,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// The cell begins at `at`.
pub fn found(at: Span, bytes: u32) -> Diagnostic {
    LINT.at(at, format!("a cell of {bytes} bytes is not read; the limit is 1 MiB"))
        .label("it begins here")
        .help("look for a missing quote, or put long texts in notes/*.md")
}
