//! `lives`: openings and ends, with what is not known.

use milieu_study::Study;
use milieu_study::life::{self, Basis, End};
use milieu_study::schema::Table;

use super::{Column, Sink, day};
use crate::cell::Cell;

#[rustfmt::skip]
pub const COLUMNS: &[Column] = &[
    ("place", "text primary key", "Id of the place."),
    ("opened_earliest", "text", "It cannot have opened before this day."),
    ("opened_latest", "text", "It had opened by this day."),
    ("end_kind", "text", "event: it ended; censored: still there when last heard of; unknown: nothing says."),
    ("end_earliest", "text", "Of an event: the first day it may have been."),
    ("end_latest", "text", "Of an event: the last day."),
    ("exit", "text", "Of an event: closed, absorbed or converted."),
    ("censored_at", "text", "Of a censored life: the last day it is known to have been there."),
    ("basis", "text", "What that day rests on: last_confirmed, or the last cited source."),
    ("basis_source", "text", "Key of that source."),
    ("status", "text", "State when last heard of."),
];

pub fn fill(study: &Study, sink: &mut Sink<'_>) -> rusqlite::Result<()> {
    for place in study.entities_of(Table::Places) {
        let life = life::of(study, place);
        let opened = life.opened.map_or([None, None], |bounds| bounds.map(day));
        let (kind, when, exit, at, basis) = match &life.end {
            End::Event { when, exit } => ("event", when.map(day), Some(exit.as_str()), None, None),
            End::Censored { at, basis } => ("censored", [None, None], None, Some(at.to_string()), Some(*basis)),
            End::Unknown => ("unknown", [None, None], None, None, None),
        };
        let (basis, source) = match basis {
            Some(Basis::LastConfirmed) => (Some("last_confirmed"), None),
            Some(Basis::LastSource(s)) => (Some("last_source"), Some(study.sources[s.0 as usize].item.key.as_str())),
            None => (None, None),
        };
        sink.row(&[
            Cell::Text(&study.entity(place).id),
            Cell::text(opened[0].as_deref()),
            Cell::text(opened[1].as_deref()),
            Cell::Text(kind),
            Cell::text(when[0].as_deref()),
            Cell::text(when[1].as_deref()),
            Cell::text(exit),
            Cell::text(at.as_deref()),
            Cell::text(basis),
            Cell::text(source),
            Cell::Text(&life.status),
        ])?;
    }
    Ok(())
}
