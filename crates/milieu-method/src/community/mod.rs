//! Communities: groups of nodes with more ties among them than to others. See `README.md` of this room.

mod agreement;
mod ask;
mod leiden;
mod level;
mod quality;

pub use agreement::{adjusted_rand, node_stability};
pub use ask::COMMUNITIES;
pub use leiden::{Communities, Settings, communities};
pub use quality::{Quality, modularity, quality};
