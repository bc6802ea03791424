//! Qualitative comparative analysis: which combinations of conditions go with an outcome, over few or many cases.
//!
//! [`calibrate`] → [`sets`] → [`truth`] → [`implicant`] → [`cover`] → [`solve`] → [`fit`]; [`necessity`] and
//! [`robust`] beside it. Purpose, assumptions and references are in the README of this folder.

pub mod calibrate;
pub mod cover;
pub mod diversity;
pub mod fit;
pub mod implicant;
pub mod necessity;
mod price;
pub mod problem;
pub mod sets;
pub mod solve;
pub mod space;
pub mod truth;

#[cfg(test)]
mod tests;
