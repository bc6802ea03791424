//! Community places become hubs (institutionalisation).
//!
//! When a subsidy is offered, hazard h·ω_places(t)/ω_c; then formality rises and permeability falls.
//!
//! Evidence: two to three years before becoming government hubs, as the study's sources tell of early makerspaces.

use crate::parameter::{Parameter, Status};

/// Hazard of conversion during a campaign (a month).
pub const HAZARD: Parameter = Parameter {
    number: 56,
    part: 0,
    name: "h-conversion",
    what: "hazard of conversion during a campaign",
    default: 0.02,
    prior: [0.005, 0.05],
    unit: "a month",
    status: Status::Fitted,
    source: "fitted to two or three years before conversion",
};

/// What conversion adds to formality.
pub const FORMALITY: Parameter = Parameter {
    number: 57,
    part: 0,
    name: "delta-formality",
    what: "what conversion adds to formality",
    default: 0.4,
    prior: [0.1, 0.6],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// What conversion takes off permeability.
pub const PERMEABILITY: Parameter = Parameter {
    number: 57,
    part: 1,
    name: "delta-permeability",
    what: "what conversion takes off permeability",
    default: 0.3,
    prior: [0.1, 0.6],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[HAZARD, FORMALITY, PERMEABILITY];
