//! SCH001: the folder has no study.toml.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity};

/// Documentation of SCH001.
pub static LINT: Lint = Lint {
    code: "SCH001",
    name: "no-study",
    severity: Severity::Error,
    what: r#"The folder has no study.toml."#,
    why: r#"study.toml marks a folder as a study and gives its title."#,
    bad: r#"--- places.csv
id,name,source
a,A,k
--- sources.bib
@misc{k, title={T}, date={2016}}
--- no study.toml
"#,
    good: r#"--- study.toml
title = "Maker cities"
"#,
};

/// Nothing marks the folder as a study.
pub fn found() -> Diagnostic {
    LINT.study("the folder has no study.toml")
        .help("write one with at least `title = \"…\"`, or begin with `milieu new FOLDER`")
}
