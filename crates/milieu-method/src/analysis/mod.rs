//! How a method is asked and how it answers, whatever the method.
//!
//! A [`Method`] reads a [`Table`] and its [`Settings`] and gives an [`Outcome`], or a [`Refusal`]
//! where no honest number can be given. The table comes from a file, or from a study by an
//! [`Extract`]; then its rows know the facts they were made of, and [`estimates`] hands every
//! number on with its evidence.

mod estimates;
mod extract;
pub mod figure;
mod file;
mod input;
pub mod lint;
mod method;
mod outcome;
mod refusal;
pub mod saved;
mod settings;
mod table;

pub use estimates::estimates;
pub use extract::Extract;
pub use figure::Figure;
pub use input::{Input, numbers_of};
pub use lint::LINTS;
pub use method::Method;
pub use outcome::{Datum, Left, Note, Number, Outcome, Sheet};
pub use refusal::{At, Refusal};
pub use settings::{Kind, Need, Opt, Settings};
pub use table::{Cells, Column, Row, Table};
