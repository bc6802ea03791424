//! Tables of one's own as a database: what a saved analysis reads outside its study.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use rusqlite::Connection;

use crate::cell::Cell;
use crate::query::Query;
use crate::store::{Guard, database, prepared};
use crate::table::{self, Sink, TableDoc};
use crate::trouble::Trouble;

/// Tables that are not of a study, in memory. Names of tables and columns are as given; `rowid` counts the rows of each
/// from 1, in their order. A query may only select, with the functions of [`crate::FUNCTIONS`].
///
/// ```
/// use milieu_store::{Cell, Tables, Trouble};
/// let mut tables = Tables::new()?;
/// tables.add("posts", &["post", "words"], [[Cell::Text("a"), Cell::Integer(40)], [Cell::Text("b"), Cell::Null]])?;
/// let mut told = vec![];
/// tables.query("select post, words is null from posts order by rowid desc")?.each(|row| {
///     told.push(format!("{} {}", row[0], row[1]));
///     Ok::<(), Trouble>(())
/// })?;
/// assert_eq!(told, ["b 1", "a 0"]);
/// # Ok::<(), Trouble>(())
/// ```
pub struct Tables {
    db: Connection,
    guard: Arc<Guard>,
    tables: Vec<TableDoc>,
}

impl Tables {
    /// No tables yet.
    ///
    /// # Errors
    /// If SQLite refuses to work in memory.
    pub fn new() -> Result<Self, Trouble> {
        let (db, guard) = database().map_err(|error| Trouble::of(error, &[]))?;
        Ok(Self { db, guard, tables: vec![] })
    }

    /// Adds a table; each row has a cell for each column.
    ///
    /// # Errors
    /// A table of that name is there, a column is named twice, or a row has too many cells.
    pub fn add<'c, R: AsRef<[Cell<'c>]>>(
        &mut self,
        name: &str,
        columns: &[&str],
        rows: impl IntoIterator<Item = R>,
    ) -> Result<(), Trouble> {
        add(&self.db, &self.guard, &mut self.tables, name, columns)?;
        append(&self.db, &self.guard, &self.tables, name, rows)
    }

    /// Prepares a question, which may only select.
    ///
    /// # Errors
    /// What is wrong with it and where.
    pub fn query(&self, sql: &str) -> Result<Query<'_>, Trouble> {
        Ok(Query { statement: prepared(&self.db, sql, &self.tables)?, tables: &self.tables })
    }
}

/// Makes a table without rows.
pub(crate) fn add(
    db: &Connection,
    guard: &Guard,
    tables: &mut Vec<TableDoc>,
    name: &str,
    columns: &[&str],
) -> Result<(), Trouble> {
    let table = table::own(name, columns);
    guard.open.store(true, Ordering::Relaxed);
    let made = db.execute_batch(&table.create());
    guard.open.store(false, Ordering::Relaxed);
    made.map_err(|error| Trouble::of(error, tables))?;
    tables.push(table);
    Ok(())
}

/// Puts rows into a table that was added.
pub(crate) fn append<'c, R: AsRef<[Cell<'c>]>>(
    db: &Connection,
    guard: &Guard,
    tables: &[TableDoc],
    name: &str,
    rows: impl IntoIterator<Item = R>,
) -> Result<(), Trouble> {
    let Some(table) = tables.iter().find(|table| table.name == name) else { return Ok(()) };
    guard.open.store(true, Ordering::Relaxed);
    let added = filled(db, table, rows);
    guard.open.store(false, Ordering::Relaxed);
    added.map_err(|error| Trouble::of(error, tables))
}

fn filled<'c, R: AsRef<[Cell<'c>]>>(
    db: &Connection,
    table: &TableDoc,
    rows: impl IntoIterator<Item = R>,
) -> rusqlite::Result<()> {
    db.execute_batch("begin")?;
    let mut sink = Sink::new(db, table)?;
    for row in rows {
        sink.row(row.as_ref())?;
    }
    drop(sink);
    db.execute_batch("commit")
}
