//! The cash of places.
//!
//! cash += fee·M + events + services + sponsors + subsidy − R·area − staff − equipment. Subsidies may pay by reported desks
//! or teams: reported = real + pad, the pad chosen like a misreport ([`super::misreport`]).

use crate::parameter::{Parameter, Status};

/// Cost of padding reports.
pub const PAD_COST: Parameter = Parameter {
    number: 58,
    part: 0,
    name: "pad-cost",
    what: "cost of padding reports",
    default: 1.0,
    prior: [0.1, 5.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[PAD_COST];
