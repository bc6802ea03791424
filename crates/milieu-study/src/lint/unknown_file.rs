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

/// A file of another kind, or of a kind that is read in another place.
pub fn found(file: FileIx, path: &str) -> Diagnostic {
    let help = match path.rsplit_once('.').map_or("", |(_, kind)| kind) {
        "bib" => "name it sources.bib, or add its entries to that file",
        "geojson" => "put shapes of territories in geo/",
        "md" => "put field notes in notes/",
        "toml" => "settings stand in study.toml and codebook.toml, saved analyses in analyses/",
        _ => "save tables as CSV under a name of the contract (`milieu explain tables`)",
    };
    LINT.at(Span::file(file), format!("`{path}` is not a file that a study reads; it is left alone")).help(help)
}

/// A table that is neither of the contract nor looks like a table of places.
pub fn table(file: FileIx, path: &str) -> Diagnostic {
    let near = TABLES.iter().map(|t| t.file);
    let meant = name::nearest(path, near).map_or(String::new(), |n| format!("did you mean `{n}`? Otherwise, "));
    LINT.at(Span::file(file), format!("the table `{path}` is not of the contract; it is kept and not read"))
        .help(format!("{meant}a table with columns for latitude and longitude is read as places; `milieu explain tables` lists the others"))
}
