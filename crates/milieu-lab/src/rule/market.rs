//! Demand: shares by quality and price within a sector, cost-plus prices, profit.
//!
//! share_f = exp(θ·Q_f − σ·ln p_f)/Σ over the sector. Sectors' demand is exogenous.

use crate::parameter::{Parameter, Status};

/// Weight of quality in demand, θ.
pub const QUALITY_WEIGHT: Parameter = Parameter {
    number: 39,
    part: 0,
    name: "theta-demand",
    what: "weight of quality in demand, θ",
    default: 1.0,
    prior: [0.3, 3.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of the logarithm of price in demand, σ.
pub const PRICE_WEIGHT: Parameter = Parameter {
    number: 39,
    part: 1,
    name: "sigma-demand",
    what: "weight of the logarithm of price in demand, σ",
    default: 4.0,
    prior: [2.0, 8.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[QUALITY_WEIGHT, PRICE_WEIGHT];
