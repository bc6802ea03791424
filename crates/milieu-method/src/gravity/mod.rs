//! Flows between places: Poisson pseudo-maximum likelihood with fixed effects. See `README.md` of this room.

mod absorb;
mod ask;
mod flows;
mod negbin;
mod poisson;
mod ppml;
mod separation;
mod variance;

pub use ask::GRAVITY;
pub use flows::{Error, Flows};
pub use negbin::{NegativeBinomial, negative_binomial};
pub use poisson::POISSON;
pub use ppml::{Fit, ppml};
pub use variance::Errors;
