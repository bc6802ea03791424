//! From a table of the study to a table of cases: a row of the contract brings its facts.

use milieu_study::Study;
use milieu_study::diagnostic::FileIx;
use milieu_study::fact::{EntityIx, FactIx, TableIx};
use milieu_study::table::Role;

use super::table::typed;
use super::{Column, Refusal, Row, Table};

/// The table in a file of the study.
///
/// # Errors
/// No rows, or text that is not a table.
pub fn read(study: &Study, file: FileIx) -> Result<Table, Refusal> {
    let path = &study.file(file).path;
    let Some(at) = study.tables.iter().position(|table| table.file == file) else {
        return Table::read(path, study.file(file).text.as_bytes());
    };
    let (ix, data) = (TableIx(at as u16), &study.tables[at]);
    if data.is_empty() {
        return Err(Refusal::new("empty-table", format!("`{path}` has no rows below its header"))
            .why("there is nothing to count")
            .help("give a table with at least one case"));
    }
    let facts = facts(study, ix, data.len());
    let entities = entities(study, ix, data.len());
    let rows = facts.into_iter().zip(entities).enumerate().map(|(row, (facts, own))| {
        let entity = own.or_else(|| facts.first().and_then(|&fact| study.fact(fact).subject));
        let label = own.map_or_else(|| (row + 1).to_string(), |entity| study.entity(entity).id.to_string());
        Row { label, line: data.line(row) as usize, entity, facts }
    });
    let text = &study.file(file).text;
    let columns = data.columns.iter().enumerate().filter(|(_, column)| column.role != Role::Duplicate);
    let columns = columns.map(|(at, column)| {
        let cell = |row| {
            let cell = data.cell(text, row, at);
            (!cell.is_empty() && cell != "NA").then(|| cell.into_owned())
        };
        Column { name: column.name.clone(), cells: typed((0..data.len()).map(cell).collect()) }
    });
    Ok(Table { name: path.clone(), columns: columns.collect(), rows: rows.collect(), left_out: vec![] })
}

/// Statements of each row. Facts stand in table and row order.
fn facts(study: &Study, table: TableIx, rows: usize) -> Vec<Vec<FactIx>> {
    let mut found = vec![vec![]; rows];
    let first = study.facts.partition_point(|fact| fact.at.table < table);
    for (i, fact) in study.facts.iter().enumerate().skip(first).take_while(|(_, fact)| fact.at.table == table) {
        found[fact.at.row as usize].push(FactIx(i as u32));
    }
    found
}

/// The entity each row introduces, if it does.
fn entities(study: &Study, table: TableIx, rows: usize) -> Vec<Option<EntityIx>> {
    let mut found = vec![None; rows];
    for (i, entity) in study.entities.iter().enumerate().filter(|(_, entity)| entity.table == table) {
        found[entity.row as usize] = Some(EntityIx(i as u32));
    }
    found
}
