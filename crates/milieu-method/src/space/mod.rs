//! Space: like values together, points in clusters, what can be reached. See `README.md`.

mod access;
mod ask;
mod ask_access;
mod ask_areas;
mod ask_points;
mod cluster;
mod extract;
mod global;
mod local;
mod pattern;
mod points;
mod spanning;
mod tree;
mod weights;

pub use access::{Decay, Roads, catchment};
pub use ask_access::{CATCHMENT, ISOCHRONES};
pub use ask_areas::{GEARY, GETIS_ORD, LISA, MORAN};
pub use ask_points::{COLOCATION, DBSCAN, HDBSCAN, KERNEL_DENSITY, RIPLEY};
pub use cluster::{dbscan, hdbscan};
pub use extract::POSITIONS;
pub use global::{Global, Permuted, geary, getis_ord, moran, moran_permuted};
pub use local::{
    Conditional, Convention, Local, Quadrant, conditional, false_discovery, local_geary, local_getis_ord, local_moran,
};
pub use pattern::{
    ClarkEvans, Kernel, Quotient, Spread, clark_evans, colocation, density, kinds_of, l_minus_d, ripley, spread,
};
pub use points::Points;
pub use weights::Weights;

#[cfg(test)]
mod tests;
