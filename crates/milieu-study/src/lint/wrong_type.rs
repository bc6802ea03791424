//! SCH011: a key of a TOML file has a value of another type.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Documentation of SCH011.
pub static LINT: Lint = Lint {
    code: "SCH011",
    name: "wrong-type",
    severity: Severity::Error,
    what: r#"A key of a TOML file has a value of another type."#,
    why: r#"It is not read, so that its default holds."#,
    bad: r#"--- study.toml
title = ["T"]
"#,
    good: r#"--- study.toml
title = "T"
"#,
};

/// `wanted` completes "write".
pub fn found(at: Span, key: &str, wanted: &str) -> Diagnostic {
    LINT.at(at, format!("`{key}` has a value of another type")).label("not read").help(format!("write {wanted}"))
}
