//! SCH004: a table lacks a column that every row needs.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::schema::{Column, TableSpec};

/// Documentation of SCH004.
pub static LINT: Lint = Lint {
    code: "SCH004",
    name: "missing-column",
    severity: Severity::Error,
    what: r#"A table lacks a column that every row needs."#,
    why: r#"Without it no row of the table states anything."#,
    bad: r#"--- ties.csv
from,relation,source
"#,
    good: r#"--- ties.csv
from,to,relation,source
"#,
};

/// `column` is required in `spec`; `at` is the header's first cell.
pub fn found(at: Span, spec: &'static TableSpec, column: &'static Column) -> Diagnostic {
    LINT.at(at, format!("{} has no column `{}`", spec.file, column.name))
        .label("the header")
        .help(format!("add `{}`: {}", column.name, column.doc))
}
