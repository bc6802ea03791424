//! Comparison: distances, analogues, pairs that tell, mixtures of others. See `README.md`.

mod ask;
mod ask_gower;
mod ask_pairs;
mod ask_synthetic;
mod extract;
mod gower;
mod groups;
mod pairs;
mod simplex;
pub mod synthetic;

pub use ask_gower::{ANALOGUES, GOWER, TRANSFER};
pub use ask_pairs::MSDO;
pub use ask_synthetic::SYNTHETIC_CONTROL;
pub use extract::{CASES, INDICATORS, PANEL};
pub use gower::{Gower, Variable};
pub use groups::{Medoids, Merge, average_linkage, medoids, square};
pub use pairs::{Pair, Selected, select};
pub use simplex::nearest;

#[cfg(test)]
mod tests;
