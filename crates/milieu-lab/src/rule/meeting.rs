//! Who meets whom at a place's events.
//!
//! Poisson(ρ·O_p) others of those attending. A tie is made with a probability of inverted-U shape in the distance of skills,
//! higher by 0.1 with a common contact (triadic closure); meeting again adds 0.2 to strength, up to 1. Both ends decide
//! alike: the draw is the pair's.

use crate::parameter::{Parameter, Status};

/// Others met at an event of full permeability, ρ (an event).
pub const ENCOUNTERS: Parameter = Parameter {
    number: 46,
    part: 0,
    name: "rho-meet",
    what: "others met at an event of full permeability, ρ",
    default: 3.0,
    prior: [1.0, 8.0],
    unit: "an event",
    status: Status::Assumed,
    source: "assumed",
};

/// Highest probability that a meeting becomes a tie.
pub const TIE: Parameter = Parameter {
    number: 47,
    part: 0,
    name: "tie-peak",
    what: "highest probability that a meeting becomes a tie",
    default: 0.15,
    prior: [0.05, 0.4],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[ENCOUNTERS, TIE];
