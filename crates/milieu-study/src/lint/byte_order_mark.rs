//! SYN003: a file begins with a byte order mark.

use super::Lint;
use crate::diagnostic::{Diagnostic, FileIx, Severity, Span};

/// Documentation of SYN003.
pub static LINT: Lint = Lint {
    code: "SYN003",
    name: "byte-order-mark",
    severity: Severity::Note,
    what: r#"A file begins with a byte order mark."#,
    why: r#"Some spreadsheets put three invisible bytes before the text. They are passed over here; other programs take them for part of the first header."#,
    bad: r#"--- places.csv utf-8-bom
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

/// The file begins with U+FEFF.
pub fn found(file: FileIx) -> Diagnostic {
    LINT.at(Span::file(file), "the file begins with a byte order mark, which is passed over")
        .help("save the file as UTF-8 without a byte order mark")
}
