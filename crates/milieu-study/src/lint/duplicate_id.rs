//! SCH006: an id is given twice.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Documentation of SCH006.
pub static LINT: Lint = Lint {
    code: "SCH006",
    name: "duplicate-id",
    severity: Severity::Error,
    what: r#"An id is given twice."#,
    why: r#"An id names one thing in the whole study, whatever table it stands in. The second row is not read as a thing of its own."#,
    bad: r#"--- places.csv
id,name,source
a,A,k
a,B,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,source
a,A,k
b,B,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// `id` is taken by the row at `first`.
pub fn found(at: Span, id: &str, first: Span) -> Diagnostic {
    LINT.at(at, format!("the id `{id}` is given twice"))
        .label("second use")
        .also(first, "first used here")
        .help("give one of them another id; a second statement about the same thing belongs in claims.csv")
}
