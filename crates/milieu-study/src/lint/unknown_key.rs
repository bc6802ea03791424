//! SCH010: a key of a TOML file is not known.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Documentation of SCH010.
pub static LINT: Lint = Lint {
    code: "SCH010",
    name: "unknown-key",
    severity: Severity::Warning,
    what: r#"A key of a TOML file is not known."#,
    why: r#"It has no effect; a misspelt key silently takes its default."#,
    bad: r#"--- study.toml
title = "T"
license = "CC-BY-4.0"
"#,
    good: r#"--- study.toml
title = "T"
licence = "CC-BY-4.0"
"#,
};

/// With the nearest key, if one is near, and all of them.
pub fn found(at: Span, key: &str, known: &[&str]) -> Diagnostic {
    LINT.at(at, format!("`{key}` is not a key that is read here"))
        .label("has no effect")
        .help(super::choose(key, known))
}
