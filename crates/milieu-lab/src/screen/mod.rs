//! Screening: which parameters a number of the model depends on, and which hardly matter.
//!
//! No single method is enough (ten Broeke et al. 2016, JASSS 19(1)5): [`morris`] finds what matters with few runs, [`sobol`] says how
//! much of the variance each parameter explains, alone and with others. Both are functions of a design and of what came
//! of it; who makes the runs is left to the caller.

pub mod morris;
pub mod patterns;
pub mod sobol;
