//! Wages follow the demand for labour; people come and go.
//!
//! Wages by class and town follow output a head; the balance of moves is booked on the territories' people.

use crate::parameter::Parameter;

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[];
