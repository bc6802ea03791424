//! Places open: grassroots, commercial, state.
//!
//! Grassroots: hazard h_g·(makers without a place who have at least three ties among each other)·[vacant marginal floor at a
//! rent of at most R_max]·(1 + β·exemplars known through ties). Commercial: where the expected margin is positive for
//! six months. State: as many as ordered, at the cheapest or state-owned floor (switch H-N), not where makers are.

use crate::parameter::{Parameter, Status};

/// Hazard of a grassroots place, h_g (a month).
pub const GRASSROOTS: Parameter = Parameter {
    number: 51,
    part: 0,
    name: "h-grassroots",
    what: "hazard of a grassroots place, h_g",
    default: 0.003,
    prior: [0.0005, 0.02],
    unit: "a month",
    status: Status::Fitted,
    source: "fitted to the number of places before 2015 (P10)",
};

/// Highest rent grassroots places start at, times the mean rent of marginal floor.
pub const HIGHEST_RENT: Parameter = Parameter {
    number: 52,
    part: 0,
    name: "r-max",
    what: "highest rent grassroots places start at, times the mean rent of marginal floor",
    default: 1.0,
    prior: [0.6, 1.5],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[GRASSROOTS, HIGHEST_RENT];
