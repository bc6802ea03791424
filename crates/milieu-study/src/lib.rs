//! A folder of text compiled into checked, indexed facts.
//!
//! [`compile`] is the whole pipeline, in one file. It never fails: it returns a [`Study`] and
//! everything that is to be said about it.

pub mod bib;
mod cite;
pub mod codebook;
mod compile;
mod config;
pub mod conflict;
pub mod diagnostic;
pub mod evidence;
pub mod fact;
mod facts;
pub mod file;
mod identity;
mod index;
pub mod keys;
pub mod lex;
pub mod life;
pub mod lineage;
pub mod lint;
pub mod name;
pub mod note;
pub mod position;
pub mod saved;
pub mod schema;
pub mod settings;
pub mod space;
mod study;
pub mod table;
pub mod time;
pub mod world;

pub use compile::compile;
pub use diagnostic::{Checked, Diagnostic, Severity, Span};
pub use facts::unit_of;
pub use study::{Note, Study};
pub use world::World;
