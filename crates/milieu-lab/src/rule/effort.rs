//! Effort of officials in a contest for promotion.
//!
//! Score y_i = Σ_k ω_lk·u_k(ĝ_ik − T_ik) + χ·[ĝ ≥ T]; u(x) = x where an indicator is aspirational, −Λ if a binding
//! one is missed ("one-vote veto"). Odds (Tullock with s = e^y): p_i = e^{r·y_i}/Σ_j e^{r·y_j}. Effort, at cost
//! e²/(2θ_i): e_i = θ_i·r·ω·V_l·p_i(1 − p_i), by three sweeps of a fixed point. Effort adds κ_e·e/12 a month to ln A.
//! Sure winners and hopeless losers slacken, and a large field dilutes; no contest (r = 0 or the switch off): no effort.
//!
//! Evidence: an optimal size of the field (Yu & Shen 2022). Parameter χ has its home in [`super::misreport`].

use crate::parameter::{Parameter, Status};

/// Decisiveness of the contest, r.
pub const DECISIVENESS: Parameter = Parameter {
    number: 8,
    part: 0,
    name: "r-contest",
    what: "decisiveness of the contest, r",
    default: 1.0,
    prior: [0.2, 3.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Value of a promotion to a province official, V.
pub const V_PROVINCE: Parameter = Parameter {
    number: 9,
    part: 0,
    name: "v-province",
    what: "value of a promotion to a province official, V",
    default: 1.0,
    prior: [0.2, 3.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Value of a promotion to a prefecture official, V.
pub const V_PREFECTURE: Parameter = Parameter {
    number: 9,
    part: 1,
    name: "v-prefecture",
    what: "value of a promotion to a prefecture official, V",
    default: 1.0,
    prior: [0.2, 3.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Value of a promotion to a county official, V.
pub const V_COUNTY: Parameter = Parameter {
    number: 9,
    part: 2,
    name: "v-county",
    what: "value of a promotion to a county official, V",
    default: 1.0,
    prior: [0.2, 3.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Yearly growth of ln A that a unit of effort brings, κ_e.
pub const EFFECT: Parameter = Parameter {
    number: 14,
    part: 0,
    name: "kappa-effort",
    what: "yearly growth of ln A that a unit of effort brings, κ_e",
    default: 0.01,
    prior: [0.0, 0.03],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Loss of score by a missed binding target, Λ.
pub const VETO: Parameter = Parameter {
    number: 17,
    part: 0,
    name: "lambda-veto",
    what: "loss of score by a missed binding target, Λ",
    default: 3.0,
    prior: [1.0, 10.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[DECISIVENESS, V_PROVINCE, V_PREFECTURE, V_COUNTY, EFFECT, VETO];
