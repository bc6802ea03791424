//! `sources`: the bibliography.

use milieu_study::fact::SourceIx;
use milieu_study::time::{self, Bound};
use milieu_study::{Study, time::Edtf};

use super::{Column, Sink, day};
use crate::cell::Cell;

#[rustfmt::skip]
pub const COLUMNS: &[Column] = &[
    ("key", "text primary key", "What citations call it."),
    ("kind", "text", "Kind of item, in the words of CSL: `article-journal`, `webpage` …"),
    ("title", "text", "Title."),
    ("authors", "text", "Authors, else editors, joined by `; `."),
    ("issued", "text", "When issued, in EDTF."),
    ("issued_earliest", "text", "First day it may have been issued on."),
    ("issued_latest", "text", "Last day."),
    ("container", "text", "What it appeared in."),
    ("publisher", "text", "Publisher, institution or school."),
    ("url", "text", "Web address."),
    ("doi", "text", "DOI."),
    ("language", "text", "Language."),
    ("reference", "text", "The full reference."),
    ("facts", "integer", "How many facts cite it."),
    ("file", "text", "File it stands in."),
];

pub fn fill(study: &Study, sink: &mut Sink<'_>) -> rusqlite::Result<()> {
    for (i, source) in study.sources.iter().enumerate() {
        let item = &source.item;
        let issued = item.issued.as_deref().and_then(|text| time::parse(text, study.settings.tolerance).ok());
        let bound = |pick: fn(Edtf) -> Bound| issued.and_then(|date| day(pick(date)));
        let (earliest, latest) = (bound(|d| d.bounds.earliest_start), bound(|d| d.bounds.latest_end));
        let authors = item.authors.join("; ");
        let reference = item.reference();
        sink.row(&[
            Cell::Text(&item.key),
            Cell::Text(&item.kind),
            Cell::Text(&item.title),
            Cell::text(Some(authors.as_str()).filter(|a| !a.is_empty())),
            Cell::text(item.issued.as_deref()),
            Cell::text(earliest.as_deref()),
            Cell::text(latest.as_deref()),
            Cell::text(item.container.as_deref()),
            Cell::text(item.publisher.as_deref()),
            Cell::text(item.url.as_deref()),
            Cell::text(item.doi.as_deref()),
            Cell::text(item.language.as_deref()),
            Cell::Text(&reference),
            Cell::whole(study.facts_citing(SourceIx(i as u32)).len()),
            Cell::Text(&study.file(source.file).path),
        ])?;
    }
    Ok(())
}
