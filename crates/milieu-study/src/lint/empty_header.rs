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

/// The column is the `n`th, from 1.
pub fn found(at: Span, n: usize) -> Diagnostic {
    LINT.at(at, format!("column {n} has no header")).help("name the column, or delete it if it is blank")
}
