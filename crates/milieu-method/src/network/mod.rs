//! Who is tied to whom, and where each node stands. See `README.md` of this room.

pub(crate) mod ask;
mod betweenness;
mod bipartite;
mod brokerage;
mod distance;
mod graph;
mod layers;
mod mixing;
mod sampled;
mod spectral;
mod structure;
mod study;
mod triads;

pub use ask::{ASSORTATIVITY, BROKERAGE, CENTRALITY, LAYERS, PROJECTION, TRIADS_CENSUS};
pub use betweenness::{Betweenness, betweenness, node_betweenness};
pub use bipartite::{Bipartite, Weighing};
pub use brokerage::{Brokerage, brokerage};
pub use distance::{Reach, components, diameter_and_mean, reach};
pub use graph::{Arcs, Error, Graph};
pub use layers::{Overlap, Participation, overlap, participation};
pub use mixing::{ExternalInternal, assortativity, assortativity_by_value, degree_assortativity, external_internal};
pub use sampled::{Sampled, sampled};
pub use spectral::{eigenvector, pagerank};
pub use structure::{Clustering, Cuts, clustering, coreness, cuts};
pub use study::{NODES_OF, TIES};
pub(crate) use study::{PERSON, is_person};
pub use triads::{TRIADS, triads};
