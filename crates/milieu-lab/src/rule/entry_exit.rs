//! Firms come, change owners and go.
//!
//! Spin-offs: hazard h_s for the employed with at least two strong ties in at least two domains, more with contacts who
//! have founded (entry depends on contacts' behaviour). Outside firms arrive by [`super::pipelines`]. Exit: capital below 0
//! for three months. Collectives have a soft budget until the share of distressed ones in a county passes θ_D; then a wave
//! of privatisation.
//!
//! Evidence: Shunde about 1992: 259 of some 1,000 collectives in distress.

use crate::parameter::{Parameter, Status};

/// Hazard of a spin-off, h_s (a month).
pub const SPIN_OFF: Parameter = Parameter {
    number: 40,
    part: 0,
    name: "h-spinoff",
    what: "hazard of a spin-off, h_s",
    default: 0.002,
    prior: [0.0005, 0.01],
    unit: "a month",
    status: Status::Fitted,
    source: "fitted to the life table of firms (P7)",
};

/// Share of distressed collectives at which they are privatised, θ_D.
pub const DISTRESS: Parameter = Parameter {
    number: 41,
    part: 0,
    name: "theta-distress",
    what: "share of distressed collectives at which they are privatised, θ_D",
    default: 0.25,
    prior: [0.1, 0.5],
    unit: "",
    status: Status::Measured,
    source: "Shunde about 1992: 259 of some 1,000",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[SPIN_OFF, DISTRESS];
