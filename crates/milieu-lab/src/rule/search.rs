//! How firms look for something better: imitate, improve, recombine, absorb, or nothing. Once a quarter.
//!
//! Choice: softmax over (expected gain − cost), with an aspiration = best of own past and peers; below it exploration rises.
//! * imitate (shanzhai): targets in the same place, the town's market or a shared reference design; succeeds with
//!   open_s·exp(−d/d_0)·(1 − ipr); one triple is copied with a loss of ability. A turnkey platform (2004–06)
//!   multiplies open_s and cuts the cost in its sector.
//! * incremental: ability ± 0.5 in the direction kept.
//! * recombine: swap in a triple of a partner or place-mate; succeeds with P_0·(d/d*)·exp(1 − d/d*), d the Hamming
//!   distance of capability sets; nothing beyond the micro-radius unless there is a strong tie.
//! * external: absorb from a pipeline at rate Φ_x·absorptive capacity·link of the type.
//!
//! Payoff of a hypothesis: a fixed landscape, the mean over pairs of capabilities of a number of their own
//! ([`crate::random::Stream::Landscape`]), each capability with K others.
//!
//! Evidence: kenes as in SKIN v5.32 (re-implemented from its papers); spillovers end at 20 m, work through socialising
//! and are best between the moderately different (Roche, Oettl & Catalini 2024, *Management Science* 70:8245).

use crate::parameter::{Parameter, Status};

/// Capabilities there are.
pub const CAPABILITIES: Parameter = Parameter {
    number: 31,
    part: 0,
    name: "capabilities",
    what: "capabilities there are",
    default: 1024.0,
    prior: [1024.0, 1024.0],
    unit: "",
    status: Status::Measured,
    source: "SKIN v5.32 has 1,000",
};

/// Most triples of an innovation hypothesis.
pub const HYPOTHESIS: Parameter = Parameter {
    number: 31,
    part: 1,
    name: "hypothesis-size",
    what: "most triples of an innovation hypothesis",
    default: 9.0,
    prior: [9.0, 9.0],
    unit: "",
    status: Status::Measured,
    source: "SKIN v5.32",
};

/// Most partners of a firm.
pub const PARTNERS: Parameter = Parameter {
    number: 31,
    part: 2,
    name: "partners",
    what: "most partners of a firm",
    default: 5.0,
    prior: [5.0, 5.0],
    unit: "",
    status: Status::Measured,
    source: "SKIN v5.32",
};

/// Least triples of a kene.
pub const KENE_FLOOR: Parameter = Parameter {
    number: 32,
    part: 0,
    name: "kene-floor",
    what: "least triples of a kene",
    default: 5.0,
    prior: [5.0, 5.0],
    unit: "",
    status: Status::Measured,
    source: "SKIN v5.32: max(5, ln(1 + capital/20))",
};

/// Distance at which imitation falls to 1/e, d_0.
pub const IMITATION_DISTANCE: Parameter = Parameter {
    number: 33,
    part: 0,
    name: "d0-imitation",
    what: "distance at which imitation falls to 1/e, d_0",
    default: 6.0,
    prior: [2.0, 12.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Share of ability lost in copying.
pub const ABILITY_LOSS: Parameter = Parameter {
    number: 34,
    part: 0,
    name: "ability-loss",
    what: "share of ability lost in copying",
    default: 0.2,
    prior: [0.05, 0.4],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Protection against imitation until 2008.
pub const IPR_EARLY: Parameter = Parameter {
    number: 35,
    part: 0,
    name: "ipr-early",
    what: "protection against imitation until 2008",
    default: 0.1,
    prior: [0.0, 0.8],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Protection against imitation after 2008.
pub const IPR_LATE: Parameter = Parameter {
    number: 35,
    part: 1,
    name: "ipr-late",
    what: "protection against imitation after 2008",
    default: 0.4,
    prior: [0.0, 0.8],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Highest probability that a recombination succeeds, P_0.
pub const RECOMBINE: Parameter = Parameter {
    number: 36,
    part: 0,
    name: "p0-recombine",
    what: "highest probability that a recombination succeeds, P_0",
    default: 0.05,
    prior: [0.01, 0.2],
    unit: "",
    status: Status::Anchored,
    source: "shape: Roche, Oettl & Catalini 2024",
};

/// Distance at which it is highest, d*.
pub const BEST_DISTANCE: Parameter = Parameter {
    number: 36,
    part: 1,
    name: "d-star",
    what: "distance at which it is highest, d*",
    default: 8.0,
    prior: [3.0, 16.0],
    unit: "",
    status: Status::Anchored,
    source: "shape: Roche, Oettl & Catalini 2024",
};

/// Distance beyond which nothing spills over without a strong tie (m).
pub const RADIUS: Parameter = Parameter {
    number: 37,
    part: 0,
    name: "micro-radius",
    what: "distance beyond which nothing spills over without a strong tie",
    default: 20.0,
    prior: [20.0, 20.0],
    unit: "m",
    status: Status::Measured,
    source: "Roche, Oettl & Catalini 2024",
};

/// Capabilities each one depends on, K.
pub const RUGGEDNESS: Parameter = Parameter {
    number: 38,
    part: 0,
    name: "k-landscape",
    what: "capabilities each one depends on, K",
    default: 4.0,
    prior: [1.0, 8.0],
    unit: "",
    status: Status::Assumed,
    source: "assumed",
};

/// Parameters of this rule.
pub const PARAMETERS: &[Parameter] = &[
    CAPABILITIES,
    HYPOTHESIS,
    PARTNERS,
    KENE_FLOOR,
    IMITATION_DISTANCE,
    ABILITY_LOSS,
    IPR_EARLY,
    IPR_LATE,
    RECOMBINE,
    BEST_DISTANCE,
    RADIUS,
    RUGGEDNESS,
];
