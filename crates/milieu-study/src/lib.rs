//! A folder of text compiled into checked, indexed facts.

pub mod name;
pub mod schema;
pub mod space;
pub mod time;
