//! SCH008: a cell that must be a number is not one.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Documentation of SCH008.
pub static LINT: Lint = Lint {
    code: "SCH008",
    name: "not-a-number",
    severity: Severity::Error,
    what: r#"A cell that must be a number is not one."#,
    why: r#"It cannot be counted, drawn or compared. Units belong in the column `unit`, doubts in `notes` or `certainty`."#,
    bad: r#"--- places.csv
id,precision_m,source
a,"1,200 m",k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,precision_m,source
a,1200,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// With the number that was probably meant.
pub fn found(at: Span, name: &str, text: &str) -> Diagnostic {
    let digits: String = text.chars().filter(|c| c.is_ascii_digit() || matches!(c, '.' | '-')).collect();
    let help = match digits.parse::<f64>() {
        Ok(_) if !text.contains('/') => {
            format!("write `{digits}`; units stand in the column `unit`, ranges in claims.csv")
        }
        _ => "leave the cell blank if the number is not known; put words in `notes`".to_owned(),
    };
    LINT.at(at, format!("`{text}` is not a number")).label(format!("`{name}` holds numbers")).help(help)
}
