//! How ties last: the strength of those who do not meet fades, bridges soon end.
//!
//! Strength fades by exp(−d) a month, slower in the virtual layer; who has ties in both layers fades at the slower rate.
//! At each meeting the time a tie lasts without another is drawn: geometric, so that a share survives a year, small for
//! bridges (no common contact) and larger for embedded ties.
//!
//! Evidence: nine in ten bridges this year are gone next year (Burt 2002, *Bridge decay*).

use crate::parameter::{Parameter, Status};

/// Rate at which strength fades face to face (a month).
pub const FADE_PHYSICAL: Parameter = Parameter {
    number: 48,
    part: 0,
    name: "fade-physical",
    what: "rate at which strength fades face to face",
    default: 0.06,
    prior: [0.02, 0.12],
    unit: "a month",
    status: Status::Assumed,
    source: "assumed",
};

/// Rate at which strength fades in the virtual layer (a month).
pub const FADE_VIRTUAL: Parameter = Parameter {
    number: 48,
    part: 1,
    name: "fade-virtual",
    what: "rate at which strength fades in the virtual layer",
    default: 0.04,
    prior: [0.02, 0.12],
    unit: "a month",
    status: Status::Assumed,
    source: "assumed",
};

/// Share of bridges that survive a year (a year).
pub const BRIDGE_SURVIVAL: Parameter = Parameter {
    number: 49,
    part: 0,
    name: "bridge-survival",
    what: "share of bridges that survive a year",
    default: 0.1,
    prior: [0.05, 0.2],
    unit: "a year",
    status: Status::Measured,
    source: "Burt 2002",
};

/// Share of embedded ties that survive a year (a year).
pub const EMBEDDED_SURVIVAL: Parameter = Parameter {
    number: 50,
    part: 0,
    name: "embedded-survival",
    what: "share of embedded ties that survive a year",
    default: 0.6,
    prior: [0.4, 0.85],
    unit: "a year",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[FADE_PHYSICAL, FADE_VIRTUAL, BRIDGE_SURVIVAL, EMBEDDED_SURVIVAL];
