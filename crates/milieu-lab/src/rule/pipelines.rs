//! Pipelines to places outside: built by networking and brokers, they bring firms.
//!
//! ΔΦ_x = η_x·spending·(1 + brokers_x) − d·Φ_x. Arrivals of outside firms a month:
//! Poisson(λ_0·exp(1.0·Φ_x + 0.5·zone − 0.6·ln w + 0.3·ln(1 + N_x))), w relative to the nation.
//! Local linkage φ says how much of what outside firms know reaches others: loose (Kunshan) or tight (Shunde).

use crate::parameter::{Parameter, Status};

/// Growth of a pipeline by a unit of spending a head, η_x.
pub const ETA: Parameter = Parameter {
    number: 24,
    part: 0,
    name: "eta-pipeline",
    what: "growth of a pipeline by a unit of spending a head, η_x",
    default: 0.05,
    prior: [0.01, 0.2],
    unit: "",
    status: Status::Fitted,
    source: "fitted to Taiwanese firms in Kunshan (P21)",
};

/// Share of a pipeline lost a month (a month).
pub const DECAY: Parameter = Parameter {
    number: 24,
    part: 1,
    name: "pipeline-decay",
    what: "share of a pipeline lost a month",
    default: 0.02,
    prior: [0.005, 0.05],
    unit: "a month",
    status: Status::Fitted,
    source: "fitted to Taiwanese firms in Kunshan (P21)",
};

/// Arrivals without any pipeline, λ_0 (a month).
pub const ARRIVALS: Parameter = Parameter {
    number: 25,
    part: 0,
    name: "lambda-arrival",
    what: "arrivals without any pipeline, λ_0",
    default: 0.01,
    prior: [0.001, 0.05],
    unit: "a month",
    status: Status::Fitted,
    source: "fitted to Taiwanese firms in Kunshan (P21)",
};

/// Local linkage where it is loose, φ of Kunshan.
pub const LOOSE: Parameter = Parameter {
    number: 26,
    part: 0,
    name: "linkage-loose",
    what: "local linkage where it is loose, φ of Kunshan",
    default: 0.1,
    prior: [0.0, 0.3],
    unit: "",
    status: Status::Assumed,
    source: "assumed; loose and tight as the study contrasts Kunshan and Shunde",
};

/// Local linkage where it is tight, φ of Shunde.
pub const TIGHT: Parameter = Parameter {
    number: 26,
    part: 1,
    name: "linkage-tight",
    what: "local linkage where it is tight, φ of Shunde",
    default: 0.5,
    prior: [0.2, 0.8],
    unit: "",
    status: Status::Assumed,
    source: "assumed; loose and tight as the study contrasts Kunshan and Shunde",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[ETA, DECAY, ARRIVALS, LOOSE, TIGHT];
