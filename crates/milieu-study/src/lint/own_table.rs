//! SCH014: a table of one's own is read as a table of places.

use super::Lint;
use crate::diagnostic::{Diagnostic, FileIx, Severity, Span};

/// Documentation of SCH014.
pub static LINT: Lint = Lint {
    code: "SCH014",
    name: "own-table",
    severity: Severity::Note,
    what: r#"A table of one's own is read as a table of places."#,
    why: r#"A table with a position, or with a name and other columns of a place, needs no configuration to be on the map."#,
    bad: r#"--- my-data.csv
Name,Latitude,Longitude
A,31.2,121.4
"#,
    good: r#"--- places.csv
id,name,lat,lon,source
a,A,31.2,121.4,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// The whole file is read as places.
pub fn found(file: FileIx) -> Diagnostic {
    LINT.at(Span::file(file), "this table is read as a table of places")
        .help("name it places.csv and use the contract's headers to say so for good (`milieu explain tables`)")
}
