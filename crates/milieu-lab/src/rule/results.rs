//! Indicators of each territory: growth true and reported, targets met, specialisation, places, ties.
//!
//! In December the year is closed: output of the year, growth, what was reached and what is reported for each indicator.

use crate::parameter::Parameter;

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[];
