//! SYN005: a row has more or fewer cells than the header.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Documentation of SYN005.
pub static LINT: Lint = Lint {
    code: "SYN005",
    name: "ragged-row",
    severity: Severity::Error,
    what: r#"A row has more or fewer cells than the header."#,
    why: r#"Usually a comma stands unquoted inside a cell, so that every value after it has slipped into the wrong column."#,
    bad: r#"--- places.csv
id,name,opened,source
a,Beijing, China,2010,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,opened,source
a,"Beijing, China",2010,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// The row, which begins at `row`, goes on after the last column. It is told at the beginning of the
/// row, before what is odd about the cells that have slipped.
pub fn too_many(rest: Span, row: Span, found: usize, expected: usize) -> Diagnostic {
    LINT.at(row.part(0..1), format!("the row has {found} cells, the header {expected} columns"))
        .also(rest, "these cells have no column and are not read")
        .help("put a cell that contains a comma between double quotes")
}

/// The row ends before the last column.
pub fn too_few(at: Span, found: usize, expected: usize) -> Diagnostic {
    let mut short = LINT
        .at(at, format!("the row has {found} cells, the header {expected} columns"))
        .label("the missing cells are read as blank")
        .help("add the missing commas, also for blank cells at the end of the row");
    short.severity = Severity::Warning;
    short
}
