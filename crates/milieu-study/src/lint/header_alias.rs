//! SCH013: a header is read as a column of the contract.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Documentation of SCH013.
pub static LINT: Lint = Lint {
    code: "SCH013",
    name: "header-alias",
    severity: Severity::Note,
    what: r#"A header is read as a column of the contract."#,
    why: r#"Tables from elsewhere write `latitude` for `lat`. The column is used as if it had the contract's name."#,
    bad: r#"--- places.csv
id,latitude,longitude,source
a,31.2,121.4,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,lat,lon,source
a,31.2,121.4,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// `header` stands for `name`.
pub fn found(at: Span, header: &str, name: &str) -> Diagnostic {
    LINT.at(at, format!("the column `{header}` is read as `{name}`"))
        .help(format!("rename it `{name}` to say so for good"))
}
