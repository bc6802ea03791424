//! SRC002: a statement has no source.

use super::Lint;
use crate::diagnostic::{Diagnostic, FileIx, Severity, Span};

/// Documentation of SRC002.
pub static LINT: Lint = Lint {
    code: "SRC002",
    name: "no-source",
    severity: Severity::Warning,
    what: r#"A statement has no source."#,
    why: r#"Nothing a study claims should be untraceable. The row is used, and counted as unsourced."#,
    bad: r#"--- places.csv
id,name
a,A
"#,
    good: r#"--- places.csv
id,name,source
a,A,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// A row that cites nobody, in a table with a column of sources.
pub fn row(at: Span) -> Diagnostic {
    LINT.at(at, "this row has no source").help("cite one in the column `source`: `key p. 7; key`")
}

/// A table without a column of sources.
pub fn table(file: FileIx, rows: usize) -> Diagnostic {
    let rows =
        if rows == 1 { "its row has no source".to_owned() } else { format!("none of its {rows} rows has a source") };
    LINT.at(Span::file(file), format!("the table has no column `source`: {rows}"))
        .help("add a column `source` that names items of sources.bib: `key p. 7; key`")
}
