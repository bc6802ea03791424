//! REF001: an id leads nowhere.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::fact::Entity;
use crate::name;
use crate::schema::Table;
use crate::study::Study;

/// Documentation of REF001.
pub static LINT: Lint = Lint {
    code: "REF001",
    name: "unknown-entity",
    severity: Severity::Error,
    what: r#"An id leads nowhere."#,
    why: r#"The statement cannot be tied to what it speaks of."#,
    bad: r#"--- places.csv
id,territory,source
a,shangai,k
--- territories.csv
id,source
shanghai,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,territory,source
a,shanghai,k
--- territories.csv
id,source
shanghai,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// With the nearest id of the tables the column may name, if one is to be suggested.
pub fn found(at: Span, id: &str, tables: &[Table], study: &Study, suggest: bool) -> Diagnostic {
    let fits = |e: &&Entity| suggest && (tables.is_empty() || tables.contains(&e.kind));
    let near = name::nearest(id, study.entities.iter().filter(fits).map(|e| &*e.id));
    let help = match (near, tables) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, [table, ..]) => format!("add a row with this id to {}", table.spec().file),
        (None, []) => "add a row with this id to the table it belongs to".to_owned(),
    };
    LINT.at(at, format!("nothing has the id `{id}`")).help(help)
}
