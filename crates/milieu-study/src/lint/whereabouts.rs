//! Positions with what can be held against them: their territory and the study's other places.

use rustc_hash::FxHashMap;

use super::sheet::sheets;
use super::{far_from_territory, null_island, swapped_coordinates, unknown_datum};
use crate::diagnostic::{Diagnostic, Span};
use crate::fact::EntityIx;
use crate::position;
use crate::schema::Table;
use crate::space::{self, Crs, LatLon};
use crate::study::Study;

/// The lints on positions, which look at the same whereabouts.
pub fn check(study: &Study, out: &mut Vec<Diagnostic>) {
    let whereabouts = Whereabouts::of(study);
    swapped_coordinates::check(&whereabouts, out);
    null_island::check(&whereabouts, out);
    unknown_datum::check(&whereabouts, out);
    far_from_territory::check(study, &whereabouts, out);
}

/// A position of a place or a site as its row gives it.
pub struct Located {
    /// Degrees as written.
    pub given: LatLon,
    /// Datum as written, else the study's default.
    pub crs: Crs,
    /// Cell of the latitude.
    pub lat_at: Span,
    /// Cell of the longitude.
    pub lon_at: Span,
    /// Territory the row names.
    pub territory: Option<EntityIx>,
    /// Its cell.
    pub territory_at: Option<Span>,
}

/// All positions of places and sites.
pub struct Whereabouts {
    /// In table and row order.
    pub positions: Vec<Located>,
    label_points: FxHashMap<EntityIx, LatLon>,
    /// The median position, if there are enough to have one.
    middle: Option<LatLon>,
}

/// A swapped position lies at most this near to where it should be, and as written at least so far.
const NEAR_M: f64 = 300_000.0;
const FAR_M: f64 = 1_000_000.0;

impl Whereabouts {
    /// Reads all positions.
    pub fn of(study: &Study) -> Self {
        let mut positions = vec![];
        for sheet in [Table::Places, Table::Sites].into_iter().flat_map(|t| sheets(study, t)) {
            let (Some(lat), Some(lon)) = (sheet.column("lat"), sheet.column("lon")) else { continue };
            let (crs, territory) = (sheet.column("crs"), sheet.column("territory"));
            for row in sheet.rows() {
                let (Some(y), Some(x)) = (sheet.number(row, Some(lat)), sheet.number(row, Some(lon))) else { continue };
                let given = LatLon { lat: y, lon: x };
                if !given.is_valid() {
                    continue;
                }
                let within = sheet.entity(row, territory);
                positions.push(Located {
                    given,
                    crs: Crs::parse(&sheet.cell(row, crs)).unwrap_or(study.settings.crs),
                    lat_at: sheet.data.span(row, lat),
                    lon_at: sheet.data.span(row, lon),
                    territory: within,
                    territory_at: within.map(|_| sheet.span(row, territory)),
                });
            }
        }
        let points = study.entities_of(Table::Territories);
        let label_points = points.filter_map(|t| Some((t, position::own(study, t)?.wgs84))).collect();
        let middle = middle(&positions);
        Self { positions, label_points, middle }
    }

    /// The label point of a territory, if it has one.
    pub fn label_point(&self, territory: EntityIx) -> Option<LatLon> {
        self.label_points.get(&territory).copied()
    }

    /// Whether a position lies far from its territory (else from the middle of all positions), and
    /// the other way round close to it.
    pub fn swapped(&self, p: &Located) -> bool {
        let Some(there) = p.territory.and_then(|t| self.label_point(t)).or(self.middle) else { return false };
        let turned = LatLon { lat: p.given.lon, lon: p.given.lat };
        let roughly = (turned.lat - there.lat).abs() < 3.0;
        roughly
            && turned.is_valid()
            && space::distance_m(turned, there) < NEAR_M
            && space::distance_m(p.given, there) > FAR_M
    }
}

/// The median latitude and longitude of five or more positions.
fn middle(positions: &[Located]) -> Option<LatLon> {
    if positions.len() < 5 {
        return None;
    }
    let median = |of: fn(&Located) -> f64| {
        let mut all: Vec<f64> = positions.iter().map(of).collect();
        let half = all.len() / 2;
        *all.select_nth_unstable_by(half, f64::total_cmp).1
    };
    Some(LatLon { lat: median(|p| p.given.lat), lon: median(|p| p.given.lon) })
}
