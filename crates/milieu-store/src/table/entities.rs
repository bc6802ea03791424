//! `entities`: everything with an id.

use milieu_study::Study;
use milieu_study::fact::EntityIx;
use milieu_study::settings;

use super::{Column, Sink};
use crate::cell::Cell;

#[rustfmt::skip]
pub const COLUMNS: &[Column] = &[
    ("id", "text primary key", "Its id."),
    ("table_name", "text", "Table whose row introduces it."),
    ("label", "text", "Main name: in the study's first language, else any."),
    ("label_zh", "text", "Main name in Chinese."),
    ("facts", "integer", "How many facts are about it."),
    ("file", "text", "File it stands in."),
    ("line", "integer", "Line of its row."),
];

pub fn fill(study: &Study, sink: &mut Sink<'_>) -> rusqlite::Result<()> {
    // A name in no language said is one in the study's first.
    let first: Vec<&str> = study.settings.languages.iter().take(1).map(String::as_str).collect();
    for (i, entity) in study.entities.iter().enumerate() {
        let ix = EntityIx(i as u32);
        let label = study.label(ix);
        let table = study.table(entity.table);
        sink.row(&[
            Cell::Text(&entity.id),
            Cell::Text(entity.kind.name()),
            Cell::Text(settings::pick(&label, &first)),
            Cell::text(label.get("zh").map(String::as_str)),
            Cell::whole(study.facts_about(ix).len()),
            Cell::Text(&study.file(table.file).path),
            Cell::Integer(i64::from(table.line(entity.row as usize))),
        ])?;
    }
    Ok(())
}
