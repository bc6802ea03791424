//! The tables of the database: those of the contract, and what the compiler makes of them.

mod cited;
mod codebook;
mod conflicts;
mod contract;
mod entities;
mod facts;
mod lives;
mod positions;
mod sources;
mod within;

use milieu_study::Study;
use milieu_study::schema::{TABLES, Table};
use rusqlite::{Connection, Statement};

use crate::cell::Cell;

/// A table, documented.
#[derive(Clone, Debug)]
pub struct TableDoc {
    /// Name.
    pub name: String,
    /// What a row is.
    pub doc: String,
    /// Columns in order.
    pub columns: Vec<ColumnDoc>,
    content: Content,
}

/// A column, documented.
#[derive(Clone, Debug)]
pub struct ColumnDoc {
    /// Name.
    pub name: String,
    /// SQLite's type; blank where it depends on the row.
    pub ty: &'static str,
    /// What it says.
    pub doc: String,
}

/// Where a table's rows come from.
#[derive(Clone, Copy, Debug)]
enum Content {
    Contract(Table),
    /// Given row by row, not made from a study.
    Own,
    Made(fn(&Study, &mut Sink<'_>) -> rusqlite::Result<()>),
}

/// A table the compiler makes.
struct Made {
    name: &'static str,
    doc: &'static str,
    columns: &'static [Column],
    fill: fn(&Study, &mut Sink<'_>) -> rusqlite::Result<()>,
}

/// Name, SQLite's type, documentation.
type Column = (&'static str, &'static str, &'static str);

/// What the compiler makes, in the order of the documentation.
const MADE: &[Made] = &[
    Made {
        name: "facts",
        doc: "Every sourced statement: one row per cell that says something.",
        columns: facts::COLUMNS,
        fill: facts::fill,
    },
    Made {
        name: "cited",
        doc: "Who says so: one row per fact and citation.",
        columns: cited::COLUMNS,
        fill: cited::fill,
    },
    Made { name: "sources", doc: "The bibliography.", columns: sources::COLUMNS, fill: sources::fill },
    Made {
        name: "entities",
        doc: "Everything with an id, with its names.",
        columns: entities::COLUMNS,
        fill: entities::fill,
    },
    Made {
        name: "conflicts",
        doc: "Statements that cannot all be true, and what analyses use.",
        columns: conflicts::COLUMNS,
        fill: conflicts::fill,
    },
    Made {
        name: "lives",
        doc: "When each place lived. A missing end is not *open*.",
        columns: lives::COLUMNS,
        fill: lives::fill,
    },
    Made {
        name: "positions",
        doc: "Where each place was: its sites, else its own coordinates, else its territory's label point.",
        columns: positions::COLUMNS,
        fill: positions::fill,
    },
    Made {
        name: "within",
        doc: "Which territories each entity lies in, at every level.",
        columns: within::COLUMNS,
        fill: within::fill,
    },
    Made {
        name: "codebook",
        doc: "The study's words: kinds, codes of schemes, variables, relations, indicators.",
        columns: codebook::COLUMNS,
        fill: codebook::fill,
    },
];

/// All tables. Of a study, with the columns its own tables have beyond the contract.
#[must_use]
pub fn tables(study: Option<&Study>) -> Vec<TableDoc> {
    let made = MADE.iter().map(|m| TableDoc {
        name: m.name.to_owned(),
        doc: m.doc.to_owned(),
        columns: m.columns.iter().map(|&(name, ty, doc)| column(name, ty, doc)).collect(),
        content: Content::Made(m.fill),
    });
    let contract = TABLES.iter().map(|spec| TableDoc {
        name: spec.table.name().to_owned(),
        doc: spec.doc.to_owned(),
        columns: contract::columns(spec, study),
        content: Content::Contract(spec.table),
    });
    made.chain(contract).collect()
}

/// A table that is not of a study; its cells keep their own types.
pub(crate) fn own(name: &str, columns: &[&str]) -> TableDoc {
    TableDoc {
        name: name.to_owned(),
        doc: "Given with the question; not of the study.".to_owned(),
        columns: columns.iter().map(|name| column(*name, "", "")).collect(),
        content: Content::Own,
    }
}

fn column(name: impl Into<String>, ty: &'static str, doc: impl Into<String>) -> ColumnDoc {
    ColumnDoc { name: name.into(), ty, doc: doc.into() }
}

impl TableDoc {
    /// The statement that makes it.
    pub(crate) fn create(&self) -> String {
        let columns: Vec<String> = self.columns.iter().map(|c| format!("{} {}", quote(&c.name), c.ty)).collect();
        format!("create table {} ({})", quote(&self.name), columns.join(", "))
    }
}

/// A name as SQL takes any.
fn quote(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// Puts a table's rows into the database.
pub(crate) fn fill(study: &Study, table: &TableDoc, sink: &mut Sink<'_>) -> rusqlite::Result<()> {
    match table.content {
        Content::Contract(of) => contract::fill(study, of, table, sink),
        Content::Made(fill) => fill(study, sink),
        Content::Own => Ok(()),
    }
}

/// Takes rows into one table.
pub(crate) struct Sink<'s> {
    insert: Statement<'s>,
}

impl<'s> Sink<'s> {
    pub(crate) fn new(db: &'s Connection, table: &TableDoc) -> rusqlite::Result<Self> {
        let values = vec!["?"; table.columns.len()].join(", ");
        let insert = db.prepare(&format!("insert into {} values ({values})", quote(&table.name)))?;
        Ok(Self { insert })
    }

    /// Adds a row, its cells in the order of the columns.
    pub(crate) fn row(&mut self, cells: &[Cell<'_>]) -> rusqlite::Result<()> {
        for (i, cell) in cells.iter().enumerate() {
            self.insert.raw_bind_parameter(i + 1, cell)?;
        }
        self.insert.raw_execute().map(|_| ())
    }
}

/// A day as ISO text; none where it is not known or open.
fn day(bound: milieu_study::time::Bound) -> Option<String> {
    bound.day().map(|day| day.to_string())
}
