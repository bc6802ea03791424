//! SCH005: a cell that every row needs is blank.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::table::TableData;

/// Documentation of SCH005.
pub static LINT: Lint = Lint {
    code: "SCH005",
    name: "blank-required",
    severity: Severity::Error,
    what: r#"A cell that every row needs is blank."#,
    why: r#"The row cannot be tied to anything."#,
    bad: r#"--- ties.csv
from,to,source
a,,k
--- sources.bib
@misc{k, title={T}, date={2016}}
--- places.csv
id,name,source
a,A,k
"#,
    good: r#"--- ties.csv
from,to,source
a,b,k
--- sources.bib
@misc{k, title={T}, date={2016}}
--- places.csv
id,name,source
a,A,k
b,B,k
"#,
};

/// The blank stands at `at`.
pub fn found(at: Span, name: &str) -> Diagnostic {
    LINT.at(at, format!("`{name}` is blank")).label("nothing here").help(format!("fill in `{name}`, or delete the row"))
}

/// The blank is a cell of a table.
pub fn cell(table: &TableData, row: usize, column: usize) -> Diagnostic {
    let blank = found(table.span(row, column), &table.columns[column].name);
    if column == 0 { blank.also(table.row_span(row), "in this row") } else { blank }
}
