//! What an experiment found, as it is kept: plain numbers of six digits, so that equal runs give equal bytes.

use milieu_study::settings::Label;
use serde::{Deserialize, Serialize};

/// An experiment's result.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// Version of the program.
    pub version: String,
    /// Digest of the experiment's file and of the scenarios it names.
    pub experiment: String,
    /// Fingerprint of the model.
    pub model: String,
    /// Digest of what of the study the worlds start from; blank where they are synthetic.
    pub study: String,
    /// How much of its world the study states, of the first arm inside it; empty where all worlds are synthetic.
    #[serde(default)]
    pub stands: Vec<Stands>,
    /// The experiment's id.
    pub id: String,
    /// Its title.
    pub title: Label,
    /// What it asks.
    pub question: Label,
    /// Arguments it speaks to.
    pub speaks_to: Vec<String>,
    /// `borne-out`, `open` or `contradicted`.
    pub verdict: String,
    /// The verdict in a sentence.
    pub says: String,
    /// Runs made.
    pub runs: usize,
    /// Pairs at the defaults.
    pub pairs: usize,
    /// Parameter sets.
    pub sets: usize,
    /// Months simulated.
    pub months: u32,
    /// Persons, firms and places of the worlds at the start.
    pub size: [usize; 3],
    /// The numbers compared.
    pub estimands: Vec<Estimated>,
    /// Every arm's own numbers.
    pub arms: Vec<ArmOutcome>,
    /// How the whole difference is shared among factors.
    pub shapley: Vec<Shapley>,
    /// The bundle elsewhere.
    pub transplant: Option<Transplanted>,
    /// What it cannot say.
    pub limits: Vec<Label>,
}

/// How much of a kind of thing at the start comes from the study.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Stands {
    /// What is counted.
    pub what: String,
    /// From the study.
    pub grounded: usize,
    /// Synthetic.
    pub synthetic: usize,
    /// Statements of the study that those grounded rest on.
    pub facts: usize,
}

/// A number compared between two arms.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Estimated {
    /// Its name.
    pub id: String,
    /// What it is.
    pub what: Label,
    /// The indicator.
    pub indicator: String,
    /// Its unit.
    pub unit: String,
    /// Month or months, such as `2020-12`.
    pub when: String,
    /// The arm.
    pub arm: String,
    /// The arm it is compared with.
    pub against: String,
    /// What is claimed: `more`, `less` or `same`.
    pub expect: Option<String>,
    /// What the lesson says.
    pub lesson: Label,
    /// Mean of the arm it is compared with.
    pub base: Option<f64>,
    /// Mean of the arm.
    pub other: Option<f64>,
    /// The second less the first.
    pub difference: Difference,
    /// The difference over the size of the base.
    pub relative: Option<f64>,
    /// How many times as many runs of unlike seeds would be needed.
    pub fewer: Option<f64>,
    /// What the parameter sets say.
    pub agreement: Option<Agreement>,
    /// `borne-out`, `open` or `contradicted`; `open` also where nothing is claimed.
    pub verdict: String,
    /// Why, in a word: `clear`, `chance`, `parameters`, `unmoved`, `unclaimed` or `nothing`.
    pub reason: String,
    /// Why, in a sentence.
    pub why: String,
    /// Parameters that move the difference most when moved alone.
    pub tornado: Vec<Bar>,
}

/// A difference with its bands.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Difference {
    /// Mean over the pairs.
    pub mean: Option<f64>,
    /// 95 % interval of the mean, by Student's t.
    pub interval: Option<[f64; 2]>,
    /// 5th and 95th percentile over the pairs.
    pub spread: Option<[f64; 2]>,
    /// Pairs that have the number.
    pub pairs: usize,
}

/// What parameter sets say of a difference.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Agreement {
    /// Sets that have the number.
    pub sets: usize,
    /// Sets whose difference has the sign that is claimed, else that of the mean.
    pub agree: usize,
    /// Their share.
    pub share: f64,
    /// Median difference over the sets.
    pub median: f64,
    /// 5th and 95th percentile over the sets.
    pub spread: [f64; 2],
}

/// A parameter moved alone to both ends of its prior.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Bar {
    /// The parameter.
    pub parameter: String,
    /// How well it is known.
    pub status: String,
    /// Ends of its prior.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// The difference at the lower end.
    pub at_low: Option<f64>,
    /// At the upper end.
    pub at_high: Option<f64>,
    /// At the default, on the same seeds.
    pub at_default: Option<f64>,
}

/// An arm's own numbers.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ArmOutcome {
    /// Its name.
    pub id: String,
    /// What it is called.
    pub label: Label,
    /// For each estimand mean and spread over the seeds.
    pub values: Vec<Valued>,
}

/// Mean and spread of a number over seeds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Valued {
    /// The estimand.
    pub estimand: String,
    /// Mean.
    pub mean: Option<f64>,
    /// Standard deviation.
    pub sd: Option<f64>,
}

/// How the difference between all factors at their second side and all at their first is shared among them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Shapley {
    /// The estimand.
    pub estimand: String,
    /// The whole difference.
    pub whole: Difference,
    /// Each factor's part; they add up to the whole.
    pub parts: Vec<Part>,
}

/// A factor's part.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The factor.
    pub factor: String,
    /// What it is called.
    pub label: Label,
    /// Its part.
    pub mean: Option<f64>,
    /// 95 % interval over the seeds.
    pub interval: Option<[f64; 2]>,
    /// Its part of the whole.
    pub share: Option<f64>,
}

/// A bundle carried elsewhere.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Transplanted {
    /// The city it comes from.
    pub source: String,
    /// The estimand that counts.
    pub estimand: String,
    /// The source's median.
    pub median: Option<f64>,
    /// Share of runs elsewhere that reach it.
    pub reached: Option<f64>,
    /// Conditions, in the order of memberships.
    pub conditions: Vec<ConditionOutcome>,
    /// Territories.
    pub cases: Vec<Case>,
    /// Sums of conditions that are sufficient.
    pub solutions: Vec<Solution>,
    /// Conditions without which it hardly happens.
    pub necessary: Vec<Necessary>,
    /// What follows, in a sentence, or why nothing does.
    pub says: String,
}

/// A condition and how it was calibrated.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct ConditionOutcome {
    /// Its name in terms.
    pub id: String,
    /// What it is called.
    pub label: Label,
    /// What is measured.
    pub measure: String,
    /// Full exclusion, crossover, full inclusion.
    pub anchors: [f64; 3],
}

/// A territory the bundle was carried to.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Case {
    /// Which starting conditions, such as `assets kunshan, pipelines prd`.
    pub id: String,
    /// Memberships in the conditions.
    pub memberships: Vec<f64>,
    /// Share of seeds that reach the source's median: membership in the outcome.
    pub reached: f64,
    /// Mean of the number.
    pub mean: Option<f64>,
}

/// A solution of the truth table.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Solution {
    /// `conservative` or `parsimonious`.
    pub kind: String,
    /// A model as the field writes it.
    pub model: String,
    /// Models that the cases cannot tell apart.
    pub models: usize,
    /// Consistency.
    pub inclusion: Option<f64>,
    /// Proportional reduction in inconsistency.
    pub pri: Option<f64>,
    /// Coverage.
    pub coverage: Option<f64>,
}

/// A condition, or its absence, without which the outcome hardly happens.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Necessary {
    /// As it is written.
    pub condition: String,
    /// Consistency.
    pub inclusion: Option<f64>,
    /// Coverage.
    pub coverage: Option<f64>,
    /// Relevance.
    pub relevance: Option<f64>,
}

/// Six significant digits: what platforms may compute differently in the last bits is written the same.
#[must_use]
pub(crate) fn six(x: f64) -> f64 {
    if x == 0.0 || !x.is_finite() { 0.0_f64.max(x) } else { format!("{x:.5e}").parse().unwrap_or(x) }
}

/// The number in six digits; none where it is none.
#[must_use]
pub(super) fn shown(x: f64) -> Option<f64> {
    x.is_finite().then(|| six(x))
}
