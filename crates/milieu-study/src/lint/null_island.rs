//! SPA004: a position is 0, 0.

use super::Lint;
use super::whereabouts::Whereabouts;
use crate::diagnostic::{Diagnostic, Severity};

/// Documentation of SPA004.
pub static LINT: Lint = Lint {
    code: "SPA004",
    name: "null-island",
    severity: Severity::Warning,
    what: r#"A position is 0, 0."#,
    why: r#"It lies in the Gulf of Guinea. Programs write 0 where a position is not known; not known is a blank."#,
    bad: r#"--- places.csv
id,lat,lon,source
a,0,0,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,lat,lon,source
a,,,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each position.
pub fn check(whereabouts: &Whereabouts, out: &mut Vec<Diagnostic>) {
    for located in whereabouts.positions.iter().filter(|p| p.given.lat == 0.0 && p.given.lon == 0.0) {
        out.push(
            LINT.at(located.lat_at, "the position 0, 0 lies in the ocean off Africa")
                .also(located.lon_at, "")
                .help("leave `lat` and `lon` blank if the position is not known"),
        );
    }
}
