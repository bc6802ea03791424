//! SCH007: an id has characters that an id cannot have.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Documentation of SCH007.
pub static LINT: Lint = Lint {
    code: "SCH007",
    name: "malformed-id",
    severity: Severity::Error,
    what: r#"An id has characters that an id cannot have."#,
    why: r#"Ids stand in file names, addresses and queries: unaccented letters, digits, and after the first character also `.` `_` `-` `@`."#,
    bad: r#"--- places.csv
id,name,source
new work unit,A,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,source
new-work-unit,A,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// With a well-formed id to use instead.
pub fn found(at: Span, id: &str, proposal: &str) -> Diagnostic {
    let wrong = LINT.at(at, format!("`{id}` is not an id")).label("letters, digits, `.`, `_`, `-`, `@` only");
    if proposal.is_empty() { wrong.help("use letters and digits") } else { wrong.help(format!("write `{proposal}`")) }
}
