//! SYN004: lines end in a carriage return alone.

use super::Lint;
use crate::diagnostic::{Diagnostic, FileIx, Severity, Span};

/// Documentation of SYN004.
pub static LINT: Lint = Lint {
    code: "SYN004",
    name: "lone-cr",
    severity: Severity::Note,
    what: r#"Lines end in a carriage return alone."#,
    why: r#"Old spreadsheets end lines so. They are read as lines here; most other tools see one endless line."#,
    bad: r#"--- places.csv cr
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

/// Some line of the file ends in CR alone.
pub fn found(file: FileIx) -> Diagnostic {
    LINT.at(Span::file(file), "lines end in a carriage return alone; they are read as lines")
        .help("save the file with ordinary line ends (LF or CRLF)")
}
