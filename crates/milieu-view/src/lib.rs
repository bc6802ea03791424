//! Facts and estimates as plain page data, and the static site.
//!
//! [`Site`] lists and makes the data files that the web side reads; [`page`] is their form,
//! `fill` makes them, one file per page.

pub mod address;
pub mod answer;
mod date;
mod evidence;
mod fill;
pub mod lab;
pub mod label;
pub mod layout;
pub mod markdown;
pub mod page;
mod site;
mod typescript;

pub use site::Site;
pub use typescript::typescript;
