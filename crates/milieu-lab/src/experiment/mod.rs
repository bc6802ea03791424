//! Experiments: a question put to the model as arms that meet the same events, and what may be said of the answer.
//!
//! An experiment is a TOML file in a study's `experiments/`. [`read()`] never fails; [`perform()`] runs every arm on the same
//! seeds, repeats the comparison for sets of parameters drawn from their priors, and moves every parameter alone to the
//! ends of its prior. Worlds are synthetic unless the experiment or an arm says `world = "study"`. The verdict counts chance (an interval over pairs of runs) and what is assumed (the share
//! of parameter sets that agree); it speaks of the model, never of a place.

pub mod check;
pub mod factorial;
pub mod judge;
pub mod lint;
mod outcome;
mod perform;
mod read;
#[cfg(test)]
mod tests;
mod transplant;

use std::sync::Arc;

use milieu_study::diagnostic::Span;
use milieu_study::settings::Label;

use crate::ground::Ground;
use crate::month::Month;
use crate::preset::City;
use crate::scenario::Scenario;

pub use check::check;
pub(crate) use outcome::six;
pub use outcome::{
    Agreement, ArmOutcome, Bar, Case, ConditionOutcome, Difference, Estimated, Necessary, Outcome, Part, Shapley,
    Solution, Stands, Transplanted, Valued,
};
pub use perform::{Made, perform};
pub(crate) use read::named;
pub use read::{Scenarios, read};

/// An experiment.
#[derive(Clone, Debug)]
pub struct Experiment {
    /// Name of its file without `.toml`.
    pub id: String,
    /// Title.
    pub title: Label,
    /// What it asks.
    pub question: Label,
    /// Arguments of the study it speaks to.
    pub speaks_to: Vec<(String, Span)>,
    /// What is compared; with factors, every combination of their sides.
    pub arms: Vec<Arm>,
    /// Factors, if it is a factorial.
    pub factors: Vec<Factor>,
    /// What is read off the runs.
    pub estimands: Vec<Estimand>,
    /// Pairs of runs at the parameters' defaults.
    pub pairs: usize,
    /// Sets of parameters drawn from their priors.
    pub sets: usize,
    /// Seeds for each set.
    pub set_seeds: usize,
    /// Seeds for each parameter moved alone; 0 for none.
    pub tornado_seeds: usize,
    /// A bundle carried to other starting conditions, if that is asked.
    pub transplant: Option<Transplant>,
    /// What the answer cannot say.
    pub limits: Vec<Label>,
    /// Digest of the file and of the scenarios it names.
    pub digest: String,
}

impl Experiment {
    /// Whether a world of it starts from what a study states: `world = "study"`.
    #[must_use]
    pub fn wants_study(&self) -> bool {
        self.scenarios().any(|scenario| !scenario.is_synthetic)
    }

    /// The experiment inside a study: worlds that ask for it start from what the study states.
    #[must_use]
    pub fn inside(mut self, study: &Arc<Ground>) -> Self {
        let arms = self.arms.iter_mut().map(|arm| &mut arm.scenario);
        for scenario in arms.chain(self.transplant.as_mut().map(|bundle| &mut bundle.bundle)) {
            scenario.ground = (!scenario.is_synthetic).then(|| Arc::clone(study));
        }
        self
    }

    /// What is run: every arm's scenario, then the bundle's.
    pub fn scenarios(&self) -> impl Iterator<Item = &Scenario> {
        self.arms.iter().map(|arm| &arm.scenario).chain(self.transplant.as_ref().map(|bundle| &bundle.bundle))
    }
}

/// One of the things compared.
#[derive(Clone, Debug)]
pub struct Arm {
    /// Its name.
    pub id: String,
    /// What it is called.
    pub label: Label,
    /// What is run.
    pub scenario: Scenario,
}

/// Something with two sides.
#[derive(Clone, Debug)]
pub struct Factor {
    /// Its name.
    pub id: String,
    /// What it is called.
    pub label: Label,
}

/// What the lesson claims of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expect {
    /// The arm has more.
    More,
    /// The arm has less.
    Less,
    /// They do not differ by more than [`Estimand::within`] of the base.
    Same,
}

impl Expect {
    /// The words files write.
    pub const WORDS: [&str; 3] = ["more", "less", "same"];

    /// The word.
    #[must_use]
    pub const fn word(self) -> &'static str {
        Self::WORDS[self as usize]
    }
}

/// A number of a run, compared between two arms.
#[derive(Clone, Debug)]
pub struct Estimand {
    /// Its name.
    pub id: String,
    /// What it is.
    pub what: Label,
    /// Position in [`crate::record::INDICATORS`].
    pub indicator: usize,
    /// The indicator it is divided by, such as what was spent.
    pub per: Option<usize>,
    /// First and last month it is the mean of; one month if they are the same.
    pub months: [Month; 2],
    /// Whether its spread over chance is compared, |x − median| / |median|, and not the number itself.
    pub spread: bool,
    /// Position of the arm.
    pub arm: usize,
    /// Position of the arm it is compared with.
    pub against: usize,
    /// What is claimed, if anything is.
    pub expect: Option<Expect>,
    /// Share of the base that counts as no difference.
    pub within: f64,
    /// What the lesson says.
    pub lesson: Label,
}

/// A bundle carried elsewhere.
#[derive(Clone, Debug)]
pub struct Transplant {
    /// The city it comes from.
    pub source: City,
    /// Whether assets, governance and pipelines are carried with it.
    pub carry: [bool; 3],
    /// The scenario with the bundle's levers.
    pub bundle: Scenario,
    /// Position of the estimand whose number counts.
    pub outcome: usize,
    /// Seeds for each territory.
    pub seeds: usize,
    /// Initial conditions.
    pub conditions: Vec<Condition>,
}

/// A condition of a territory at the start.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Its name in terms.
    pub id: String,
    /// What it is called.
    pub label: Label,
    /// Position in the list of what a transplant can measure.
    pub measure: usize,
    /// Full exclusion, crossover, full inclusion.
    pub anchors: [f64; 3],
}
