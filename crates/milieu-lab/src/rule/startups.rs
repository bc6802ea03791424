//! Teams become start-ups.
//!
//! Two to four people with strong ties among them and access to tools found a firm, most likely where they met.

use crate::parameter::Parameter;

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[];
