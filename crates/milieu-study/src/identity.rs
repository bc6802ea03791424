//! Ids: what each row with an id introduces.

use std::borrow::Cow;

use crate::diagnostic::Diagnostic;
use crate::fact::{Entity, EntityIx, TableIx};
use crate::lint;
use crate::name;
use crate::schema::Table;
use crate::study::Study;
use crate::table::TableData;

/// Registers every row of the tables that carry ids.
///
/// Ids share one name space. A table of one's own without an id column gets ids derived from its
/// names, which is told; the first of two equal ids keeps it.
pub fn register(study: &mut Study, out: &mut Vec<Diagnostic>) {
    let rows = study.tables.iter().filter(|t| t.table.spec().has_id()).map(TableData::len).sum();
    study.entities.reserve(rows);
    study.entity_by_id.reserve(rows);
    for (t, table) in study.tables.iter().enumerate() {
        if !table.table.spec().has_id() {
            continue;
        }
        let ix = TableIx(t as u16);
        let text = &study.files[table.file.0 as usize].text;
        let column = table.column("id");
        if column.is_none() && !table.is_empty() {
            out.push(lint::derived_ids::found(table.file, table.len()));
        }
        for row in 0..table.len() {
            let id = match column {
                Some(column) => {
                    let id = table.cell(text, row, column);
                    let at = table.span(row, column);
                    if id.is_empty() {
                        out.push(lint::blank_required::found(at, "id"));
                        continue;
                    }
                    if !well_formed(&id) {
                        out.push(lint::malformed_id::found(at, &id, &name::slug(&id)));
                    }
                    id
                }
                None => Cow::Owned(derived(table, text, row, |id| study.entity_by_id.contains_key(id))),
            };
            if let Some(&first) = study.entity_by_id.get(&*id) {
                let e = &study.entities[first.0 as usize];
                let first = study.tables[e.table.0 as usize].lead_span(e.row as usize);
                let at = column.map_or(table.row_span(row), |c| table.span(row, c));
                out.push(lint::duplicate_id::found(at, &id, first));
                continue;
            }
            let entity = EntityIx(study.entities.len() as u32);
            let id: Box<str> = id.into();
            study.entity_by_id.insert(id.clone(), entity);
            study.entities.push(Entity { id, kind: table.table, table: ix, row: row as u32 });
        }
    }
}

/// Whether an id is `[A-Za-z0-9][A-Za-z0-9._@-]*`.
#[must_use]
pub fn well_formed(id: &str) -> bool {
    id.as_bytes().first().is_some_and(u8::is_ascii_alphanumeric)
        && id.bytes().all(|b| b.is_ascii_alphanumeric() || b"._@-".contains(&b))
}

/// An id from the row's name, else from its position; numbered when taken.
fn derived(table: &TableData, text: &str, row: usize, taken: impl Fn(&str) -> bool) -> String {
    let column = table.column("name").or_else(|| table.column("name_zh"));
    let slug = column.map(|c| name::slug(&table.cell(text, row, c))).unwrap_or_default();
    let base = if slug.is_empty() { format!("{}-{}", Table::name(table.table), row + 1) } else { slug };
    if !taken(&base) {
        return base;
    }
    (2..).map(|n| format!("{base}-{n}")).find(|id| !taken(id)).unwrap_or(base)
}
