//! SYN012: a TOML file breaks the rules of TOML.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Documentation of SYN012.
pub static LINT: Lint = Lint {
    code: "SYN012",
    name: "toml-syntax",
    severity: Severity::Error,
    what: r#"A TOML file breaks the rules of TOML."#,
    why: r#"What stands after the mistake may be missing."#,
    bad: r#"--- study.toml
title = Maker cities
"#,
    good: r#"--- study.toml
title = "Maker cities"
"#,
};

/// As the TOML reader says it.
pub fn found(at: Span, message: &str) -> Diagnostic {
    LINT.at(at, format!("this is not TOML: {message}"))
        .help("texts stand in double quotes, lists in [ ], tables under [name]")
}
