//! `cited`: which fact rests on which source.

use milieu_study::Study;

use super::{Column, Sink};
use crate::cell::Cell;

#[rustfmt::skip]
pub const COLUMNS: &[Column] = &[
    ("fact", "integer", "Number of the fact, in `facts`."),
    ("key", "text", "Key of the source, in `sources`; as written where the bibliography lacks it."),
    ("locator", "text", "Page, section or date."),
    ("through", "text", "Row of `citations` it came through, which may hold a quotation."),
];

pub fn fill(study: &Study, sink: &mut Sink<'_>) -> rusqlite::Result<()> {
    for (i, fact) in study.facts.iter().enumerate() {
        for citation in study.cited(fact.citations) {
            sink.row(&[
                Cell::whole(i + 1),
                Cell::Text(&citation.key),
                Cell::text(citation.locator.as_deref()),
                Cell::text(citation.through.map(|e| &*study.entity(e).id)),
            ])?;
        }
    }
    Ok(())
}
