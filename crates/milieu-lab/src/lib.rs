//! A scenario to trajectories: officials, firms, people and places of a territorial innovation system, month
//! by month. It explains, it does not forecast.
//!
//! Equal inputs give equal bits: every draw is addressed by its event ([`random`]), real functions are our
//! own ([`real`]), rows are shared among threads so that nobody can tell how many there were
//! ([`kernel`]), and the state has a hash ([`state::World::digest`]).

pub mod calibrate;
pub mod context;
pub mod digest;
pub mod ensemble;
pub mod experiment;
pub mod fingerprint;
pub mod ground;
pub mod kept;
pub mod kernel;
pub mod lever;
pub mod model;
pub mod month;
pub mod odd;
pub mod parameter;
pub mod pattern;
pub mod preset;
pub mod random;
pub mod real;
pub mod record;
pub mod rule;
pub mod run;
pub mod scenario;
pub mod screen;
pub mod start;
pub mod state;
pub mod step;
pub mod tables;
pub mod trace;
pub mod uid;

pub use context::Context;
pub use state::World;
