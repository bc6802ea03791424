//! SYN014: an entry of the bibliography cannot be read as it stands.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Documentation of SYN014.
pub static LINT: Lint = Lint {
    code: "SYN014",
    name: "bibliography",
    severity: Severity::Error,
    what: r#"An entry of the bibliography has a mistake."#,
    why: r#"Citations of it may lead nowhere, or part of the reference is missing."#,
    bad: r#"--- sources.bib
@misc{k, title={T}
"#,
    good: r#"--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// As the bibliography reader says it.
pub fn found(at: Span, problem: String, help: Option<String>) -> Diagnostic {
    let found = LINT.at(at, problem);
    match help {
        Some(help) => found.help(help),
        None => found.help("mend it in the bibliography; everything else of the entry is read"),
    }
}
