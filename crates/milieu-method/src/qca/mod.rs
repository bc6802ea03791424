//! Qualitative comparative analysis: which combinations of conditions go with an outcome, over few or many cases.
//!
//! [`calibrate`] → [`sets`] → [`truth`] → [`implicant`] → [`cover`] → [`solve`] → [`fit`]; [`necessity`],
//! [`robust`] and [`cases`] beside it. Purpose, assumptions and references are in the README of this folder.

mod ask;
mod ask_calibrate;
mod ask_cases;
mod ask_necessity;
mod ask_robustness;
pub mod calibrate;
pub mod cases;
pub mod cover;
pub mod diversity;
pub mod fit;
pub mod implicant;
pub mod necessity;
mod price;
pub mod problem;
mod read;
pub mod robust;
pub mod sets;
mod show;
pub mod solve;
pub mod space;
mod study;
pub mod truth;

pub use ask::QCA;
pub use ask_calibrate::CALIBRATE;
pub use ask_cases::CASES;
pub use ask_necessity::NECESSITY;
pub use ask_robustness::ROBUSTNESS;
pub use study::SETS;

#[cfg(test)]
mod ask_tests;
#[cfg(test)]
mod tests;
