//! The network of a study: its ties, what came from what, what outlived what.

pub(crate) mod legacy;
mod lineage;
pub(crate) mod strand;
