//! Zones: firms inside are more productive, new ones first, and each further zone of a region brings less.
//!
//! Bonus of the n-th zone of a region to ln A of entrants: b_n = b_1·d^{n−1}.
//!
//! Evidence: net entry matters more than incumbents (Lu, Wang & Zhu 2019, *AEJ: Policy*); later zones bring smaller
//! benefits and more relocation (Wang 2013, *J. Dev. Econ.*).

use crate::parameter::{Parameter, Status};

/// Bonus of the first zone to ln A, b_1.
pub const FIRST: Parameter = Parameter {
    number: 22,
    part: 0,
    name: "zone-first",
    what: "bonus of the first zone to ln A, b_1",
    default: 0.15,
    prior: [0.05, 0.4],
    unit: "",
    status: Status::Anchored,
    source: "sign: Lu, Wang & Zhu 2019",
};

/// Bonus of a zone relative to the one before it.
pub const DECAY: Parameter = Parameter {
    number: 23,
    part: 0,
    name: "zone-decay",
    what: "bonus of a zone relative to the one before it",
    default: 0.7,
    prior: [0.4, 1.0],
    unit: "",
    status: Status::Anchored,
    source: "sign: Wang 2013",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[FIRST, DECAY];
