//! SYN015: a table has no header.

use super::Lint;
use crate::diagnostic::{Diagnostic, FileIx, Severity, Span};

/// Documentation of SYN015.
pub static LINT: Lint = Lint {
    code: "SYN015",
    name: "empty-table",
    severity: Severity::Warning,
    what: r#"A table has no header."#,
    why: r#"Without a header no cell has a meaning."#,
    bad: r#"--- places.csv


"#,
    good: r#"--- places.csv
id,name,source
"#,
};

/// The file holds nothing but blank lines.
pub fn found(file: FileIx) -> Diagnostic {
    LINT.at(Span::file(file), "the table has no header")
        .help("write the names of the columns in the first line, or delete the file")
}
