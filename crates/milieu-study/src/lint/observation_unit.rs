//! PLN006: measured values are in another unit than their indicator.

use std::collections::BTreeMap;

use super::Lint;
use super::sheet::sheets;
use crate::diagnostic::{Diagnostic, Severity, Span};
use crate::schema::Table;
use crate::study::Study;

/// Documentation of PLN006.
pub static LINT: Lint = Lint {
    code: "PLN006",
    name: "observation-unit",
    severity: Severity::Warning,
    what: r#"Measured values are in another unit than their indicator."#,
    why: r#"They cannot be held against targets or against each other."#,
    bad: r#"--- places.csv
id,name,source
a,A,k
--- observations.csv
entity,indicator,period,value,unit,source
a,labs,2015,3,m2,k
--- codebook.toml
[[indicators]]
code = "labs"
unit = "labs"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,name,source
a,A,k
--- observations.csv
entity,indicator,period,value,unit,source
a,labs,2015,3,labs,k
--- codebook.toml
[[indicators]]
code = "labs"
unit = "labs"
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// A unit that fits whatever is counted: firms, brands, brand names.
const COUNT: &str = "count";

/// One finding for each indicator and unit, with the number of values.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let mut found: BTreeMap<(String, String), (Span, usize)> = BTreeMap::new();
    for sheet in sheets(study, Table::Observations) {
        let (Some(unit), indicator) = (sheet.column("unit"), sheet.column("indicator")) else { continue };
        for row in sheet.rows() {
            let (own, code) = (sheet.cell(row, Some(unit)), sheet.cell(row, indicator));
            let declared = study.codebook.indicator(&code).and_then(|i| i.unit.as_deref());
            if !own.is_empty() && declared.is_some_and(|d| d != own && d != COUNT) {
                let at = sheet.span(row, Some(unit));
                found.entry((code.into_owned(), own.into_owned())).or_insert((at, 0)).1 += 1;
            }
        }
    }
    for ((code, own), (at, count)) in found {
        let declared = study.codebook.indicator(&code).and_then(|i| i.unit.as_deref()).unwrap_or_default();
        let values = if count == 1 { "a value is".to_owned() } else { format!("{count} values are") };
        out.push(
            LINT.at(at, format!("{values} in `{own}`, while `{code}` is in `{declared}`"))
                .label(if count == 1 { "" } else { "the first of them" })
                .help("convert the values, or describe a second indicator in codebook.toml"),
        );
    }
}
