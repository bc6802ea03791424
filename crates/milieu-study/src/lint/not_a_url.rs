//! SCH016: an address does not begin with http:// or https://.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Documentation of SCH016.
pub static LINT: Lint = Lint {
    code: "SCH016",
    name: "not-a-url",
    severity: Severity::Warning,
    what: r#"An address does not begin with http:// or https://."#,
    why: r#"It cannot be opened, and other schemes are not made into links."#,
    bad: r#"--- places.csv
id,website,source
a,xinchejian.com,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,website,source
a,http://xinchejian.com,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// Shown as text, not as a link.
pub fn found(at: Span, text: &str) -> Diagnostic {
    let help = if text.contains(':') {
        "give an http or https address, or put it in `notes`".to_owned()
    } else {
        format!("write `https://{}` if that is where it leads", text.trim_start_matches('/'))
    };
    LINT.at(at, "a web address begins with http:// or https://").label("shown as text, not as a link").help(help)
}
