//! SPA002: a latitude stands without a longitude, or the reverse.

use super::Lint;
use super::sheet::sheets;
use crate::diagnostic::{Diagnostic, Severity};
use crate::schema::Table;
use crate::study::Study;

/// Documentation of SPA002.
pub static LINT: Lint = Lint {
    code: "SPA002",
    name: "half-position",
    severity: Severity::Error,
    what: r#"A latitude stands without a longitude, or the reverse."#,
    why: r#"Half a position cannot be drawn or measured."#,
    bad: r#"--- places.csv
id,lat,lon,source
a,31.21,,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,lat,lon,source
a,31.21,121.46,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each row, or one for a table that lacks a column.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    for sheet in [Table::Places, Table::Sites, Table::Territories].into_iter().flat_map(|t| sheets(study, t)) {
        let (lat, lon) = (sheet.column("lat"), sheet.column("lon"));
        match (lat, lon) {
            (None, None) => {}
            (Some(c), None) | (None, Some(c)) => {
                let (here, missing) = if lat.is_some() { ("lat", "lon") } else { ("lon", "lat") };
                out.push(
                    LINT.at(
                        sheet.data.columns[c].at,
                        format!("the table has a column `{here}` but no column `{missing}`"),
                    )
                    .help(format!("add `{missing}`, or delete `{here}`")),
                );
            }
            (Some(_), Some(_)) => {
                for row in sheet.rows() {
                    let blank = match (sheet.cell(row, lat).is_empty(), sheet.cell(row, lon).is_empty()) {
                        (false, true) => (lon, "lon"),
                        (true, false) => (lat, "lat"),
                        _ => continue,
                    };
                    out.push(
                        LINT.at(sheet.span(row, blank.0), format!("half a position: `{}` is blank", blank.1))
                            .label("nothing here")
                            .help(format!("fill in `{}`, or clear the other if the position is not known", blank.1)),
                    );
                }
            }
        }
    }
}
