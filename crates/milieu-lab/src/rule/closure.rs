//! Places close.
//!
//! Cash below 0 for three months; founders burnt out, hazard b·load/core; a review failed after a campaign; or as a
//! scenario has it. Ties made there stay: that is the legacy.

use crate::parameter::{Parameter, Status};

/// Hazard of burnout of a fully loaded core (a month).
pub const BURNOUT: Parameter = Parameter {
    number: 55,
    part: 0,
    name: "burnout",
    what: "hazard of burnout of a fully loaded core",
    default: 0.01,
    prior: [0.002, 0.03],
    unit: "a month",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[BURNOUT];
