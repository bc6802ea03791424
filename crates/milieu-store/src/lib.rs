//! A compiled study as an SQLite database in memory: one row per fact, one table per table of the
//! contract, and what follows from them. [`Tables`] are tables that are not of a study.
//!
//! Nothing is written anywhere and nothing else is read: a query may only select. Tables are filled
//! when a query first names them, so that a small question about a large study is answered at once.
//!
//! ```
//! use milieu_study::world::Memory;
//! let world = Memory::of(&[("study.toml", "title = \"T\""), ("places.csv", "id,opened\na,2010-06\n")]);
//! let study = milieu_study::compile(&world).value;
//! let store = milieu_store::Store::new(&study)?;
//! let mut query = store.query("select id, opened_latest from places")?;
//! let mut rows = vec![];
//! query.each(|row| {
//!     rows.push(row.iter().map(ToString::to_string).collect::<Vec<_>>());
//!     Ok::<(), milieu_store::Trouble>(())
//! })?;
//! assert_eq!(rows, [["a", "2010-06-30"]]);
//! # Ok::<(), milieu_store::Trouble>(())
//! ```

mod cell;
mod document;
mod function;
mod own;
mod query;
mod store;
mod table;
mod trouble;

pub use cell::Cell;
pub use document::{FUNCTIONS, FunctionDoc, markdown};
pub use own::Tables;
pub use query::Query;
pub use store::Store;
pub use table::{ColumnDoc, TableDoc, tables};
pub use trouble::Trouble;
