//! REF002: an id names a thing of another kind.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::schema::Table;

/// Documentation of REF002.
pub static LINT: Lint = Lint {
    code: "REF002",
    name: "wrong-table",
    severity: Severity::Error,
    what: r#"An id names a thing of another kind."#,
    why: r#"Each column of ids names rows of certain tables: a place lies in a territory, not in an actor."#,
    bad: r#"--- places.csv
id,territory,source
a,b,k
b,,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,territory,source
a,b,k
--- territories.csv
id,source
b,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// `id` is of `kind`; the column names rows of `tables`.
pub fn found(at: Span, id: &str, kind: Table, tables: &[Table]) -> Diagnostic {
    let wanted: Vec<&str> = tables.iter().map(|t| t.spec().file).collect();
    LINT.at(at, format!("`{id}` is a row of {}; this column names rows of {}", kind.spec().file, wanted.join(" or ")))
        .help(format!("write the id of a row of {}", wanted.join(" or ")))
}
