//! SYN009: a column has no header.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Documentation of SYN009.
pub static LINT: Lint = Lint {
    code: "SYN009",
    name: "empty-header",
    severity: Severity::Warning,
    what: r#"A column has no header."#,
    why: r#"Nobody can say what its cells state. They are kept in the file but lead to no statement with a name."#,
    bad: r#"--- places.csv
id,name,,source
a,A,x,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,notes,source
a,A,x,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// The columns without a header, by number from 1 and place. One finding for all: spreadsheets write
/// thousands of blank columns.
pub fn found(columns: &[(usize, Span)]) -> Option<Diagnostic> {
    let ((n, at), rest) = columns.split_first()?;
    let (message, label) = match rest.len() {
        0 => (format!("column {n} has no header"), ""),
        more => (format!("{} columns have no header", more + 1), "the first of them"),
    };
    Some(LINT.at(*at, message).label(label).help("name the columns, or delete those that are blank"))
}
