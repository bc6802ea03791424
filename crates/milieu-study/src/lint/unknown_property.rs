//! REF003: a claim speaks of a property that the entity's table and the codebook do not have.

use super::Lint;
use crate::codebook::Codebook;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::name;
use crate::schema::Table;

/// Documentation of REF003.
pub static LINT: Lint = Lint {
    code: "REF003",
    name: "unknown-property",
    severity: Severity::Warning,
    what: r#"A claim speaks of a property that the entity's table and the codebook do not have."#,
    why: r#"It stands beside no other statement, so a contradiction would not be seen."#,
    bad: r#"--- places.csv
id,opened,source
a,2010,k
--- claims.csv
entity,property,value,source
a,openned,2011,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,opened,source
a,2010,k
--- claims.csv
entity,property,value,source
a,opened,2010,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// With the nearest column or variable.
pub fn found(at: Span, property: &str, kind: Table, codebook: &Codebook) -> Diagnostic {
    let variables = codebook.variables.iter().map(|v| v.entry.code.as_str());
    let help = match name::nearest(property, kind.spec().columns.iter().map(|c| c.name).chain(variables)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "describe it under [[variables]] in codebook.toml".to_owned(),
    };
    LINT.at(at, format!("`{property}` is neither a column of {} nor a variable of the codebook", kind.spec().file))
        .help(help)
}
