//! From facts to estimates. No number is shown without an [`Estimate`] that knows its facts.
//!
//! A method is one folder: `README.md` (purpose, assumptions, when not to use), `mod.rs` (from the
//! study to its input, its registry), pure numbers beside them.

pub mod agreement;
pub mod analysis;
pub mod community;
pub mod comparison;
pub mod count;
pub mod describe;
mod estimate;
pub mod gravity;
pub mod legacy;
pub mod network;
pub mod normal;
pub mod order;
pub mod place;
pub mod qap;
pub mod qca;
pub mod random;
pub mod ratio;
pub mod registry;
pub mod solve;
pub mod space;
pub mod student;
pub mod survival;
pub mod target;
pub mod ties;

pub use estimate::{Estimate, LeftOut, Words};
