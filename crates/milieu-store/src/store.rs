//! The database: empty tables at first, filled with what a query needs.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use milieu_study::Study;
use rusqlite::hooks::{AuthAction, AuthContext, Authorization};
use rusqlite::{Connection, Statement};

use crate::cell::Cell;
use crate::function;
use crate::own;
use crate::query::Query;
use crate::table::{self, Sink, TableDoc};
use crate::trouble::Trouble;

/// A study as a database.
pub struct Store<'s> {
    study: &'s Study,
    db: Connection,
    tables: Vec<TableDoc>,
    guard: Arc<Guard>,
    filled: RefCell<BTreeSet<String>>,
}

/// What a query may do, and what it wants.
#[derive(Default)]
pub(crate) struct Guard {
    /// Whether the store itself is at work.
    pub(crate) open: AtomicBool,
    /// Tables the query under preparation reads.
    read: Mutex<BTreeSet<String>>,
}

impl Guard {
    fn judge(&self, action: &AuthAction<'_>) -> Authorization {
        if self.open.load(Ordering::Relaxed) {
            return Authorization::Allow;
        }
        match action {
            AuthAction::Select | AuthAction::Recursive => Authorization::Allow,
            AuthAction::Function { function_name } if *function_name != "load_extension" => Authorization::Allow,
            AuthAction::Read { table_name, .. } => {
                self.read.lock().unwrap_or_else(PoisonError::into_inner).insert((*table_name).to_owned());
                Authorization::Allow
            }
            _ => Authorization::Deny,
        }
    }
}

/// An empty database in memory, whose guard lets a query only select.
pub(crate) fn database() -> rusqlite::Result<(Connection, Arc<Guard>)> {
    let mut db = Connection::open_in_memory()?;
    // Nothing is ever rolled back, nothing reaches a disk.
    db.execute_batch("pragma journal_mode = off; pragma synchronous = off; pragma temp_store = memory")?;
    function::register(&db)?;
    let guard = Arc::new(Guard::default());
    let judge = Arc::clone(&guard);
    db.authorizer(Some(move |context: AuthContext<'_>| judge.judge(&context.action)))?;
    Ok((db, guard))
}

/// A question to a database of these tables, which may only select.
pub(crate) fn prepared<'d>(db: &'d Connection, sql: &str, tables: &[TableDoc]) -> Result<Statement<'d>, Trouble> {
    let statement = db.prepare(sql).map_err(|error| Trouble::of(error, tables))?;
    if statement.column_count() == 0 {
        return Err(Trouble {
            message: "this asks nothing".to_owned(),
            at: None,
            help: Some("a query may only select, so it begins with `select` or `with`".to_owned()),
        });
    }
    Ok(statement)
}

impl<'s> Store<'s> {
    /// The database of a study.
    ///
    /// # Errors
    /// If SQLite refuses to work in memory.
    pub fn new(study: &'s Study) -> Result<Self, Trouble> {
        let tables = table::tables(Some(study));
        let told = |error| Trouble::of(error, &tables);
        let (db, guard) = database().map_err(told)?;
        guard.open.store(true, Ordering::Relaxed);
        for table in &tables {
            db.execute_batch(&table.create()).map_err(told)?;
        }
        guard.open.store(false, Ordering::Relaxed);
        Ok(Self { study, db, tables, guard, filled: RefCell::default() })
    }

    /// Every table with its columns.
    #[must_use]
    pub fn tables(&self) -> &[TableDoc] {
        &self.tables
    }

    /// Adds a table that is not of the study, without rows yet. `rowid` counts its rows from 1, in their order.
    ///
    /// # Errors
    /// A table of that name is there, or a column is named twice.
    pub fn add(&mut self, name: &str, columns: &[&str]) -> Result<(), Trouble> {
        own::add(&self.db, &self.guard, &mut self.tables, name, columns)
    }

    /// Puts rows into a table that was added; each has a cell for each column.
    ///
    /// # Errors
    /// A row has too many cells.
    pub fn append<'c, R: AsRef<[Cell<'c>]>>(
        &self,
        name: &str,
        rows: impl IntoIterator<Item = R>,
    ) -> Result<(), Trouble> {
        own::append(&self.db, &self.guard, &self.tables, name, rows)
    }

    /// Prepares a question, which may only select.
    ///
    /// # Errors
    /// What is wrong with it and where.
    pub fn query(&self, sql: &str) -> Result<Query<'_>, Trouble> {
        let told = |error| Trouble::of(error, &self.tables);
        let read = || self.guard.read.lock().unwrap_or_else(PoisonError::into_inner);
        read().clear();
        let statement = prepared(&self.db, sql, &self.tables)?;
        let wanted = read().clone();
        self.guard.open.store(true, Ordering::Relaxed);
        let filled = wanted.iter().try_for_each(|name| self.fill(name));
        self.guard.open.store(false, Ordering::Relaxed);
        filled.map_err(told)?;
        Ok(Query { statement, tables: &self.tables })
    }

    fn fill(&self, name: &str) -> rusqlite::Result<()> {
        let Some(table) = self.tables.iter().find(|t| t.name == name) else { return Ok(()) };
        if !self.filled.borrow_mut().insert(name.to_owned()) {
            return Ok(());
        }
        self.db.execute_batch("begin")?;
        let mut sink = Sink::new(&self.db, table)?;
        table::fill(self.study, table, &mut sink)?;
        drop(sink);
        self.db.execute_batch("commit")
    }
}
