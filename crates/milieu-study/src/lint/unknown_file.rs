//! SCH002: a file is not part of the contract of a study.

use super::Lint;
use crate::diagnostic::{Diagnostic, FileIx, Severity, Span};
use crate::name;
use crate::schema::TABLES;

/// Documentation of SCH002.
pub static LINT: Lint = Lint {
    code: "SCH002",
    name: "unknown-file",
    severity: Severity::Note,
    what: r#"A file is not part of the contract of a study."#,
    why: r#"It is kept and left alone: nothing it states reaches pages or analyses."#,
    bad: r#"--- interviews.csv
who,words
x,y
"#,
    good: r#"--- notes/interviews.md
# Interviews
"#,
};

/// A file of another kind: a photograph, a spreadsheet.
pub fn found(file: FileIx, path: &str) -> Diagnostic {
    LINT.at(Span::file(file), format!("`{path}` is not a kind of file a study reads; it is left alone"))
        .help("save tables as CSV under a name of the contract (`milieu explain tables`)")
}

/// A table that is neither of the contract nor looks like a table of places.
pub fn table(file: FileIx, path: &str) -> Diagnostic {
    let near = TABLES.iter().map(|t| t.file);
    let meant = name::nearest(path, near).map_or(String::new(), |n| format!("did you mean `{n}`? Otherwise, "));
    LINT.at(Span::file(file), format!("the table `{path}` is not of the contract; it is kept and not read"))
        .help(format!("{meant}a table with columns for latitude and longitude is read as places; `milieu explain tables` lists the others"))
}
