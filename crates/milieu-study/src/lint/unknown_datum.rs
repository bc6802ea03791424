//! SPA005: positions in mainland China have no known datum.

use super::Lint;
use super::whereabouts::{Located, Whereabouts};
use crate::diagnostic::{Diagnostic, Severity};
use crate::space::{self, Crs};

/// Documentation of SPA005.
pub static LINT: Lint = Lint {
    code: "SPA005",
    name: "unknown-datum",
    severity: Severity::Note,
    what: r#"Positions in mainland China have no known datum."#,
    why: r#"Chinese maps shift positions by 300–900 m (GCJ-02, BD-09). Without the datum a place is drawn with that uncertainty."#,
    bad: r#"--- places.csv
id,lat,lon,source
a,31.21,121.46,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,lat,lon,crs,source
a,31.21,121.46,wgs84,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each table, with the number of positions.
pub fn check(whereabouts: &Whereabouts, out: &mut Vec<Diagnostic>) {
    let mut found: Vec<(&Located, usize)> = vec![];
    for located in &whereabouts.positions {
        if located.crs != Crs::Unknown || !space::in_mainland_china(located.given) {
            continue;
        }
        match found.last_mut().filter(|(first, _)| first.lat_at.file == located.lat_at.file) {
            Some((_, count)) => *count += 1,
            None => found.push((located, 1)),
        }
    }
    for (first, count) in found {
        let positions = if count == 1 {
            "a position in mainland China has".to_owned()
        } else {
            format!("{count} positions in mainland China have")
        };
        out.push(
            LINT.at(first.lat_at, format!("{positions} no known datum and may be 300–900 m off"))
                .label(if count == 1 { "" } else { "the first of them" })
                .help("write `wgs84`, `gcj02` or `bd09` in `crs`, or `crs = …` in study.toml if all have the same"),
        );
    }
}
