//! Promotion at the end of a term, by performance and by connections.
//!
//! Pr_i = (1 − π_l)·p_i + π_l·κ_i/Σκ, where p_i are the odds of the contest ([`super::effort`]). Terms last 48 months on
//! average. Whoever missed a binding target is not promoted. The winner moves to an office above that is free, others
//! rotate; a new official in an office is a new identity.
//!
//! Evidence: performance plays a greater role at lower levels (Landry, Lü & Duan 2018); for prefectures not robust
//! (Wiebe 2024) and without effect on conduct (Pang, Keng & Zhang 2023); an effect for provinces (Li & Zhou 2005).
//! Switch `connections_only` is the variant π = 1 everywhere; a result counts as robust if it holds in both.

use crate::parameter::{Parameter, Status};

/// Weight of connections in the promotion of province officials.
pub const PI_PROVINCE: Parameter = Parameter {
    number: 10,
    part: 0,
    name: "pi-province",
    what: "weight of connections in the promotion of province officials",
    default: 0.8,
    prior: [0.3, 1.0],
    unit: "",
    status: Status::Anchored,
    source: "order by level: Landry, Lü & Duan 2018",
};

/// Weight of connections in the promotion of prefecture officials.
pub const PI_PREFECTURE: Parameter = Parameter {
    number: 11,
    part: 0,
    name: "pi-prefecture",
    what: "weight of connections in the promotion of prefecture officials",
    default: 0.6,
    prior: [0.2, 1.0],
    unit: "",
    status: Status::Anchored,
    source: "Wiebe 2024",
};

/// Weight of connections in the promotion of county officials.
pub const PI_COUNTY: Parameter = Parameter {
    number: 12,
    part: 0,
    name: "pi-county",
    what: "weight of connections in the promotion of county officials",
    default: 0.2,
    prior: [0.0, 0.8],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Mean length of a term (months).
pub const TERM: Parameter = Parameter {
    number: 13,
    part: 0,
    name: "term",
    what: "mean length of a term",
    default: 48.0,
    prior: [30.0, 60.0],
    unit: "months",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[PI_PROVINCE, PI_PREFECTURE, PI_COUNTY, TERM];
