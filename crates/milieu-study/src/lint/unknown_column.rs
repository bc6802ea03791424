//! SCH003: a column is neither in the contract nor in the codebook.

use super::Lint;
use crate::codebook::Codebook;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::name;
use crate::schema::TableSpec;

/// Documentation of SCH003.
pub static LINT: Lint = Lint {
    code: "SCH003",
    name: "unknown-column",
    severity: Severity::Warning,
    what: r#"A column is neither in the contract nor in the codebook."#,
    why: r#"It is kept as plain text: no type is checked, no label shown, and analyses cannot use it."#,
    bad: r#"--- places.csv
id,name,openned,source
a,A,2010,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,opened,source
a,A,2010,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// With the nearest known column, if one is near.
pub fn found(at: Span, header: &str, spec: &'static TableSpec, codebook: &Codebook) -> Diagnostic {
    let variables = codebook.variables.iter().map(|v| v.entry.code.as_str());
    let help = match name::nearest(header, spec.columns.iter().map(|c| c.name).chain(variables)) {
        Some(near) => format!("did you mean `{near}`? Otherwise describe it under [[variables]] in codebook.toml"),
        None => format!("describe it under [[variables]] in codebook.toml: code = \"{header}\", type = …, label = …"),
    };
    LINT.at(at, format!("`{header}` is neither a column of {} nor a variable of the codebook", spec.file))
        .label("kept as text")
        .help(help)
}
