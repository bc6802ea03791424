//! SRC001: a citation names a source that the bibliography does not have.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::name;
use crate::study::Study;

/// Documentation of SRC001.
pub static LINT: Lint = Lint {
    code: "SRC001",
    name: "unknown-source",
    severity: Severity::Error,
    what: r#"A citation names a source that the bibliography does not have."#,
    why: r#"The statement cannot be traced back."#,
    bad: r#"--- places.csv
id,source
a,shh2016 p. 7
--- sources.bib
@misc{sh2016, title={T}}
"#,
    good: r#"--- places.csv
id,source
a,sh2016 p. 7
--- sources.bib
@misc{sh2016, title={T}}
"#,
};

/// With the nearest key.
pub fn found(at: Span, key: &str, study: &Study) -> Diagnostic {
    let help = match name::nearest(key, study.sources.iter().map(|s| s.item.key.as_str())) {
        Some(near) => format!("did you mean `{near}`?"),
        None => format!("add an item with the key `{key}` to sources.bib"),
    };
    LINT.at(at, format!("the bibliography has no `{key}`")).help(help)
}
