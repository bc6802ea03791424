//! SPA006: a place lies far from its territory.

use super::Lint;
use super::whereabouts::Whereabouts;
use crate::diagnostic::{Diagnostic, Severity};
use crate::space;
use crate::study::Study;

/// Documentation of SPA006.
pub static LINT: Lint = Lint {
    code: "SPA006",
    name: "far-from-territory",
    severity: Severity::Warning,
    what: r#"A place lies far from its territory."#,
    why: r#"The position is more than 200 km from the label point of its prefecture, county, town or zone (1,000 km for a province): a digit, a sign or the territory is probably wrong."#,
    bad: r#"--- places.csv
id,territory,lat,lon,source
a,sz,32.54,114.06,k
--- territories.csv
id,level,lat,lon,crs,source
sz,prefecture,22.54,114.06,wgs84,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
    good: r#"--- places.csv
id,territory,lat,lon,crs,source
a,sz,22.54,114.06,wgs84,k
--- territories.csv
id,level,lat,lon,crs,source
sz,prefecture,22.54,114.06,wgs84,k
--- sources.bib
@misc{k, title={T}, date={2016}}
"#,
};

/// One finding for each position.
pub fn check(study: &Study, whereabouts: &Whereabouts, out: &mut Vec<Diagnostic>) {
    for located in &whereabouts.positions {
        let Some((territory, point)) = located.territory.and_then(|t| Some((t, whereabouts.label_point(t)?))) else {
            continue;
        };
        let e = study.entity(territory);
        let limit_km = match study.row_cell(e.table, e.row, "level").as_deref() {
            Some("world" | "country" | "region") => continue,
            Some("province") => 1000.0,
            _ => 200.0,
        };
        // A degree of latitude is 111 km: near positions need no geodesic.
        let near = (located.given.lat - point.lat).abs() < 1.0 && (located.given.lon - point.lon).abs() < 1.0;
        let km = if near { 0.0 } else { space::distance_m(located.given, point) / 1000.0 };
        if km <= limit_km || whereabouts.swapped(located) {
            continue;
        }
        let mut found = LINT
            .at(located.lat_at, format!("the position lies {km:.0} km from `{}`, its territory", e.id))
            .label("`lat`")
            .also(located.lon_at, "`lon`");
        if let Some(at) = located.territory_at {
            found = found.also(at, "the territory");
        }
        out.push(
            found.help("check the digits and signs of the position, the territory, and the territory's label point"),
        );
    }
}
