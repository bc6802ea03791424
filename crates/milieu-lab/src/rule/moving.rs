//! People move to other towns.
//!
//! With probability μ_class a month, to z by logit: w_1·ln w − w_2·ln R − w_3·ln d + w_4·ties_z/(1 + ties) + w_5·amenity
//! − closedness to people registered elsewhere. Employment and memberships end with the move.

use crate::parameter::{Parameter, Status};

/// Share of artists who think of moving a month (a month).
pub const RATE_ARTIST: Parameter = Parameter {
    number: 42,
    part: 0,
    name: "move-artist",
    what: "share of artists who think of moving a month",
    default: 0.012,
    prior: [0.006, 0.024],
    unit: "a month",
    status: Status::Assumed,
    source: "assumed",
};

/// Share of workers who think of moving a month (a month).
pub const RATE_WORKER: Parameter = Parameter {
    number: 42,
    part: 1,
    name: "move-worker",
    what: "share of workers who think of moving a month",
    default: 0.015,
    prior: [0.0075, 0.03],
    unit: "a month",
    status: Status::Assumed,
    source: "assumed",
};

/// Share of students who think of moving a month (a month).
pub const RATE_STUDENT: Parameter = Parameter {
    number: 42,
    part: 2,
    name: "move-student",
    what: "share of students who think of moving a month",
    default: 0.02,
    prior: [0.01, 0.04],
    unit: "a month",
    status: Status::Assumed,
    source: "assumed",
};

/// Share of makers who think of moving a month (a month).
pub const RATE_MAKER: Parameter = Parameter {
    number: 42,
    part: 3,
    name: "move-maker",
    what: "share of makers who think of moving a month",
    default: 0.008,
    prior: [0.004, 0.016],
    unit: "a month",
    status: Status::Assumed,
    source: "assumed",
};

/// Share of entrepreneurs who think of moving a month (a month).
pub const RATE_ENTREPRENEUR: Parameter = Parameter {
    number: 42,
    part: 4,
    name: "move-entrepreneur",
    what: "share of entrepreneurs who think of moving a month",
    default: 0.008,
    prior: [0.004, 0.016],
    unit: "a month",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of ln wage in where to move.
pub const WEIGHT_WAGE: Parameter = Parameter {
    number: 43,
    part: 0,
    name: "move-weight-wage",
    what: "weight of ln wage in where to move",
    default: 1.0,
    prior: [0.5, 2.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of ln rent in where to move.
pub const WEIGHT_RENT: Parameter = Parameter {
    number: 43,
    part: 1,
    name: "move-weight-rent",
    what: "weight of ln rent in where to move",
    default: 0.6,
    prior: [0.3, 1.2],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of ln distance in where to move.
pub const WEIGHT_DISTANCE: Parameter = Parameter {
    number: 43,
    part: 2,
    name: "move-weight-distance",
    what: "weight of ln distance in where to move",
    default: 0.8,
    prior: [0.4, 1.6],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of ties there in where to move.
pub const WEIGHT_TIES: Parameter = Parameter {
    number: 43,
    part: 3,
    name: "move-weight-ties",
    what: "weight of ties there in where to move",
    default: 0.5,
    prior: [0.25, 1.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of amenity in where to move.
pub const WEIGHT_AMENITY: Parameter = Parameter {
    number: 43,
    part: 4,
    name: "move-weight-amenity",
    what: "weight of amenity in where to move",
    default: 0.3,
    prior: [0.15, 0.6],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[
    RATE_ARTIST,
    RATE_WORKER,
    RATE_STUDENT,
    RATE_MAKER,
    RATE_ENTREPRENEUR,
    WEIGHT_WAGE,
    WEIGHT_RENT,
    WEIGHT_DISTANCE,
    WEIGHT_TIES,
    WEIGHT_AMENITY,
];
