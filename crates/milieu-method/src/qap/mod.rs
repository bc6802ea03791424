//! Relations compared with relations: QAP correlation, MRQAP, logistic QAP.
//!
//! Ties of one network are not independent of each other, so their number says nothing about how
//! sure a coefficient is. The quadratic assignment procedure asks instead how often a coefficient
//! as large would come up if the *actors* of one matrix were relabelled at random: rows and columns
//! are permuted together, which keeps each network's structure. See `README.md` of this room.

mod ask;
mod correlation;
mod logistic;
mod matrix;
mod permutation;
mod regression;
mod skew;

pub use ask::{MRQAP, QAP};
pub use correlation::{Correlation, correlate};
pub use logistic::{Logistic, logistic};
pub use matrix::{Error, Relation};
pub use permutation::{Permutations, Tails};
pub use regression::{Coefficient, Design, Null, Regression, regress};
pub use skew::{SKEWED, skewness};
