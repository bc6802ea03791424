//! Growth reported beyond the true one, just enough to meet the target where that is near.
//!
//! Cost m²/(2θ_m(1 − q)). Base: m0 = θ_m(1 − q)·r·ω·V·φ(τ)·p(1 − p). Kink: if 0 < T − g − m0 and
//! T − g ≤ m_max = √(2θ_m(1 − q)·(gain(m0) + χV)), then m = T − g: reports bunch just above the target. φ(τ) is the timing in
//! the term, switch H-M: late (Xu et al. 2025, *J. Law & Econ.* 68:459), early (Chen, Qiao & Zhu 2021) or even.
//! National accounts take the sum of reports less a correction.

use crate::parameter::{Parameter, Status};

/// Ease of misreporting, θ_m.
pub const THETA: Parameter = Parameter {
    number: 15,
    part: 0,
    name: "theta-misreport",
    what: "ease of misreporting, θ_m",
    default: 1.0,
    prior: [0.1, 5.0],
    unit: "",
    status: Status::Fitted,
    source: "fitted to bunching and to the sum of provinces (P4, P5)",
};

/// Bonus of score for a target met, χ.
pub const BONUS: Parameter = Parameter {
    number: 16,
    part: 0,
    name: "chi",
    what: "bonus of score for a target met, χ",
    default: 0.5,
    prior: [0.0, 2.0],
    unit: "",
    status: Status::Fitted,
    source: "fitted to bunching (P4)",
};

/// Share of GDP that national accounts take off the sum of provinces.
pub const CORRECTION: Parameter = Parameter {
    number: 18,
    part: 0,
    name: "national-correction",
    what: "share of GDP that national accounts take off the sum of provinces",
    default: 0.05,
    prior: [0.03, 0.07],
    unit: "",
    status: Status::Measured,
    source: "Chen, Chen, Hsieh & Song 2019 (NBER 25754)",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[THETA, BONUS, CORRECTION];
