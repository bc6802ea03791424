//! Does the solution stand when decisions that could have been otherwise are otherwise?
//!
//! Oana & Schneider 2021, doi:10.1177/00491241211036158. *Sensitivity ranges*: how far one decision can move, the
//! others held, before the solution changes. *Fit-oriented*: with IS the initial solution, TS the test solutions and
//! RC = IS ∧ all TS the robust core, RF_cons = Cons(IS) / Cons(RC), RF_cov = Cov(RC) / Cov(IS), and the overlap
//! RF_SC = Σ IS∧T / Σ IS∨T for T the least and the greatest of all TS. *Case-oriented*: typical and deviant cases are
//! robust (in the core), shaky (in IS only) or possible (in some TS only).

use std::collections::BTreeSet;

use super::calibrate::{self, Anchors};
use super::fit;
use super::problem::Problem;
use super::sets::{self, Condition, Sets};
use super::solve::{self, Expectations, Kind, Options};
use super::space::Term;
use super::truth::{Cutoffs, Output, TruthTable};

/// A set whose raw values and anchors are known.
#[derive(Clone, Debug, PartialEq)]
pub struct Raw {
    /// Raw values, one for each case.
    pub values: Vec<f64>,
    /// Anchors of the direct method.
    pub anchors: Anchors,
    /// Log-odds at the anchors.
    pub odds: f64,
}

impl Raw {
    /// Memberships.
    #[must_use]
    pub fn memberships(&self) -> Vec<f64> {
        self.values.iter().map(|&x| calibrate::direct(x, self.anchors, self.odds)).collect()
    }
}

/// All decisions a solution rests on.
#[derive(Clone, Debug, PartialEq)]
pub struct Setup {
    /// Names of the cases.
    pub cases: Vec<String>,
    /// The conditions; where raw values are known, `values` follows from them.
    pub conditions: Vec<(Condition, Option<Raw>)>,
    /// The outcome, in the same way.
    pub outcome: (Condition, Option<Raw>),
    /// Whether the absence of the outcome is explained.
    pub negate: bool,
    /// Cutoffs.
    pub cutoffs: Cutoffs,
    /// Which solution.
    pub kind: Kind,
    /// Directional expectations, for an intermediate solution.
    pub expected: Expectations,
    /// How it is searched.
    pub options: Options,
}

/// One decision, and what it is set to.
#[derive(Clone, Debug, PartialEq)]
pub enum Decision {
    /// Least inclusion.
    Inclusion(f64),
    /// Fewest cases.
    Frequency(usize),
    /// Least PRI.
    Pri(f64),
    /// An anchor of a condition, or of the outcome (none): 0 exclusion, 1 crossover, 2 inclusion.
    Anchor(Option<usize>, usize, f64),
}

/// What a setup answers.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// All models, each as the set of its terms; none if no row is positive or none is not.
    pub models: BTreeSet<BTreeSet<Term>>,
    /// The models as they are listed, each once.
    pub listed: Vec<Vec<Term>>,
    /// Memberships in the first.
    pub membership: Vec<f64>,
    /// Memberships in the outcome.
    pub outcome: Vec<f64>,
    /// `listed`, as it is written.
    pub written: Vec<String>,
}

impl Setup {
    /// Solves it.
    ///
    /// # Errors
    /// What [`Sets::new`] and the solutions refuse, apart from a truth table without positive or negative rows.
    pub fn answer(&self) -> Result<Answer, Problem> {
        let (sets, table) = self.table()?;
        self.solved(&sets, &table)
    }

    /// The sets and their truth table: all that a solution depends on.
    fn table(&self) -> Result<(Sets, TruthTable), Problem> {
        let conditions = self.conditions.iter().map(|(c, _)| c.clone()).collect();
        let sets = Sets::new(self.cases.clone(), conditions, self.outcome.0.clone())?;
        let sets = if self.negate { sets.negated() } else { sets };
        let table = TruthTable::new(&sets, self.cutoffs)?;
        Ok((sets, table))
    }

    fn solved(&self, sets: &Sets, table: &TruthTable) -> Result<Answer, Problem> {
        let solved = || -> Result<Vec<Vec<Term>>, Problem> {
            let models = |s: &solve::Solution| (0..s.models.len()).map(|m| s.terms(m)).collect::<Vec<Vec<Term>>>();
            Ok(match self.kind {
                Kind::Conservative => models(&solve::conservative(sets, table, self.options)?),
                Kind::Parsimonious => models(&solve::parsimonious(sets, table, self.options)?),
                Kind::Intermediate => {
                    let conservative = solve::conservative(sets, table, self.options)?;
                    let parsimonious = solve::parsimonious(sets, table, self.options)?;
                    let both = [&conservative, &parsimonious];
                    let pairs = solve::intermediate(sets, table, both, &self.expected, self.options)?;
                    pairs.iter().flat_map(|pair| models(&pair.solution)).collect()
                }
            })
        };
        let models = match solved() {
            Ok(models) => models,
            Err(Problem::NothingPositive | Problem::NothingNegative) => vec![],
            Err(other) => return Err(other),
        };
        let first = models.first().cloned().unwrap_or_default();
        let (mut listed, mut written) = (vec![], vec![]);
        for model in &models {
            let words = solve::write(model, sets);
            if !written.contains(&words) {
                written.push(words);
                listed.push(model.clone());
            }
        }
        Ok(Answer {
            membership: sets.solution(&first),
            outcome: sets.outcome().to_vec(),
            models: models.into_iter().map(|m| m.into_iter().collect()).collect(),
            listed,
            written,
        })
    }

    /// The same setup with one decision otherwise.
    ///
    /// # Errors
    /// Anchors that would no longer rise or fall, a cutoff outside its range.
    pub fn with(&self, decision: &Decision) -> Result<Self, Problem> {
        let mut other = self.clone();
        match *decision {
            Decision::Inclusion(cut) => other.cutoffs.inclusion = cut,
            Decision::Frequency(cut) => other.cutoffs.frequency = cut,
            Decision::Pri(cut) => other.cutoffs.pri = cut,
            Decision::Anchor(of, which, value) => {
                let (condition, raw) = match of {
                    Some(c) => &mut other.conditions[c],
                    None => &mut other.outcome,
                };
                if let Some(raw) = raw {
                    let mut anchors = [raw.anchors.exclusion, raw.anchors.crossover, raw.anchors.inclusion];
                    anchors[which] = value;
                    raw.anchors = Anchors::new(&condition.name, anchors[0], anchors[1], anchors[2])?;
                    condition.values = raw.memberships();
                }
            }
        }
        other.cutoffs = other.cutoffs.checked()?;
        Ok(other)
    }
}

/// How far a decision can move one way.
#[derive(Clone, Debug, PartialEq)]
pub struct Reach {
    /// The last value tried at which the solution is unchanged.
    pub last: f64,
    /// The first value at which it is another, and what it is then; none if the search ended first.
    pub change: Option<(f64, Vec<String>)>,
}

/// The range of one decision in which the solution stays the same, step by step each way.
#[derive(Clone, Debug, PartialEq)]
pub struct Range {
    /// The decision at its initial value.
    pub decision: Decision,
    /// Downwards.
    pub down: Reach,
    /// Upwards.
    pub up: Reach,
}

/// Moves one decision by `step` each way, at most `runs` times, until the solution changes. `initial` is the setup's answer.
///
/// # Errors
/// What [`Setup::answer`] refuses for the initial decisions.
pub fn range(setup: &Setup, initial: &Answer, decision: &Decision, step: f64, runs: usize) -> Result<Range, Problem> {
    let (sets, table) = setup.table()?;
    let start = outputs(&sets, &table);
    let reach = |direction: f64| -> Result<Reach, Problem> {
        let mut reach = Reach { last: value(decision), change: None };
        let mut unchanged = start.clone();
        for run in 1..=runs {
            #[expect(clippy::cast_precision_loss, reason = "a small number of runs")]
            let moved = value(decision) + direction * step * run as f64;
            let Some(other) = moved_to(decision, moved) else { break };
            // Anchors that meet, a cutoff out of range: the decision can go no further.
            let Ok(other) = setup.with(&other) else { break };
            let (sets, table) = match other.table() {
                Ok(table) => table,
                // A set that has become constant ends the solution as well.
                Err(Problem::ConstantCondition(_) | Problem::ConstantOutcome(_)) => {
                    reach.change = Some((moved, vec![]));
                    break;
                }
                Err(other) => return Err(other),
            };
            // A solution follows from the outputs of the rows alone: while they stay, it stays.
            let outputs = outputs(&sets, &table);
            if outputs != unchanged {
                let answer = other.solved(&sets, &table)?;
                if answer.models != initial.models {
                    reach.change = Some((moved, answer.written));
                    break;
                }
                unchanged = outputs;
            }
            reach.last = moved;
        }
        Ok(reach)
    };
    Ok(Range { decision: decision.clone(), down: reach(-1.0)?, up: reach(1.0)? })
}

/// The values of each condition, and what becomes of each observed row.
fn outputs(sets: &Sets, table: &TruthTable) -> (Vec<u8>, Vec<(u32, Output)>) {
    let levels = (0..sets.conditions().len()).map(|c| sets.space().levels(c)).collect();
    (levels, table.rows.iter().map(|row| (row.configuration, row.output)).collect())
}

/// What a decision is set to.
#[must_use]
pub fn value(decision: &Decision) -> f64 {
    match *decision {
        #[expect(clippy::cast_precision_loss, reason = "a count of cases")]
        Decision::Frequency(n) => n as f64,
        Decision::Inclusion(v) | Decision::Pri(v) | Decision::Anchor(_, _, v) => v,
    }
}

/// The decision at another value; none where it has none.
#[must_use]
pub fn moved_to(decision: &Decision, value: f64) -> Option<Decision> {
    // Steps of a hundredth add up to 0.8500000000000001.
    let rounded = (value * 1e9).round() / 1e9;
    match *decision {
        Decision::Inclusion(_) => Some(Decision::Inclusion(rounded)),
        Decision::Pri(_) => Some(Decision::Pri(rounded)),
        Decision::Anchor(of, which, _) => Some(Decision::Anchor(of, which, value)),
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "at least 1, and small")]
        Decision::Frequency(_) => (value >= 1.0).then_some(Decision::Frequency(value.round() as usize)),
    }
}

/// A case beside the solutions.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// In the initial solution and in every test solution.
    Robust,
    /// In the initial solution, not in every test solution.
    Shaky,
    /// Not in the initial solution, but in a test solution.
    Possible,
    /// In none.
    Outside,
}

/// Robustness of an initial solution against test solutions.
#[derive(Clone, Debug, PartialEq)]
pub struct Robustness {
    /// Cons(IS) / Cons(RC); 1: the core is no more consistent than the solution.
    pub rf_cons: Option<f64>,
    /// Cov(RC) / Cov(IS); 1: the core covers all that the solution covers.
    pub rf_cov: Option<f64>,
    /// Overlap with the least of the test solutions; 1: the same.
    pub rf_sc_min: Option<f64>,
    /// Overlap with the greatest of the test solutions.
    pub rf_sc_max: Option<f64>,
    /// Each case's standing, and whether it is typical (in the outcome) or deviant.
    pub cases: Vec<(Standing, bool)>,
    /// Share of robust ones among cases of the outcome in any of the solutions.
    pub typical: Option<f64>,
    /// The same among cases out of the outcome.
    pub deviant: Option<f64>,
}

/// Overlap of two sets: Σ a∧b / Σ a∨b.
#[must_use]
pub fn overlap(a: &[f64], b: &[f64]) -> Option<f64> {
    let pairs = || a.iter().zip(b);
    let (both, any): (f64, f64) = (pairs().map(|(a, b)| a.min(*b)).sum(), pairs().map(|(a, b)| a.max(*b)).sum());
    (any > 0.0).then_some(both / any)
}

/// Compares memberships in the initial solution with those in the test solutions.
#[must_use]
pub fn robustness(initial: &[f64], tests: &[&[f64]], outcome: &[f64]) -> Robustness {
    let mut least = vec![1.0f64; initial.len()];
    let mut greatest = vec![0.0f64; initial.len()];
    for test in tests {
        least.iter_mut().zip(*test).for_each(|(l, t)| *l = l.min(*t));
        sets::join(&mut greatest, test);
    }
    let core: Vec<f64> = initial.iter().zip(&least).map(|(a, b)| a.min(*b)).collect();
    let (whole, robust) = (fit::sufficiency(initial, outcome), fit::sufficiency(&core, outcome));
    let quotient = |over: Option<f64>, under: Option<f64>| Some(over? / under.filter(|u| *u > 0.0)?);
    let standing = |case: usize| match (initial[case] > 0.5, least[case] > 0.5, greatest[case] > 0.5) {
        (true, true, _) => Standing::Robust,
        (true, false, _) => Standing::Shaky,
        (false, _, true) => Standing::Possible,
        (false, _, false) => Standing::Outside,
    };
    let cases: Vec<(Standing, bool)> = (0..initial.len()).map(|c| (standing(c), outcome[c] > 0.5)).collect();
    let share = |typical: bool| {
        let of = |s: &&(Standing, bool)| s.1 == typical && s.0 != Standing::Outside;
        let all = cases.iter().filter(of).count();
        let robust = cases.iter().filter(of).filter(|s| s.0 == Standing::Robust).count();
        #[expect(clippy::cast_precision_loss, reason = "counts of cases")]
        let share = robust as f64 / all as f64;
        (all > 0).then_some(share)
    };
    Robustness {
        rf_cons: quotient(whole.inclusion, robust.inclusion),
        rf_cov: quotient(robust.coverage, whole.coverage),
        rf_sc_min: overlap(initial, &least),
        rf_sc_max: overlap(initial, &greatest),
        typical: share(true),
        deviant: share(false),
        cases,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::random::Stream;

    /// Twenty cases by four raw conditions that further the outcome, or not.
    fn setup(seed: u64, kind: Kind) -> Setup {
        let mut stream = Stream::new(seed, 0);
        let mut column = |name: String| {
            let values: Vec<f64> = (0..20).map(|_| stream.unit() * 100.0).collect();
            let raw = Raw { values, anchors: Anchors::new(&name, 15.0, 48.5, 85.0).unwrap(), odds: calibrate::RAGIN };
            (Condition { name, multi_value: false, values: raw.memberships() }, Some(raw))
        };
        Setup {
            conditions: (0..4).map(|i| column(format!("C{i}"))).collect(),
            outcome: column("Y".to_owned()),
            cases: (0..20).map(|i| i.to_string()).collect(),
            negate: seed % 2 == 1,
            cutoffs: Cutoffs { inclusion: 0.7, ..Cutoffs::default() },
            kind,
            expected: vec![vec![1]; 4],
            options: Options::default(),
        }
    }

    #[test]
    fn a_range_is_what_solving_at_every_step_finds() {
        let mut changes = 0;
        for (seed, kind) in
            (0..6).flat_map(|s| [Kind::Conservative, Kind::Parsimonious, Kind::Intermediate].map(|k| (s, k)))
        {
            let setup = setup(seed, kind);
            let initial = setup.answer().unwrap();
            let decisions =
                [Decision::Inclusion(0.7), Decision::Anchor(Some(0), 1, 48.5), Decision::Anchor(None, 0, 15.0)];
            for (decision, step) in decisions.into_iter().zip([0.02, 2.0, 2.0]) {
                let found = range(&setup, &initial, &decision, step, 12).unwrap();
                for (reach, direction) in [(found.down, -1.0), (found.up, 1.0)] {
                    let moved = |run: i32| value(&decision) + direction * step * f64::from(run);
                    let answer = |run: i32| setup.with(&moved_to(&decision, moved(run))?).ok()?.answer().ok();
                    let end = (1..=12).find(|&run| answer(run).is_none_or(|a| a.models != initial.models));
                    assert_eq!(reach.last, moved(end.unwrap_or(13) - 1));
                    let written = end.and_then(|run| Some((moved(run), answer(run)?.written)));
                    assert_eq!(reach.change, written);
                    changes += usize::from(reach.change.is_some());
                }
            }
        }
        assert!(changes > 10, "the decisions matter: {changes}");
    }
}
