//! `positions`: where places were.

use milieu_study::schema::Table;
use milieu_study::time::Edtf;
use milieu_study::{Study, position};

use super::{Column, Sink, day};
use crate::cell::Cell;

#[rustfmt::skip]
pub const COLUMNS: &[Column] = &[
    ("place", "text", "Id of the place."),
    ("given_by", "text", "Row that gives the position: a site, the place itself, or a territory standing in for it."),
    ("stands_in", "integer", "1 where it is only a territory's label point."),
    ("lat", "real", "Latitude as given, degrees."),
    ("lon", "real", "Longitude as given, degrees."),
    ("crs", "text", "Datum as given, else the study's default."),
    ("lat_wgs84", "real", "Latitude in WGS84; as given for an unknown datum."),
    ("lon_wgs84", "real", "Longitude in WGS84."),
    ("radius_m", "real", "Radius within which the true position lies, metres."),
    ("valid_from", "text", "First day it may have been there."),
    ("valid_to", "text", "Last day."),
];

pub fn fill(study: &Study, sink: &mut Sink<'_>) -> rusqlite::Result<()> {
    for place in study.entities_of(Table::Places) {
        for position in position::of_place(study, place) {
            let by = study.entity(position.of);
            let bounds = position.valid.map(|Edtf { bounds, .. }| bounds);
            let from = bounds.and_then(|b| day(b.earliest_start));
            let to = bounds.and_then(|b| day(b.latest_end));
            sink.row(&[
                Cell::Text(&study.entity(place).id),
                Cell::Text(&by.id),
                Cell::Integer(i64::from(by.kind == Table::Territories)),
                Cell::Real(position.given.lat),
                Cell::Real(position.given.lon),
                Cell::Text(position.crs.as_str()),
                Cell::Real(position.wgs84.lat),
                Cell::Real(position.wgs84.lon),
                Cell::real(position.radius_m),
                Cell::text(from.as_deref()),
                Cell::text(to.as_deref()),
            ])?;
        }
    }
    Ok(())
}
