//! SYN002: a file is UTF-16 text.

use super::Lint;
use crate::diagnostic::{Diagnostic, FileIx, Severity, Span};

/// Documentation of SYN002.
pub static LINT: Lint = Lint {
    code: "SYN002",
    name: "utf16",
    severity: Severity::Warning,
    what: r#"A file is UTF-16 text."#,
    why: r#"Spreadsheets write UTF-16 under the name "Unicode text". It is read, but other tools and version control expect UTF-8."#,
    bad: r#"--- places.csv utf-16le
id,name,source
a,A,k
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

/// The file begins with the mark of UTF-16.
pub fn found(file: FileIx, encoding: &str, broken: bool) -> Diagnostic {
    let odd = if broken { "; some characters could not be read" } else { "" };
    LINT.at(Span::file(file), format!("the file is {encoding}, not UTF-8{odd}")).help("save the file as UTF-8")
}
