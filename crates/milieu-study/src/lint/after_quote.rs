//! SYN007: text stands after a closing quote.

use super::Lint;
use crate::diagnostic::{Diagnostic, FileIx, Severity, Span};

/// Documentation of SYN007.
pub static LINT: Lint = Lint {
    code: "SYN007",
    name: "after-quote",
    severity: Severity::Error,
    what: r#"Text stands after a closing quote."#,
    why: r#"A cell is quoted as a whole or not at all; the text after the quote is not read."#,
    bad: r#"--- places.csv
id,name,source
a,"New" work,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,source
a,"""New"" work",k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// The text from `at` on belongs to no cell.
pub fn found(file: FileIx, at: u32) -> Diagnostic {
    LINT.at(Span { file, start: at, end: at + 1 }, "text after a closing quote is not read")
        .label("the cell ended here")
        .help("write a quote inside a quoted cell twice, and quote the whole cell")
}
