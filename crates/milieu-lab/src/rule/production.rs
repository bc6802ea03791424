//! What firms make.
//!
//! VA = A·L^s·K^{1−s}·(1 + μ·ln(1 + n)), n firms of the sector in the town, s the labour share;
//! ln A = ln A_0 + γ·Q + ln A_z, Q = Σ over the hypothesis of ability·(1 − e^{−expertise}), mean per triple weighed by the
//! landscape's payoff ([`super::search`]).

use crate::parameter::{Parameter, Status};

/// Labour share.
pub const LABOUR_SHARE: Parameter = Parameter {
    number: 28,
    part: 0,
    name: "labour-share",
    what: "labour share",
    default: 0.6,
    prior: [0.5, 0.7],
    unit: "",
    status: Status::Textbook,
    source: "textbook value",
};

/// Elasticity of productivity to firms of the sector nearby, μ.
pub const AGGLOMERATION: Parameter = Parameter {
    number: 29,
    part: 0,
    name: "mu-agglomeration",
    what: "elasticity of productivity to firms of the sector nearby, μ",
    default: 0.04,
    prior: [0.02, 0.1],
    unit: "",
    status: Status::Textbook,
    source: "textbook value",
};

/// What a unit of quality adds to ln A, γ.
pub const QUALITY: Parameter = Parameter {
    number: 30,
    part: 0,
    name: "gamma-quality",
    what: "what a unit of quality adds to ln A, γ",
    default: 0.05,
    prior: [0.01, 0.2],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[LABOUR_SHARE, AGGLOMERATION, QUALITY];
