//! SYN013: cells are separated by something other than a comma.

use super::Lint;
use crate::diagnostic::{Diagnostic, FileIx, Severity, Span};

/// Documentation of SYN013.
pub static LINT: Lint = Lint {
    code: "SYN013",
    name: "delimiter",
    severity: Severity::Note,
    what: r#"Cells are separated by something other than a comma."#,
    why: r#"Spreadsheets set to French or German write semicolons. They are read; other tools may not."#,
    bad: r#"--- places.csv
id;name;source
a;A;k
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

/// The file's delimiter.
pub fn found(file: FileIx, delimiter: u8) -> Diagnostic {
    let word = if delimiter == b'\t' { "tabs" } else { "semicolons" };
    LINT.at(Span::file(file), format!("cells are separated by {word}, not commas; they are read so"))
        .help("save the file as comma-separated values")
}
