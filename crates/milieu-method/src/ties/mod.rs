//! What becomes of ties: after their place has closed, and between two looks. See `README.md` of this room.

mod ask;
mod ask_waves;
mod lives;
mod study;
mod waves;

pub use ask::TIE_SURVIVAL;
pub use ask_waves::TIE_WAVES;
pub use lives::{Tie, TieRows, split};
pub use study::TIE_LIVES;
pub use waves::{Waves, waves};
