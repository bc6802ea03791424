//! Cases, conditions and an outcome as sets, checked once.

use super::problem::Problem;
use super::space::{MOST_LEVELS, Space, Term};

/// How close to 0.5 a membership is neither in nor out.
const CROSSOVER: f64 = 1e-9;

/// A condition: memberships in 0..1 (crisp and fuzzy), or whole numbers from 0 (multi-value).
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    /// Its name, as it is written in terms.
    pub name: String,
    /// Whether its values are whole numbers that name categories. A condition of 0 and 1 is the same either way.
    pub multi_value: bool,
    /// One value for each case.
    pub values: Vec<f64>,
}

/// Checked sets: at least one case and one condition, all memberships in 0..1.
#[derive(Clone, Debug, PartialEq)]
pub struct Sets {
    cases: Vec<String>,
    conditions: Vec<Condition>,
    outcome: Condition,
    space: Space,
}

/// A membership of exactly 0.5: the case is neither in nor out, and belongs to no row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crossover {
    /// The case.
    pub case: usize,
    /// The set, a condition or the outcome.
    pub set: String,
}

impl Sets {
    /// Checks names, numbers and variation.
    ///
    /// # Errors
    /// Everything [`Problem`] names about an input: no case, a value outside 0..1, a constant set and so on.
    pub fn new(cases: Vec<String>, conditions: Vec<Condition>, outcome: Condition) -> Result<Self, Problem> {
        if cases.is_empty() {
            return Err(Problem::NoCases);
        }
        if conditions.is_empty() {
            return Err(Problem::NoConditions);
        }
        let mut levels = vec![];
        for (i, condition) in conditions.iter().enumerate() {
            let before = conditions[..i].iter().chain([&outcome]);
            if before.into_iter().any(|other| other.name == condition.name) {
                return Err(Problem::Twice(condition.name.clone()));
            }
            levels.push(checked(condition, &cases)?);
            if constant(&condition.values) {
                return Err(Problem::ConstantCondition(condition.name.clone()));
            }
        }
        let space = Space::new(&levels)?;
        let outcome = Condition { multi_value: false, ..outcome };
        checked(&outcome, &cases)?;
        if constant(&outcome.values) {
            return Err(Problem::ConstantOutcome(outcome.name));
        }
        Ok(Self { cases, conditions, outcome, space })
    }

    /// The same cases with the outcome negated.
    #[must_use]
    pub fn negated(&self) -> Self {
        let mut negated = self.clone();
        for value in &mut negated.outcome.values {
            *value = 1.0 - *value;
        }
        negated.outcome.name = match self.outcome.name.strip_prefix('~') {
            Some(name) => name.to_owned(),
            None => format!("~{}", self.outcome.name),
        };
        negated
    }

    /// Names of the cases.
    #[must_use]
    pub fn cases(&self) -> &[String] {
        &self.cases
    }

    /// The conditions.
    #[must_use]
    pub fn conditions(&self) -> &[Condition] {
        &self.conditions
    }

    /// Names of the conditions.
    #[must_use]
    pub fn names(&self) -> Vec<String> {
        self.conditions.iter().map(|c| c.name.clone()).collect()
    }

    /// The outcome's name.
    #[must_use]
    pub fn outcome_name(&self) -> &str {
        &self.outcome.name
    }

    /// Memberships in the outcome.
    #[must_use]
    pub fn outcome(&self) -> &[f64] {
        &self.outcome.values
    }

    /// The configurations of the conditions.
    #[must_use]
    pub fn space(&self) -> &Space {
        &self.space
    }

    /// A case's membership in a literal: the value, one minus it, or whether the category is this one.
    #[must_use]
    pub fn literal(&self, case: usize, condition: usize, value: u8) -> f64 {
        let x = self.conditions[condition].values[case];
        match (self.space.levels(condition), value) {
            (2, 1) => x,
            (2, _) => 1.0 - x,
            _ => f64::from(u8::from((x - f64::from(value)).abs() < CROSSOVER)),
        }
    }

    /// Memberships of all cases in a term: the least over its literals; 1 in the term without literals.
    #[must_use]
    pub fn term(&self, term: Term) -> Vec<f64> {
        let literals: Vec<(usize, u8)> = self.space.literals(term).collect();
        let of = |case| literals.iter().map(|&(c, v)| self.literal(case, c, v)).fold(1.0, f64::min);
        (0..self.cases.len()).map(of).collect()
    }

    /// Memberships of all cases in a solution: the greatest over its terms.
    #[must_use]
    pub fn solution(&self, terms: &[Term]) -> Vec<f64> {
        let mut greatest = vec![0.0; self.cases.len()];
        for &term in terms {
            join(&mut greatest, &self.term(term));
        }
        greatest
    }

    /// The configuration a case belongs to more than to any other, none if a membership is 0.5.
    #[must_use]
    pub fn configuration(&self, case: usize) -> Option<u32> {
        let value = |(c, condition): (usize, &Condition)| {
            let x = condition.values[case];
            if self.space.levels(c) > 2 {
                return Some(level(x));
            }
            (!is_crossover(x)).then(|| u8::from(x > 0.5))
        };
        let values: Option<Vec<u8>> = self.conditions.iter().enumerate().map(value).collect();
        values.map(|v| self.space.configuration(&v))
    }

    /// Memberships of exactly 0.5, case by case.
    #[must_use]
    pub fn crossovers(&self) -> Vec<Crossover> {
        let mut found = vec![];
        for case in 0..self.cases.len() {
            for (c, condition) in self.conditions.iter().enumerate() {
                if self.space.levels(c) == 2 && is_crossover(condition.values[case]) {
                    found.push(Crossover { case, set: condition.name.clone() });
                }
            }
            if is_crossover(self.outcome.values[case]) {
                found.push(Crossover { case, set: self.outcome.name.clone() });
            }
        }
        found
    }
}

/// The greatest of two memberships, case by case.
pub fn join(greatest: &mut [f64], with: &[f64]) {
    for (g, &w) in greatest.iter_mut().zip(with) {
        *g = g.max(w);
    }
}

/// Whether a membership is neither in nor out.
#[must_use]
pub fn is_crossover(x: f64) -> bool {
    (x - 0.5).abs() < CROSSOVER
}

fn constant(values: &[f64]) -> bool {
    values.iter().all(|v| (v - values[0]).abs() < CROSSOVER)
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be one of the levels")]
fn level(x: f64) -> u8 {
    x.round() as u8
}

/// The number of values a condition has, once all of them are what they should be.
fn checked(condition: &Condition, cases: &[String]) -> Result<u8, Problem> {
    let name = || condition.name.clone();
    if condition.values.len() != cases.len() {
        return Err(Problem::Unequal { name: name(), found: condition.values.len(), expected: cases.len() });
    }
    for (case, &value) in cases.iter().zip(&condition.values) {
        if !value.is_finite() {
            return Err(Problem::NotANumber { name: name(), case: case.clone() });
        }
    }
    if !condition.multi_value {
        let outside = |(_, v): &(&String, &f64)| !(0.0..=1.0).contains(*v);
        return match cases.iter().zip(&condition.values).find(outside) {
            Some((case, &value)) => Err(Problem::OutsideZeroOne { name: name(), case: case.clone(), value }),
            None => Ok(2),
        };
    }
    let greatest = condition.values.iter().copied().fold(0.0, f64::max);
    if greatest >= f64::from(MOST_LEVELS) {
        return Err(Problem::TooManyLevels { name: name(), most: MOST_LEVELS });
    }
    let levels = level(greatest).max(1) + 1;
    let odd = |(_, v): &(&String, &f64)| **v < 0.0 || (v.round() - **v).abs() > CROSSOVER;
    match cases.iter().zip(&condition.values).find(odd) {
        Some((case, &value)) => Err(Problem::NotALevel { name: name(), case: case.clone(), value, levels }),
        None => Ok(levels),
    }
}
