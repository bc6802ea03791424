//! Campaigns: attention to places grows with what is seen of them, and above a threshold they become a target.
//!
//! A(t) = 0.95·A(t−1) + α·(visible events + visits by higher officials). When A > A*, or in March 2015
//! (national guidance 国办发〔2015〕9号), the weight of the number of places in the contest jumps to ω_c for W months and
//! then decays; a target for their number is handed down with the others ([`super::targets`]).
//!
//! Evidence: one province aimed at 1,000 and more by 2020, others at 100 and more a year (2016 blue book, as reported).

use crate::parameter::{Parameter, Status};

/// Attention above which a campaign begins, A*.
pub const THRESHOLD: Parameter = Parameter {
    number: 27,
    part: 0,
    name: "campaign-threshold",
    what: "attention above which a campaign begins, A*",
    default: 1.0,
    prior: [0.3, 3.0],
    unit: "",
    status: Status::Fitted,
    source: "fitted to the growth of mass makerspaces (P10)",
};

/// Attention a visible event adds, α.
pub const ATTENTION: Parameter = Parameter {
    number: 27,
    part: 1,
    name: "campaign-attention",
    what: "attention a visible event adds, α",
    default: 0.02,
    prior: [0.005, 0.08],
    unit: "",
    status: Status::Fitted,
    source: "fitted to the growth of mass makerspaces (P10)",
};

/// Months a campaign lasts, W (months).
pub const MONTHS: Parameter = Parameter {
    number: 27,
    part: 2,
    name: "campaign-months",
    what: "months a campaign lasts, W",
    default: 36.0,
    prior: [24.0, 48.0],
    unit: "months",
    status: Status::Fitted,
    source: "fitted to the growth of mass makerspaces (P10)",
};

/// Weight of the number of places during a campaign, ω_c.
pub const WEIGHT: Parameter = Parameter {
    number: 27,
    part: 3,
    name: "campaign-weight",
    what: "weight of the number of places during a campaign, ω_c",
    default: 0.3,
    prior: [0.1, 0.6],
    unit: "",
    status: Status::Fitted,
    source: "fitted to the growth of mass makerspaces (P10)",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[THRESHOLD, ATTENTION, MONTHS, WEIGHT];
