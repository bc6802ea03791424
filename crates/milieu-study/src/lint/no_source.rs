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

/// Rows that cite nobody, in a table with a column of sources: one finding each, or one for all when
/// they are many.
pub fn rows(bare: &[Span]) -> Vec<Diagnostic> {
    const MANY: usize = 10;
    let help = "cite one in the column `source`: `key p. 7; key`";
    match bare {
        [first, ..] if bare.len() > MANY => {
            vec![LINT.at(*first, format!("{} rows have no source", bare.len())).label("the first of them").help(help)]
        }
        _ => bare.iter().map(|at| LINT.at(*at, "this row has no source").help(help)).collect(),
    }
}

/// A table without a column of sources.
pub fn table(file: FileIx, rows: usize) -> Diagnostic {
    let rows =
        if rows == 1 { "its row has no source".to_owned() } else { format!("none of its {rows} rows has a source") };
    LINT.at(Span::file(file), format!("the table has no column `source`: {rows}"))
        .help("add a column `source` that names items of sources.bib: `key p. 7; key`")
}
