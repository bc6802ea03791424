//! SPA001: a coordinate lies outside the globe.

use super::Lint;
use crate::diagnostic::{Diagnostic, Severity, Span};

/// Documentation of SPA001.
pub static LINT: Lint = Lint {
    code: "SPA001",
    name: "coordinate-range",
    severity: Severity::Error,
    what: r#"A coordinate lies outside the globe."#,
    why: r#"Latitudes go from -90 to 90 degrees, longitudes from -180 to 180. Often the two are swapped, or the number is in a projected system."#,
    bad: r#"--- places.csv
id,lat,lon,source
a,121.46,31.21,k
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

/// `limit` is 90 or 180.
pub fn found(at: Span, name: &str, value: f64, limit: f64) -> Diagnostic {
    let help = if limit < 100.0 && value.abs() <= 180.0 {
        "latitude and longitude may be swapped"
    } else {
        "give degrees; projected coordinates (metres) must be converted first"
    };
    LINT.at(at, format!("a `{name}` of {value} lies outside the globe"))
        .label(format!("from -{limit} to {limit} degrees"))
        .help(help)
}
