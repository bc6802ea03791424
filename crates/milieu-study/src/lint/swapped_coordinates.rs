//! SPA003: latitude and longitude seem to be swapped.

use super::Lint;
use super::whereabouts::Whereabouts;
use crate::diagnostic::{Diagnostic, Severity};

/// Documentation of SPA003.
pub static LINT: Lint = Lint {
    code: "SPA003",
    name: "swapped-coordinates",
    severity: Severity::Warning,
    what: r#"Latitude and longitude seem to be swapped."#,
    why: r#"As written the place lies far from its territory (or from the study's other places), the other way round close to it."#,
    bad: r#"--- places.csv
id,territory,lat,lon,source
a,paris,2.35,48.86,k
--- territories.csv
id,lat,lon,source
paris,48.86,2.35,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,territory,lat,lon,source
a,paris,48.86,2.35,k
--- territories.csv
id,lat,lon,source
paris,48.86,2.35,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each position.
pub fn check(whereabouts: &Whereabouts, out: &mut Vec<Diagnostic>) {
    for located in whereabouts.positions.iter().filter(|p| whereabouts.swapped(p)) {
        out.push(
            LINT.at(located.lat_at, "latitude and longitude seem to be swapped")
                .label("`lat`")
                .also(located.lon_at, "`lon`")
                .help(format!("write {} in `lat` and {} in `lon`", located.given.lon, located.given.lat)),
        );
    }
}
