//! Necessity: single conditions and their negations, and the search for all necessary combinations.

use super::fit::{self, Necessity, Sufficiency};
use super::sets::{self, Sets};

/// Rounding allowed at a cutoff.
const SLACK: f64 = 1e-9;

/// A literal on its own.
#[derive(Clone, Debug, PartialEq)]
pub struct Single {
    /// The condition.
    pub condition: usize,
    /// Its value: 0 the negation.
    pub value: u8,
    /// As it is written.
    pub written: String,
    /// Is it necessary?
    pub necessity: Necessity,
    /// Is it sufficient?
    pub sufficiency: Sufficiency,
}

/// Every condition and negation (every value of a multi-value condition).
#[must_use]
pub fn singles(sets: &Sets) -> Vec<Single> {
    let names = sets.names();
    let mut found = vec![];
    for (condition, value, x) in literals(sets) {
        found.push(Single {
            condition,
            value,
            written: sets.space().literal(&names[condition], value),
            necessity: fit::necessity(&x, sets.outcome()),
            sufficiency: fit::sufficiency(&x, sets.outcome()),
        });
    }
    found
}

fn literals(sets: &Sets) -> Vec<(usize, u8, Vec<f64>)> {
    let values = |c: usize| (0..sets.space().levels(c)).map(move |v| (c, v));
    let of = |(c, v)| (c, v, (0..sets.cases().len()).map(|case| sets.literal(case, c, v)).collect());
    (0..sets.conditions().len()).flat_map(values).map(of).collect()
}

/// A combination that is necessary.
#[derive(Clone, Debug, PartialEq)]
pub struct Necessary {
    /// Conditions and values.
    pub literals: Vec<(usize, u8)>,
    /// Whether all must hold (`A*B`) or one of them (`A + B`).
    pub together: bool,
    /// As it is written.
    pub written: String,
    /// How necessary.
    pub fit: Necessity,
}

/// What counts as necessary.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Least {
    /// Least inclusion (0.9 by convention).
    pub inclusion: f64,
    /// Least coverage (0.6).
    pub coverage: f64,
    /// Least relevance (0).
    pub relevance: f64,
    /// The most literals in a combination.
    pub literals: usize,
}

impl Default for Least {
    fn default() -> Self {
        Self { inclusion: 0.9, coverage: 0.6, relevance: 0.0, literals: usize::MAX }
    }
}

impl Least {
    fn met(&self, fit: &Necessity) -> bool {
        let reaches = |value: Option<f64>, least: f64| least <= 0.0 || value.is_some_and(|v| v + SLACK >= least);
        reaches(fit.inclusion, self.inclusion)
            && reaches(fit.coverage, self.coverage)
            && reaches(fit.relevance, self.relevance)
    }
}

/// The superset search: all necessary conjunctions, and all necessary disjunctions none of whose parts is
/// already necessary. Singles come first, then conjunctions, then disjunctions, shorter ones first.
#[must_use]
pub fn supersets(sets: &Sets, least: Least) -> Vec<Necessary> {
    let most = sets.conditions().len().min(least.literals);
    let mut found = vec![];
    for together in [true, false] {
        let mut search = Search { sets, literals: literals(sets), least, together, size: 1, found: &mut found };
        for size in if together { 1 } else { 2 }..=most {
            search.size = size;
            let start = vec![if together { 1.0 } else { 0.0 }; sets.cases().len()];
            search.extend(0, &mut vec![], &start);
        }
    }
    found
}

struct Search<'a> {
    sets: &'a Sets,
    literals: Vec<(usize, u8, Vec<f64>)>,
    least: Least,
    together: bool,
    size: usize,
    found: &'a mut Vec<Necessary>,
}

impl Search<'_> {
    fn extend(&mut self, from: usize, chosen: &mut Vec<(usize, u8)>, so_far: &[f64]) {
        if chosen.len() == self.size {
            return self.judge(chosen, so_far);
        }
        for i in from..self.literals.len() {
            let (condition, value, x) = &self.literals[i];
            if chosen.last().is_some_and(|last| last.0 == *condition) {
                continue;
            }
            let mut next = so_far.to_vec();
            if self.together {
                next.iter_mut().zip(x).for_each(|(a, b)| *a = a.min(*b));
                // A conjunction is within each of its parts: what is not necessary now never will be.
                let reached = fit::necessity(&next, self.sets.outcome()).inclusion;
                if reached.is_some_and(|r| r + SLACK < self.least.inclusion) {
                    continue;
                }
            } else {
                sets::join(&mut next, x);
            }
            chosen.push((*condition, *value));
            self.extend(i + 1, chosen, &next);
            chosen.pop();
        }
    }

    fn judge(&mut self, chosen: &[(usize, u8)], x: &[f64]) {
        let fit = fit::necessity(x, self.sets.outcome());
        let part = |n: &Necessary| {
            (!n.together || n.literals.len() == 1) && n.literals.iter().all(|literal| chosen.contains(literal))
        };
        if !self.least.met(&fit) || (!self.together && self.found.iter().any(part)) {
            return;
        }
        let names = self.sets.names();
        let written: Vec<String> = chosen.iter().map(|&(c, v)| self.sets.space().literal(&names[c], v)).collect();
        self.found.push(Necessary {
            literals: chosen.to_vec(),
            together: self.together,
            written: written.join(if self.together { "*" } else { " + " }),
            fit,
        });
    }
}
