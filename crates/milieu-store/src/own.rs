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
        self.tables.push(table::own(name, columns));
        self.guard.open.store(true, Ordering::Relaxed);
        let added = self.filled(rows);
        self.guard.open.store(false, Ordering::Relaxed);
        added.map_err(|error| Trouble::of(error, &self.tables))
    }

    /// Prepares a question, which may only select.
    ///
    /// # Errors
    /// What is wrong with it and where.
    pub fn query(&self, sql: &str) -> Result<Query<'_>, Trouble> {
        Ok(Query { statement: prepared(&self.db, sql, &self.tables)?, tables: &self.tables })
    }

    /// Makes the last table and puts rows into it.
    fn filled<'c, R: AsRef<[Cell<'c>]>>(&self, rows: impl IntoIterator<Item = R>) -> rusqlite::Result<()> {
        let Some(table) = self.tables.last() else { return Ok(()) };
        self.db.execute_batch(&table.create())?;
        self.db.execute_batch("begin")?;
        let mut sink = Sink::new(&self.db, table)?;
        for row in rows {
            sink.row(row.as_ref())?;
        }
        drop(sink);
        self.db.execute_batch("commit")
    }
}
