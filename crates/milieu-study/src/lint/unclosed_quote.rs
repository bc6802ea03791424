//! SYN006: a quoted cell is never closed.

use super::Lint;
use crate::diagnostic::{Diagnostic, FileIx, Severity, Span};

/// Documentation of SYN006.
pub static LINT: Lint = Lint {
    code: "SYN006",
    name: "unclosed-quote",
    severity: Severity::Error,
    what: r#"A quoted cell is never closed."#,
    why: r#"Everything after the quote, to the end of the file, was read as one cell: whole rows are missing."#,
    bad: r#"--- places.csv
id,name,source
a,"A,k
b,B,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,source
a,"A",k
b,B,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// The quote at `at` has no partner.
pub fn found(file: FileIx, at: u32) -> Diagnostic {
    LINT.at(Span { file, start: at, end: at + 1 }, "this quoted cell is never closed")
        .label("everything from here to the end of the file was read as one cell")
        .help("close the quote; a quote inside a quoted cell is written twice")
}
