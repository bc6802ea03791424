//! Lives whose opening and end are both known only to lie between two dates: multiple imputation (Rubin 1987).
//!
//! Every date is drawn many times within what is known of it; each time the plain method answers, and the answers are put
//! together so that the interval holds both the chance of few lives and what the dates leave open.

mod curve;
mod dates;
mod hazards;
mod pool;

pub use curve::{PooledCurve, pooled_curve};
pub use dates::{Dates, Drawn, draw};
pub use hazards::{PooledHazards, pooled_hazards};
pub use pool::{Pooled, pool};
