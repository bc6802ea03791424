//! `codebook`: what the study's words mean.

use milieu_study::Study;
use milieu_study::codebook::Entry;
use milieu_study::settings;

use super::{Column, Sink};
use crate::cell::Cell;

#[rustfmt::skip]
pub const COLUMNS: &[Column] = &[
    ("list", "text", "kinds, schemes, codes, variables, relations or indicators."),
    ("scheme", "text", "Of a code: its scheme."),
    ("code", "text", "The code."),
    ("parent", "text", "Broader code."),
    ("label", "text", "Label, in the study's first language that has one."),
    ("label_zh", "text", "Label in Chinese."),
    ("label_fr", "text", "Label in French."),
    ("definition", "text", "Definition, in the study's first language that has one."),
    ("table_name", "text", "Table it is meant for, where it is meant for one."),
    ("unit", "text", "Of a variable or an indicator: its unit."),
    ("source", "text", "Citation."),
];

pub fn fill(study: &Study, sink: &mut Sink<'_>) -> rusqlite::Result<()> {
    let book = &study.codebook;
    let languages: Vec<&str> = study.settings.languages.iter().map(String::as_str).collect();
    let mut add = |list: &str, scheme: Option<&str>, entry: &Entry, unit: Option<&str>| {
        let label = settings::pick(&entry.label, &languages);
        let definition = settings::pick(&entry.definition, &languages);
        sink.row(&[
            Cell::Text(list),
            Cell::text(scheme),
            Cell::Text(&entry.code),
            Cell::text(entry.parent.as_deref()),
            Cell::text(Some(label).filter(|l| !l.is_empty())),
            Cell::text(entry.label.get("zh").map(String::as_str)),
            Cell::text(entry.label.get("fr").map(String::as_str)),
            Cell::text(Some(definition).filter(|d| !d.is_empty())),
            Cell::text(entry.table.map(milieu_study::schema::Table::name)),
            Cell::text(unit),
            Cell::text(entry.source.as_deref()),
        ])
    };
    book.kinds.iter().try_for_each(|kind| add("kinds", None, kind, None))?;
    for scheme in &book.schemes {
        add("schemes", None, &scheme.entry, None)?;
        scheme.codes.iter().try_for_each(|code| add("codes", Some(&scheme.entry.code), code, None))?;
    }
    book.variables.iter().try_for_each(|v| add("variables", None, &v.entry, v.unit.as_deref()))?;
    book.relations.iter().try_for_each(|r| add("relations", None, &r.entry, None))?;
    book.indicators.iter().try_for_each(|i| add("indicators", None, &i.entry, i.unit.as_deref()))
}
