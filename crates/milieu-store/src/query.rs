//! A question, ready to be asked.

use rusqlite::Statement;

use crate::cell::Cell;
use crate::table::TableDoc;
use crate::trouble::Trouble;

/// A query whose tables are filled.
pub struct Query<'s> {
    pub(crate) statement: Statement<'s>,
    pub(crate) tables: &'s [TableDoc],
}

impl Query<'_> {
    /// Names of the columns of the answer.
    #[must_use]
    pub fn columns(&self) -> Vec<String> {
        self.statement.column_names().map(str::to_owned).collect()
    }

    /// Hands over row after row.
    ///
    /// # Errors
    /// What goes wrong while the answer is computed, or what `take` returns.
    pub fn each<E: From<Trouble>>(&mut self, mut take: impl FnMut(&[Cell<'_>]) -> Result<(), E>) -> Result<(), E> {
        let columns = self.statement.column_count();
        let mut rows = self.statement.raw_query();
        loop {
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => return Ok(()),
                Err(error) => return Err(Trouble::of(error, self.tables).into()),
            };
            let cells: Vec<Cell<'_>> = (0..columns).map(|i| row.get_ref(i).map_or(Cell::Null, Cell::of)).collect();
            take(&cells)?;
        }
    }
}
