//! Which places people join and come to.
//!
//! V_ip = a·ln(1 + M_p) − b·max(0, M/desks − 1)² + c·overlap(skill_i, profile_p) + f·friends_p − g·fee/w − h·d_ip − j·F_p·autonomy_i
//! + visibility + Gumbel(uid_i, uid_p, t), against not joining. A tenth thinks memberships over a month; some leave.
//!
//! Evidence: 8–11 % of coworkers planned to leave within three months (2017–19), some 3–4 % a month; one operator reports 5–8 %.

use crate::parameter::{Parameter, Status};

/// Weight of ln(1 + members), a.
pub const JOIN_MEMBERS: Parameter = Parameter {
    number: 44,
    part: 0,
    name: "join-members",
    what: "weight of ln(1 + members), a",
    default: 0.35,
    prior: [0.175, 0.7],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of crowding squared, b.
pub const JOIN_CROWDING: Parameter = Parameter {
    number: 44,
    part: 1,
    name: "join-crowding",
    what: "weight of crowding squared, b",
    default: 0.5,
    prior: [0.25, 1.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of the overlap of skills, c.
pub const JOIN_OVERLAP: Parameter = Parameter {
    number: 44,
    part: 2,
    name: "join-overlap",
    what: "weight of the overlap of skills, c",
    default: 0.4,
    prior: [0.2, 0.8],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of friends who are members, f.
pub const JOIN_FRIENDS: Parameter = Parameter {
    number: 44,
    part: 3,
    name: "join-friends",
    what: "weight of friends who are members, f",
    default: 0.6,
    prior: [0.3, 1.2],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of the fee relative to income, g.
pub const JOIN_FEE: Parameter = Parameter {
    number: 44,
    part: 4,
    name: "join-fee",
    what: "weight of the fee relative to income, g",
    default: 0.4,
    prior: [0.2, 0.8],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of distance, h.
pub const JOIN_DISTANCE: Parameter = Parameter {
    number: 44,
    part: 5,
    name: "join-distance",
    what: "weight of distance, h",
    default: 0.3,
    prior: [0.15, 0.6],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Weight of formality for the autonomous, j.
pub const JOIN_FORMALITY: Parameter = Parameter {
    number: 44,
    part: 6,
    name: "join-formality",
    what: "weight of formality for the autonomous, j",
    default: 0.5,
    prior: [0.25, 1.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Share of people who think memberships over (a month).
pub const RECONSIDER: Parameter = Parameter {
    number: 45,
    part: 0,
    name: "reconsider",
    what: "share of people who think memberships over",
    default: 0.1,
    prior: [0.05, 0.2],
    unit: "a month",
    status: Status::Measured,
    source: "Deskmag surveys 2017–19, computed",
};

/// Share of members who leave (a month).
pub const CHURN: Parameter = Parameter {
    number: 45,
    part: 1,
    name: "churn",
    what: "share of members who leave",
    default: 0.04,
    prior: [0.02, 0.08],
    unit: "a month",
    status: Status::Measured,
    source: "Deskmag surveys 2017–19, computed; one operator reports 5–8 %",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[
    JOIN_MEMBERS,
    JOIN_CROWDING,
    JOIN_OVERLAP,
    JOIN_FRIENDS,
    JOIN_FEE,
    JOIN_DISTANCE,
    JOIN_FORMALITY,
    RECONSIDER,
    CHURN,
];
