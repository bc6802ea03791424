//! Where a place was: positions kept as given, WGS84 derived.

use crate::fact::{EntityIx, FactIx, Value};
use crate::schema::Table;
use crate::space::{self, Crs, LatLon};
use crate::study::Study;
use crate::time::Edtf;

/// A position of an entity.
#[derive(Clone, Debug)]
pub struct Position {
    /// The row that gives it: the entity itself, a site, or a territory standing in for it.
    pub of: EntityIx,
    /// Degrees as written.
    pub given: LatLon,
    /// Datum: as written, else the study's default.
    pub crs: Crs,
    /// Degrees in WGS84; equal to `given` for an unknown datum.
    pub wgs84: LatLon,
    /// Radius within which the true position lies, metres: the given precision, or the shift an
    /// unknown datum may hide within mainland China.
    pub radius_m: Option<f64>,
    /// When it was there.
    pub valid: Option<Edtf>,
    /// The statements of latitude and longitude.
    pub facts: Vec<FactIx>,
}

/// The position in an entity's own row, if it has one.
#[must_use]
pub fn own(study: &Study, entity: EntityIx) -> Option<Position> {
    let (lat, lat_by) = study.used(entity, "lat")?;
    let (lon, lon_by) = study.used(entity, "lon")?;
    let (Value::Number(lat), Value::Number(lon)) = (lat, lon) else { return None };
    let e = study.entity(entity);
    let crs = study.row_cell(e.table, e.row, "crs").and_then(|w| Crs::parse(&w)).unwrap_or(study.settings.crs);
    let given = LatLon { lat, lon };
    let precision = study.row_cell(e.table, e.row, "precision_m").and_then(|p| p.parse::<f64>().ok());
    let shift = (crs == Crs::Unknown && space::in_mainland_china(given)).then(|| space::shift_m(given));
    let radius_m = match (precision, shift) {
        (Some(a), Some(b)) => Some(a + b),
        (a, b) => a.or(b),
    };
    Some(Position {
        of: entity,
        given,
        crs,
        wgs84: space::to_wgs84(given, crs),
        radius_m,
        valid: study.row_date(e.table, e.row, "valid"),
        facts: [lat_by, lon_by].concat(),
    })
}

/// Sites of a place, in file order.
#[must_use]
pub fn sites(study: &Study, place: EntityIx) -> Vec<EntityIx> {
    let mut sites: Vec<EntityIx> = study
        .mentions_of(place)
        .iter()
        .filter(|(_, at)| study.table(at.table).table == Table::Sites)
        .filter_map(|(_, at)| study.row_entity(at.table, at.row, "id"))
        .filter(|&site| {
            let e = study.entity(site);
            e.kind == Table::Sites && study.row_entity(e.table, e.row, "place") == Some(place)
        })
        .collect();
    sites.sort_unstable();
    sites.dedup();
    sites
}

/// All positions of a place: its sites', else its own; when neither is known, the label point of
/// the nearest territory that has one, which is the last entry's `of`.
#[must_use]
pub fn of_place(study: &Study, place: EntityIx) -> Vec<Position> {
    let mut found: Vec<Position> = sites(study, place).into_iter().filter_map(|s| own(study, s)).collect();
    if found.is_empty() {
        found.extend(own(study, place));
    }
    if found.is_empty() {
        found.extend(study.territories_of(place).into_iter().find_map(|t| own(study, t)));
    }
    found
}
