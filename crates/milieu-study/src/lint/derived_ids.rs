//! SCH015: rows have no id, so ids are derived from their names.

use super::Lint;
use crate::diagnostic::{Diagnostic, FileIx, Severity, Span};

/// Documentation of SCH015.
pub static LINT: Lint = Lint {
    code: "SCH015",
    name: "derived-ids",
    severity: Severity::Note,
    what: r#"Rows have no id, so ids are derived from their names."#,
    why: r#"Derived ids change when a name does; links, citations and matches need ids that stay."#,
    bad: r#"--- my-data.csv
Name,Latitude,Longitude
A,31.2,121.4
"#,
    good: r#"--- my-data.csv
id,Name,Latitude,Longitude,Source
a,A,31.2,121.4,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// The table has no column of ids.
pub fn found(file: FileIx, rows: usize) -> Diagnostic {
    let rows = if rows == 1 { "its row gets an id".to_owned() } else { format!("its {rows} rows get ids") };
    LINT.at(Span::file(file), format!("the table has no column `id`; {rows} derived from the name"))
        .help("add a column `id` with short ids that stay")
}
