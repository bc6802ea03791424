//! The budget, spread over ten instruments by what an official believes they bring before the term is over.
//!
//! x_k ∝ exp(β_x·Ê_k·δ^lag_k), δ the probability a month to be still in office; Ê ← (1 − ρ)Ê + ρ·(own or observed peers'
//! Δy per spending). Lags: 12, 6, 6, 4, 60, 48, 24, 18, 12, 6 months (assumed). Short tenure so favours what can be
//! counted soon. Style ψ shifts priors: 0 raises zones, land and networking, 1 raises service centres and rent relief.
//! A growth target that is missed adds debt-financed spending ξ·(T − g)·Y.
//!
//! Evidence: infrastructure, land sales and debt answer to targets (Chang, Wang & Xiong 2025). Earmarks of a
//! scenario come first ([`crate::lever::Levers::earmark`]).

use crate::parameter::{Parameter, Status};

/// How sharply beliefs decide the budget, β_x.
pub const SHARPNESS: Parameter = Parameter {
    number: 19,
    part: 0,
    name: "beta-budget",
    what: "how sharply beliefs decide the budget, β_x",
    default: 2.0,
    prior: [0.5, 5.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of the newest experience in a belief, ρ.
pub const LEARNING: Parameter = Parameter {
    number: 20,
    part: 0,
    name: "rho-belief",
    what: "weight of the newest experience in a belief, ρ",
    default: 0.2,
    prior: [0.05, 0.5],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Debt-financed spending per point of growth missed and unit of output, ξ.
pub const GAP_DEBT: Parameter = Parameter {
    number: 21,
    part: 0,
    name: "xi-debt",
    what: "debt-financed spending per point of growth missed and unit of output, ξ",
    default: 2.0,
    prior: [0.5, 5.0],
    unit: "",
    status: Status::Fitted,
    source: "fitted to debt from optimistic targets (P6)",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[SHARPNESS, LEARNING, GAP_DEBT];
