//! COD008: the primary scheme of the study is not in the codebook.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity};
use crate::study::Study;

/// Documentation of COD008.
pub static LINT: Lint = Lint {
    code: "COD008",
    name: "unknown-primary-scheme",
    severity: Severity::Warning,
    what: r#"The primary scheme of the study is not in the codebook."#,
    why: r#"Maps and lists show the primary scheme first; a name that leads nowhere silently shows another."#,
    bad: r#"--- study.toml
title = "T"
primary_scheme = "from"
--- codebook.toml
[[schemes]]
code = "form"
"#,
    good: r#"--- study.toml
title = "T"
primary_scheme = "form"
--- codebook.toml
[[schemes]]
code = "form"
"#,
};

/// One finding, where study.toml names it. A variable of the codebook may stand for a scheme.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let (Some(code), Some(at)) = (&study.settings.primary_scheme, study.settings.primary_scheme_at) else { return };
    let book = &study.codebook;
    let schemes = book.schemes.iter().map(|s| s.entry.code.as_str());
    let choices: Vec<&str> = schemes.chain(book.variables.iter().map(|v| v.entry.code.as_str())).collect();
    if !choices.contains(&code.as_str()) && code != "kind" {
        let found = LINT.at(at, format!("the codebook has no scheme `{code}`")).label("shows nothing");
        out.push(if choices.is_empty() {
            found.help("describe it under [[schemes]] in codebook.toml")
        } else {
            found.help(super::choose(code, &choices))
        });
    }
}
