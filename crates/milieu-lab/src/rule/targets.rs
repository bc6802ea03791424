//! Targets handed down, each level adding to what it was given (层层加码).
//!
//! T_jk = T_Pk + a_l·λ_k(t)·(n_j − 1)/n_j + b·max(0, max_rivals T_ik(t−1) − T_jk(t−1))
//!        + c_up·max(0, gap) − c_dn·max(0, −gap) + σ_T·ε(uid_j, year),   gap = ĝ_j(t−1) − T_j(t−1)
//!
//! n_j rivals of j under the same superior; λ of growth is 1 until 2012 and falls to 0.3 by 2016. Binding indicators
//! are handed down by share: a = b = 0.
//!
//! Evidence: targets convey the importance of growth and a contest amplifies them from the top down (Li, Liu, Weng &
//! Zhou 2019, *Economic Journal* 129:2888; the form of the equation is ours); targets rise fast in booms and decline
//! slowly (Chang, Wang & Xiong 2025); nation < province < city (BPEA summary).

use crate::parameter::{Parameter, Status};

/// What a province adds to the national target (percentage points).
pub const A_PROVINCE: Parameter = Parameter {
    number: 1,
    part: 0,
    name: "a-province",
    what: "what a province adds to the national target",
    default: 2.4,
    prior: [0.5, 3.0],
    unit: "percentage points",
    status: Status::Measured,
    source: "provinces of the 11th five-year plan were 2.4 points above the national 7.5 % on average (China Daily, 2007-03-12)",
};

/// What a prefecture adds (percentage points).
pub const A_PREFECTURE: Parameter = Parameter {
    number: 2,
    part: 0,
    name: "a-prefecture",
    what: "what a prefecture adds",
    default: 1.5,
    prior: [0.0, 3.0],
    unit: "percentage points",
    status: Status::Assumed,
    source: "assumed",
};

/// What a county adds (percentage points).
pub const A_COUNTY: Parameter = Parameter {
    number: 3,
    part: 0,
    name: "a-county",
    what: "what a county adds",
    default: 1.0,
    prior: [0.0, 3.0],
    unit: "percentage points",
    status: Status::Assumed,
    source: "assumed",
};

/// Share of the lead of the most ambitious rival that is made up, b.
pub const RACE: Parameter = Parameter {
    number: 4,
    part: 0,
    name: "b-race",
    what: "share of the lead of the most ambitious rival that is made up, b",
    default: 0.15,
    prior: [0.0, 0.5],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Share of an overshoot that is added to the next target.
pub const C_UP: Parameter = Parameter {
    number: 5,
    part: 0,
    name: "c-up",
    what: "share of an overshoot that is added to the next target",
    default: 0.4,
    prior: [0.1, 0.8],
    unit: "",
    status: Status::Anchored,
    source: "faster up than down: Chang, Wang & Xiong 2025",
};

/// Share of a shortfall that is taken off the next target.
pub const C_DOWN: Parameter = Parameter {
    number: 6,
    part: 0,
    name: "c-down",
    what: "share of a shortfall that is taken off the next target",
    default: 0.1,
    prior: [0.0, 0.4],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Standard deviation of what else moves a target (percentage points).
pub const NOISE: Parameter = Parameter {
    number: 7,
    part: 0,
    name: "sigma-target",
    what: "standard deviation of what else moves a target",
    default: 0.4,
    prior: [0.1, 1.0],
    unit: "percentage points",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[A_PROVINCE, A_PREFECTURE, A_COUNTY, RACE, C_UP, C_DOWN, NOISE];
