//! `facts`: one row per statement.

use milieu_study::Study;
use milieu_study::fact::{Citation, EntityIx, Fact, FactIx, TableIx, Value};
use milieu_study::schema::Table;
use milieu_study::time::Edtf;
use milieu_study::unit_of;

use super::{Column, Sink, day};
use crate::cell::Cell;

#[rustfmt::skip]
pub const COLUMNS: &[Column] = &[
    ("id", "integer primary key", "Number of the fact, from 1, in the order of tables, rows and columns."),
    ("subject", "text", "Id of the entity it is about; null where the row names none."),
    ("subject_table", "text", "Table of that entity."),
    ("property", "text", "What is stated: a column, a codebook variable, an indicator, a scheme or a dimension."),
    ("text", "text", "The cell as written."),
    ("number", "real", "The number, where it is one; 1 for yes, 0 for no."),
    ("date_earliest_start", "text", "Of a date: it cannot have begun before this day."),
    ("date_latest_start", "text", "Of a date: it had begun by this day."),
    ("date_earliest_end", "text", "Of a date: it had not ended before this day."),
    ("date_latest_end", "text", "Of a date: it had ended by this day."),
    ("entity", "text", "Id of the entity the cell names, where it names one."),
    ("unit", "text", "Unit: the row's, else the codebook's."),
    ("valid", "text", "When it holds, as written in the row's `valid` or `period`."),
    ("valid_from", "text", "First day on which it may hold."),
    ("valid_to", "text", "Last day on which it may hold."),
    ("territory", "text", "Nearest territory of the subject; a territory's own id for itself."),
    ("sources", "text", "Keys of the sources cited, joined by `; `."),
    ("citation", "text", "The same with their locators; null where nobody is cited."),
    ("status", "text", "Of a claim: accepted, conflict or rejected."),
    ("certainty", "text", "How sure the coder is, where said."),
    ("coder", "text", "Who recorded it, where said."),
    ("conflict", "integer", "The contradiction it is part of, in `conflicts`."),
    ("file", "text", "File it stands in."),
    ("line", "integer", "Line of its row."),
    ("column_name", "text", "Column it stands in."),
];

/// What is the same for all cells of a row.
#[derive(Default)]
struct Row {
    of: Option<(TableIx, u32)>,
    unit: Option<String>,
    valid: Option<String>,
    valid_from: Option<String>,
    valid_to: Option<String>,
    status: Option<String>,
    certainty: Option<String>,
    coder: Option<String>,
}

pub fn fill(study: &Study, sink: &mut Sink<'_>) -> rusqlite::Result<()> {
    let cited: Vec<[Option<String>; 2]> = study.citations.iter().map(|set| citations(set)).collect();
    let territories: Vec<Option<EntityIx>> =
        (0..study.entities.len() as u32).map(|e| territory(study, EntityIx(e))).collect();
    let mut conflict_of: Vec<Option<u32>> = vec![None; study.facts.len()];
    for (i, conflict) in study.conflicts.iter().enumerate() {
        for fact in &conflict.facts {
            conflict_of[fact.0 as usize] = Some(i as u32 + 1);
        }
    }
    let id = |e: EntityIx| &*study.entity(e).id;
    let mut row = Row::default();
    for (i, fact) in study.facts.iter().enumerate() {
        if row.of != Some((fact.at.table, fact.at.row)) {
            row = read_row(study, fact);
        }
        let (number, date, entity) = match fact.value {
            Value::Number(n) => (Some(n), None, None),
            Value::Bool(b) => (Some(f64::from(u8::from(b))), None, None),
            Value::Date(d) => (None, Some(d.bounds), None),
            Value::Entity(e) => (None, None, Some(id(e))),
            Value::Text | Value::Broken => (None, None, None),
        };
        let dates = date.map(|b| [b.earliest_start, b.latest_start, b.earliest_end, b.latest_end].map(day));
        let date = |n: usize| Cell::text(dates.as_ref().and_then(|d| d[n].as_deref()));
        let text = study.cell(fact.at);
        let table = study.table(fact.at.table);
        let [sources, citation] = &cited[fact.citations.0 as usize];
        let territory = fact.subject.and_then(|s| territories[s.0 as usize]);
        sink.row(&[
            Cell::whole(FactIx(i as u32).0 as usize + 1),
            Cell::text(fact.subject.map(id)),
            Cell::text(fact.subject.map(|s| study.entity(s).kind.name())),
            Cell::Text(&study.property(fact.property).name),
            Cell::Text(&text),
            Cell::real(number),
            date(0),
            date(1),
            date(2),
            date(3),
            Cell::text(entity),
            Cell::text(row.unit.as_deref().or_else(|| unit_of(study, fact.property))),
            Cell::text(row.valid.as_deref()),
            Cell::text(row.valid_from.as_deref()),
            Cell::text(row.valid_to.as_deref()),
            Cell::text(territory.map(id)),
            Cell::text(sources.as_deref()),
            Cell::text(citation.as_deref()),
            Cell::text(row.status.as_deref()),
            Cell::text(row.certainty.as_deref()),
            Cell::text(row.coder.as_deref()),
            conflict_of[i].map_or(Cell::Null, |n| Cell::Integer(i64::from(n))),
            Cell::Text(&study.file(table.file).path),
            Cell::Integer(i64::from(table.line(fact.at.row as usize))),
            Cell::Text(&table.columns[fact.at.column as usize].name),
        ])?;
    }
    Ok(())
}

fn read_row(study: &Study, fact: &Fact) -> Row {
    let (table, row) = (fact.at.table, fact.at.row);
    let cell = |column: &str| study.row_cell(table, row, column).map(std::borrow::Cow::into_owned);
    let is_claim = study.table(table).table == Table::Claims;
    let when = ["valid", "period"].into_iter().find(|c| study.row_cell(table, row, c).is_some());
    let bounds = when.and_then(|c| study.row_date(table, row, c)).map(|Edtf { bounds, .. }| bounds);
    Row {
        of: Some((table, row)),
        unit: cell("unit"),
        valid: when.and_then(cell),
        valid_from: bounds.and_then(|b| day(b.earliest_start)),
        valid_to: bounds.and_then(|b| day(b.latest_end)),
        status: cell("status").filter(|_| is_claim),
        certainty: cell("certainty"),
        coder: cell("coder"),
    }
}

fn territory(study: &Study, entity: EntityIx) -> Option<EntityIx> {
    if study.entity(entity).kind == Table::Territories {
        return Some(entity);
    }
    study.territories_of(entity).first().copied()
}

/// Keys, and keys with locators.
fn citations(set: &[Citation]) -> [Option<String>; 2] {
    let keys: Vec<&str> = set.iter().map(|c| &*c.key).collect();
    let full: Vec<String> = set
        .iter()
        .map(|c| match &c.locator {
            Some(locator) => format!("{} {locator}", c.key),
            None => c.key.to_string(),
        })
        .collect();
    [keys.join("; "), full.join("; ")].map(|text| (!text.is_empty()).then_some(text))
}
