//! SRC003: a bibliography key stands in both sources.bib and sources.json.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Documentation of SRC003.
pub static LINT: Lint = Lint {
    code: "SRC003",
    name: "duplicate-key",
    severity: Severity::Error,
    what: r#"A bibliography key stands in both sources.bib and sources.json."#,
    why: r#"A citation must lead to one source; the first is used."#,
    bad: r#"--- sources.bib
@misc{k, title={T}, date={2016}}
--- sources.json
[{"id": "k", "type": "book", "title": "U"}]
"#,
    good: r#"--- sources.bib
@misc{k, title={T}, date={2016}}
--- sources.json
[{"id": "l", "type": "book", "title": "U"}]
"#,
};

/// `key` stands already at `first`.
pub fn found(at: Span, key: &str, first: Span) -> Diagnostic {
    LINT.at(at, format!("the key `{key}` stands twice in the bibliography"))
        .label("this one is not used")
        .also(first, "first here")
        .help("rename one of them, or delete it if both are the same source")
}
