//! Calibration: first rule out what cannot be, then weigh what is left.
//!
//! [`history`] matching takes parameters away wave by wave, where an emulator ([`gp`]) says that no honest reading of its own
//! doubt, of chance and of the model's discrepancy brings the model near what is known; [`abc`] draws from what remains.
//! (McCulloch et al. 2022, JASSS 25(2)1.) All of it is a function of a model that is handed in: a toy whose answer is known,
//! or a scenario.

pub mod abc;
pub mod gp;
pub mod history;
pub mod model;
