//! Facts and estimates as plain page data, and the static site.

pub mod page;
mod typescript;

pub use typescript::typescript;
