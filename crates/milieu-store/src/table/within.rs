//! `within`: territories at every level.

use milieu_study::Study;
use milieu_study::fact::EntityIx;

use super::{Column, Sink};
use crate::cell::Cell;

#[rustfmt::skip]
pub const COLUMNS: &[Column] = &[
    ("entity", "text", "Id of what lies in it."),
    ("territory", "text", "Id of the territory."),
    ("level", "text", "The territory's level: country, province, prefecture …"),
    ("steps", "integer", "How far up: 1 for the nearest."),
];

pub fn fill(study: &Study, sink: &mut Sink<'_>) -> rusqlite::Result<()> {
    for (i, entity) in study.entities.iter().enumerate() {
        for (steps, territory) in study.territories_of(EntityIx(i as u32)).into_iter().enumerate() {
            let t = study.entity(territory);
            let level = study.row_cell(t.table, t.row, "level");
            sink.row(&[
                Cell::Text(&entity.id),
                Cell::Text(&t.id),
                Cell::text(level.as_deref()),
                Cell::whole(steps + 1),
            ])?;
        }
    }
    Ok(())
}
