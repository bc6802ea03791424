//! Dates as evidence gives them: EDTF text compiled to four bounds.
//!
//! A date is rarely one day. `2010` is some day of 2010, `2009/2013` begins in 2009 and ends in
//! 2013, `2009/` has an end that nobody wrote down and `2009/..` has none yet. [`parse`] turns each
//! into [`Bounds`], the four days between which analyses reason; what is not EDTF is refused with
//! the EDTF that was probably meant.

mod bounds;
mod day;
mod edtf;
mod propose;
mod vague;
mod words;

pub use bounds::{Bound, Bounds, compatible};
pub use day::{Day, NotADay};
pub use edtf::{Edtf, EdtfError, Precision, Tolerance, parse};

#[cfg(test)]
mod tests;
