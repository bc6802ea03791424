//! Positions and sites of a place.

use milieu_method::place::Place;
use milieu_study::Study;
use milieu_study::fact::EntityIx;
use milieu_study::life;
use milieu_study::position;
use milieu_study::schema::Table;
use milieu_study::space::Crs;

use crate::date::decimal;
use crate::evidence::Statements;
use crate::label;
use crate::page::{Position, SiteShown};

/// Positions as the atlas draws them.
pub(crate) fn positions(study: &Study, place: &Place) -> Vec<Position> {
    place.positions.iter().map(|p| of(study, place.entity, p)).collect()
}

/// A position as the atlas draws it.
pub(crate) fn of(study: &Study, place: EntityIx, position: &position::Position) -> Position {
    let [from, to] = when(study, place, position);
    // Six decimal places are a tenth of a metre.
    let degrees = |d: f64| (d * 1e6).round() / 1e6;
    Position {
        lat: degrees(position.wgs84.lat),
        lon: degrees(position.wgs84.lon),
        from: from.map(decimal),
        to: to.map(decimal),
        radius_m: position.radius_m.map(f64::round),
        from_territory: study.entity(position.of).kind == Table::Territories,
    }
}

/// When a place was there: the site's own `valid`, else from the first to the last state at that site.
fn when(study: &Study, place: EntityIx, position: &position::Position) -> [Option<f64>; 2] {
    if let Some(valid) = position.valid.filter(|_| position.of != place) {
        let [from, _, _, to] = valid.bounds.year_fractions();
        return [from, to];
    }
    let states: Vec<life::Spell> =
        life::spells(study, place).into_iter().filter(|s| s.site == Some(position.of)).collect();
    let from = states.iter().map(|s| s.from.and_then(|(_, d)| d.bounds.year_fractions()[0]));
    let to = states.iter().map(|s| s.to.and_then(|(_, d)| d.bounds.year_fractions()[3]));
    // One state of unknown start or end leaves that side open.
    let from: Option<Vec<f64>> = from.collect();
    let to: Option<Vec<f64>> = to.collect();
    [from.and_then(|f| f.into_iter().reduce(f64::min)), to.and_then(|t| t.into_iter().reduce(f64::max))]
}

/// The sites of a place in the order of their dates; where none of them has a position, what stands in for one comes last: the
/// place's own coordinates, else the label point of its territory.
pub(crate) fn shown(study: &Study, place: &Place, out: &mut Statements<'_>) -> Vec<SiteShown> {
    let mut sites = position::sites(study, place.entity);
    // As occupied; undated ones last, in file order.
    sites.sort_by_key(|&ix| {
        let e = study.entity(ix);
        let valid = study.row_date(e.table, e.row, "valid").and_then(|d| d.bounds.earliest_start.day());
        valid.map_or(i64::MAX, |d| i64::from(d.0))
    });
    let at = |ix: EntityIx| place.positions.iter().find(|p| p.of == ix);
    let others = place.positions.iter().map(|p| p.of).filter(|of| !sites.contains(of)).collect::<Vec<_>>();
    sites
        .iter()
        .chain(&others)
        .map(|&ix| {
            let mut cell = |column: &str| study.own(ix, column).map(|f| out.written(f));
            let (address, name, valid, host) = (cell("address"), cell("name"), cell("valid"), cell("host"));
            let position = at(ix);
            SiteShown {
                id: study.entity(ix).id.to_string(),
                address: match (name, address) {
                    (Some(name), Some(address)) if !name.text.contains(&address.text) => {
                        let evidence = [name.evidence, address.evidence].concat();
                        Some(crate::page::Shown { text: format!("{}, {}", name.text, address.text), evidence })
                    }
                    (name, address) => name.or(address),
                },
                given: position.map(|p| out.shown(given(p), &p.facts)),
                position: position.map(|p| of(study, place.entity, p)),
                valid: valid.filter(|_| ix != place.entity),
                host,
                territory: study
                    .row_entity(study.entity(ix).table, study.entity(ix).row, "territory")
                    .map(|t| label::link(study, t)),
            }
        })
        .collect()
}

/// Coordinates and datum as given.
fn given(position: &position::Position) -> String {
    let crs = match position.crs {
        Crs::Wgs84 => "WGS84",
        Crs::Gcj02 => "GCJ-02",
        Crs::Bd09 => "BD-09",
        Crs::Unknown => "?",
    };
    format!("{}, {} ({crs})", position.given.lat, position.given.lon)
}
