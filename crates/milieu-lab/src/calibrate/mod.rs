//! Calibration: first rule out what cannot be, then weigh what is left.
//!
//! [`history`] matching takes parameters away wave by wave, where an emulator ([`gp`]) says that no honest reading of its own
//! doubt, of chance and of the model's discrepancy brings the model near what is known; [`abc`] draws from what remains.
//! (McCulloch et al. 2022, JASSS 25(2)1.) All of it is a function of a model that is handed in: a toy whose answer is known,
//! or a scenario.

pub mod abc;
pub mod gp;
pub mod history;
pub mod model;

/// What is spent on a calibration, and how: waves of history matching, then particles.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Budget {
    /// Most waves.
    pub waves: usize,
    /// Runs in a wave.
    pub points: usize,
    /// Points of the space that are judged by the emulators.
    pub candidates: usize,
    /// Implausibility from which a point is ruled out.
    pub cutoff: f64,
    /// Observables a point may miss without being ruled out.
    pub allowed: usize,
    /// Particles.
    pub particles: usize,
    /// Generations of particles after the first.
    pub generations: usize,
    /// Share of a generation's distances that is the next tolerance.
    pub quantile: f64,
    /// Most runs for all particles.
    pub runs: usize,
    /// Seed of designs and draws.
    pub seed: u64,
}

impl Default for Budget {
    fn default() -> Self {
        Self {
            waves: 3,
            points: 40,
            candidates: 4_000,
            cutoff: 3.0,
            allowed: 0,
            particles: 50,
            generations: 3,
            quantile: 0.5,
            runs: 2_000,
            seed: 1,
        }
    }
}
