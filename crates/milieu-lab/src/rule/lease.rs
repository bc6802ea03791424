//! Leases end: stay, move to cheaper floor, or close.
//!
//! At renewal the rent is the town's. If it rose by more than a place tolerates and its cash cannot carry it, it looks for
//! cheaper floor within the prefecture, loses members by distance, and closes if there is none.

use crate::parameter::{Parameter, Status};

/// Length of a lease (months).
pub const LENGTH: Parameter = Parameter {
    number: 53,
    part: 0,
    name: "lease",
    what: "length of a lease",
    default: 36.0,
    prior: [24.0, 60.0],
    unit: "months",
    status: Status::Assumed,
    source: "assumed",
};

/// Rise of the rent a place accepts at renewal.
pub const TOLERANCE: Parameter = Parameter {
    number: 54,
    part: 0,
    name: "rent-tolerance",
    what: "rise of the rent a place accepts at renewal",
    default: 0.15,
    prior: [0.05, 0.4],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[LENGTH, TOLERANCE];
