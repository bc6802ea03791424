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

/// Each header with its place and the column it stands for; at least one.
pub fn found(headers: &[(Span, &str, &'static str)]) -> Option<Diagnostic> {
    const SHOWN: usize = 6;
    let (first, rest) = headers.split_first()?;
    let read_as: Vec<String> =
        headers.iter().take(SHOWN).map(|(_, header, name)| format!("`{header}` as `{name}`")).collect();
    let more = if headers.len() > SHOWN { " …" } else { "" };
    let columns = if rest.is_empty() { "a column is" } else { "columns are" };
    let message = format!("{columns} read under the contract's names: {}{more}", read_as.join(", "));
    let mut found = LINT.at(first.0, message);
    for (at, ..) in rest {
        found = found.also(*at, "");
    }
    Some(found.help("rename them so to say it for good"))
}
