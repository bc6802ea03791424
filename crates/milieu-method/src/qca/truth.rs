//! The truth table: which configurations the cases show, and what becomes of them.

use super::fit::{self, Sufficiency};
use super::problem::Problem;
use super::sets::Sets;

/// Rounding allowed at a cutoff: 0.8 computed as 0.7999999999 passes 0.8.
const SLACK: f64 = 1e-9;

/// What makes a row positive. `Cutoffs::default()` is one case, inclusion 0.8, no PRI cutoff.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cutoffs {
    /// Fewest cases with a membership above 0.5; a row with fewer counts as a remainder.
    pub frequency: usize,
    /// Least inclusion of a positive row.
    pub inclusion: f64,
    /// Inclusion from which a row that is not positive is contradictory rather than negative; none: no such rows.
    pub contradiction: Option<f64>,
    /// Least PRI of a positive row; 0 for none.
    pub pri: f64,
}

impl Default for Cutoffs {
    fn default() -> Self {
        Self { frequency: 1, inclusion: 0.8, contradiction: None, pri: 0.0 }
    }
}

impl Cutoffs {
    /// The same cutoffs, once each is in its range.
    ///
    /// # Errors
    /// A cutoff outside its range.
    pub fn checked(self) -> Result<Self, Problem> {
        let wrong = |name, value, range| Err(Problem::Cutoff { name, value, range });
        if self.frequency == 0 {
            return wrong("frequency cutoff", 0.0, "1 and more");
        }
        if !(self.inclusion > 0.0 && self.inclusion <= 1.0) {
            return wrong("inclusion cutoff", self.inclusion, "0 (excluded) to 1");
        }
        if !(0.0..=1.0).contains(&self.pri) {
            return wrong("PRI cutoff", self.pri, "0 to 1");
        }
        match self.contradiction {
            Some(lower) if !(0.0..=self.inclusion).contains(&lower) => {
                wrong("contradiction cutoff", lower, "0 to the inclusion cutoff")
            }
            _ => Ok(self),
        }
    }
}

/// What becomes of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Output {
    /// Sufficient for the outcome: explained.
    Positive,
    /// Not sufficient.
    Negative,
    /// Between the two inclusion cutoffs: not explained, and no term may cover it.
    Contradiction,
    /// Too few cases: a logical remainder, of which nothing is known.
    Remainder,
}

impl Output {
    /// The field's sign: `1`, `0`, `C`, `?`.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Positive => "1",
            Self::Negative => "0",
            Self::Contradiction => "C",
            Self::Remainder => "?",
        }
    }
}

/// A configuration that at least one case shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// The configuration; the peers' row number is one more.
    pub configuration: u32,
    /// Cases with a membership above 0.5.
    pub cases: Vec<usize>,
    /// Those of them that are on the other side: in the row, but not in the outcome (membership 0.5 or less).
    pub out_of_outcome: Vec<usize>,
    /// Sufficiency of the configuration over all cases.
    pub fit: Sufficiency,
    /// What becomes of it.
    pub output: Output,
}

impl Row {
    /// Whether its cases disagree on the outcome.
    #[must_use]
    pub fn disagrees(&self) -> bool {
        !self.out_of_outcome.is_empty() && self.out_of_outcome.len() < self.cases.len()
    }
}

/// The observed rows in order of configuration; all other configurations are remainders.
#[derive(Clone, Debug, PartialEq)]
pub struct TruthTable {
    /// Observed rows.
    pub rows: Vec<Row>,
    /// Cases that belong to no row, a membership being exactly 0.5.
    pub unassigned: Vec<usize>,
    /// What was applied.
    pub cutoffs: Cutoffs,
}

impl TruthTable {
    /// Sorts the cases into rows and applies the cutoffs.
    ///
    /// # Errors
    /// A cutoff outside its range.
    pub fn new(sets: &Sets, cutoffs: Cutoffs) -> Result<Self, Problem> {
        let cutoffs = cutoffs.checked()?;
        let mut unassigned = vec![];
        let mut placed: Vec<(u32, usize)> = vec![];
        for case in 0..sets.cases().len() {
            match sets.configuration(case) {
                Some(configuration) => placed.push((configuration, case)),
                None => unassigned.push(case),
            }
        }
        placed.sort_unstable();
        let rows = placed.chunk_by(|a, b| a.0 == b.0).map(|of| row(sets, of, cutoffs)).collect();
        Ok(Self { rows, unassigned, cutoffs })
    }

    /// The same rows under other cutoffs, without counting again.
    ///
    /// # Errors
    /// A cutoff outside its range.
    pub fn with(&self, cutoffs: Cutoffs) -> Result<Self, Problem> {
        let cutoffs = cutoffs.checked()?;
        let mut table = Self { cutoffs, ..self.clone() };
        for row in &mut table.rows {
            row.output = output(row.cases.len(), row.fit, cutoffs);
        }
        Ok(table)
    }

    /// Configurations with an output, in order.
    #[must_use]
    pub fn configurations(&self, output: Output) -> Vec<u32> {
        self.rows.iter().filter(|r| r.output == output).map(|r| r.configuration).collect()
    }

    /// Configurations no term may cover: negative and contradictory rows.
    #[must_use]
    pub fn forbidden(&self) -> Vec<u32> {
        let forbids = |r: &&Row| matches!(r.output, Output::Negative | Output::Contradiction);
        self.rows.iter().filter(forbids).map(|r| r.configuration).collect()
    }

    /// How many configurations are remainders.
    #[must_use]
    pub fn remainders(&self, sets: &Sets) -> usize {
        let decided = self.rows.iter().filter(|r| r.output != Output::Remainder).count();
        sets.space().size() as usize - decided
    }
}

fn row(sets: &Sets, placed: &[(u32, usize)], cutoffs: Cutoffs) -> Row {
    let configuration = placed[0].0;
    let cases: Vec<usize> = placed.iter().map(|&(_, case)| case).collect();
    let term = sets.space().term(configuration, sets.space().all());
    let fit = fit::sufficiency(&sets.term(term), sets.outcome());
    let out_of_outcome = cases.iter().copied().filter(|&c| sets.outcome()[c] <= 0.5).collect();
    let output = output(cases.len(), fit, cutoffs);
    Row { configuration, cases, out_of_outcome, fit, output }
}

fn output(cases: usize, fit: Sufficiency, cutoffs: Cutoffs) -> Output {
    let reaches = |value: Option<f64>, cutoff: f64| value.is_some_and(|v| v + SLACK >= cutoff);
    if cases < cutoffs.frequency {
        Output::Remainder
    } else if reaches(fit.inclusion, cutoffs.inclusion) && (cutoffs.pri == 0.0 || reaches(fit.pri, cutoffs.pri)) {
        Output::Positive
    } else if cutoffs.contradiction.is_some_and(|lower| reaches(fit.inclusion, lower)) {
        Output::Contradiction
    } else {
        Output::Negative
    }
}
