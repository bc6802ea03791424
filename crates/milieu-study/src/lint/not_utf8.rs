//! SYN001: a file is not UTF-8 text.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Documentation of SYN001.
pub static LINT: Lint = Lint {
    code: "SYN001",
    name: "not-utf8",
    severity: Severity::Error,
    what: r#"A file is not UTF-8 text."#,
    why: r#"A study is read on every machine, so its text has one encoding. Spreadsheets in Chinese often save GB18030 instead; names would be read as other characters."#,
    bad: r#"--- places.csv gb18030
id,name_zh,source
a,新车间,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name_zh,source
a,新车间,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// Bytes from `byte` on are not UTF-8; `at` marks them in the text as decoded.
pub fn found(at: Span, byte: usize, chinese: bool) -> Diagnostic {
    let (label, help) = if chinese {
        (
            "read as GB18030 for now",
            "this looks like GB18030, the encoding of Chinese spreadsheets: save the file as UTF-8",
        )
    } else {
        ("not UTF-8", "save the file as UTF-8")
    };
    LINT.at(at, format!("the file is not UTF-8 text (first seen at byte {byte})")).label(label).help(help)
}
