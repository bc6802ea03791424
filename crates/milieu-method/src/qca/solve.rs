//! Solutions: what is assumed of the remainders, and the shortest sums of terms under it.
//!
//! * **conservative** (complex): no remainder is used;
//! * **parsimonious**: any remainder that makes a term shorter is used;
//! * **intermediate**: of the remainders the parsimonious solution uses, only *easy counterfactuals* are kept:
//!   those that differ from a conservative term by conditions that are expected to further the outcome
//!   (Ragin & Sonnett 2005, doi:10.1007/978-3-322-80441-7). One solution for each pair of models.

use std::collections::BTreeSet;

use super::cover::{self, Wanted};
use super::implicant::{self, Chart, Forbidden};
use super::problem::Problem;
use super::sets::Sets;
use super::space::{Space, Term};
use super::truth::{Output, TruthTable};

/// Which solution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    /// No remainder.
    Conservative,
    /// Easy counterfactuals only.
    Intermediate,
    /// Any remainder.
    Parsimonious,
}

impl Kind {
    /// Its name in the field.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Conservative => "conservative",
            Self::Intermediate => "intermediate",
            Self::Parsimonious => "parsimonious",
        }
    }
}

/// How a solution is searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Which covers are models.
    pub wanted: Wanted,
    /// Whether prime implicants that cover less than another are dropped before (fewer models).
    pub row_dominance: bool,
    /// The most models to list, and the most pairs of models of an intermediate solution.
    pub limit: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { wanted: Wanted::Minimum, row_dominance: false, limit: 1000 }
    }
}

/// A solution: one model, or several that the data cannot tell apart.
#[derive(Clone, Debug, PartialEq)]
pub struct Solution {
    /// Which.
    pub kind: Kind,
    /// Prime implicants and what they cover.
    pub chart: Chart,
    /// Prime implicants in every model; when not all models are listed, those that alone cover a row.
    pub essential: Vec<usize>,
    /// Models, as numbers of prime implicants.
    pub models: Vec<Vec<usize>>,
    /// How many models there are; none if more than were counted.
    pub total: Option<u64>,
}

impl Solution {
    /// The terms of a model.
    #[must_use]
    pub fn terms(&self, model: usize) -> Vec<Term> {
        self.models[model].iter().map(|&p| self.chart.primes[p]).collect()
    }

    /// A model as the field writes it, terms joined by `+`.
    #[must_use]
    pub fn write(&self, model: usize, sets: &Sets) -> String {
        write(&self.terms(model), sets)
    }
}

/// A sum of terms as the field writes it.
#[must_use]
pub fn write(terms: &[Term], sets: &Sets) -> String {
    let names = sets.names();
    let terms: Vec<String> = terms.iter().map(|&t| sets.space().write(t, &names)).collect();
    terms.join(" + ")
}

fn solved(
    kind: Kind,
    space: &Space,
    positive: &[u32],
    forbidden: Forbidden,
    options: Options,
) -> Result<Solution, Problem> {
    let mut chart = implicant::chart(space, positive, forbidden);
    if options.row_dominance {
        chart = chart.undominated();
    }
    let covers = cover::covers(positive.len(), &chart.coverage, options.wanted, options.limit)?;
    let complete = covers.total == Some(covers.listed.len() as u64);
    let in_all = |p: &usize| covers.listed.iter().all(|model| model.contains(p));
    // Of models that are not listed only this is known: a row's only prime implicant is in each.
    let essential = if complete { (0..chart.primes.len()).filter(in_all).collect() } else { chart.essential() };
    Ok(Solution { kind, essential, models: covers.listed, total: covers.total, chart })
}

/// The solution that assumes nothing of remainders.
///
/// # Errors
/// No positive row, or a cover too large to search.
pub fn conservative(sets: &Sets, table: &TruthTable, options: Options) -> Result<Solution, Problem> {
    let positive = positive(table)?;
    solved(Kind::Conservative, sets.space(), &positive, Forbidden::AllBut(&positive), options)
}

/// The solution that uses any remainder.
///
/// # Errors
/// No positive row, no other row, or a cover too large to search.
pub fn parsimonious(sets: &Sets, table: &TruthTable, options: Options) -> Result<Solution, Problem> {
    let positive = positive(table)?;
    let forbidden = table.forbidden();
    if forbidden.is_empty() {
        return Err(Problem::NothingNegative);
    }
    solved(Kind::Parsimonious, sets.space(), &positive, Forbidden::Only(&forbidden), options)
}

fn positive(table: &TruthTable) -> Result<Vec<u32>, Problem> {
    let positive = table.configurations(Output::Positive);
    if positive.is_empty() { Err(Problem::NothingPositive) } else { Ok(positive) }
}

/// The intermediate solution of a conservative and a parsimonious model.
#[derive(Clone, Debug, PartialEq)]
pub struct Intermediate {
    /// The conservative model it starts from.
    pub conservative: usize,
    /// The parsimonious model whose remainders it sifts.
    pub parsimonious: usize,
    /// Remainders it uses: easy counterfactuals.
    pub easy: Vec<u32>,
    /// Remainders of the parsimonious model it does not use: difficult counterfactuals.
    pub difficult: Vec<u32>,
    /// The solution.
    pub solution: Solution,
}

/// For each condition the values that are expected to further the outcome; empty where nothing is expected.
pub type Expectations = Vec<Vec<u8>>;

/// Reads directional expectations: `DEV`, `~DEV`, or `DEV[1]` (several for several values).
///
/// # Errors
/// A name that is no condition, or a value the condition does not have.
pub fn expectations(sets: &Sets, written: &[String]) -> Result<Expectations, Problem> {
    let names = sets.names();
    let mut expected = vec![vec![]; names.len()];
    for text in written {
        let text = text.trim();
        let wrong = || Problem::Expectation(text.to_owned());
        let (name, value) = match (text.strip_prefix('~'), text.strip_suffix(']').and_then(|t| t.split_once('['))) {
            (Some(name), _) => (name, 0),
            (None, Some((name, value))) => (name, value.parse().map_err(|_| wrong())?),
            (None, None) => (text, 1),
        };
        let condition = names.iter().position(|n| n == name).ok_or_else(wrong)?;
        let plain = text.strip_suffix(']').is_none();
        if value >= sets.space().levels(condition) || (plain && sets.space().levels(condition) > 2) {
            return Err(wrong());
        }
        expected[condition].push(value);
    }
    Ok(expected)
}

/// All intermediate solutions, one for each pair of a conservative and a parsimonious model, in that order;
/// at most [`Options::limit`] pairs.
///
/// # Errors
/// A cover too large to search.
pub fn intermediate(
    sets: &Sets,
    table: &TruthTable,
    [conservative, parsimonious]: [&Solution; 2],
    expected: &Expectations,
    options: Options,
) -> Result<Vec<Intermediate>, Problem> {
    let space = sets.space();
    let positive = positive(table)?;
    let mut found = vec![];
    for c in 0..conservative.models.len() {
        for p in 0..parsimonious.models.len() {
            if found.len() == options.limit {
                return Ok(found);
            }
            let short = parsimonious.terms(p);
            let assumed = remainders_used(space, table, &short);
            let mut easy = BTreeSet::new();
            for term in conservative.terms(c) {
                for &short in short.iter().filter(|&&short| space.implies(term, short)) {
                    easy.extend(counterfactuals(space, term, short, expected));
                }
            }
            let (easy, difficult): (Vec<u32>, Vec<u32>) = assumed.into_iter().partition(|row| easy.contains(row));
            let mut allowed = positive.clone();
            allowed.extend(&easy);
            let forbidden = Forbidden::AllBut(&allowed);
            let solution = solved(Kind::Intermediate, space, &positive, forbidden, options)?;
            found.push(Intermediate { conservative: c, parsimonious: p, easy, difficult, solution });
        }
    }
    Ok(found)
}

/// Configurations of the short term that differ from the long one only where the other value is expected to
/// further the outcome and the long term's value is not.
fn counterfactuals(space: &Space, long: Term, short: Term, expected: &Expectations) -> Vec<u32> {
    let against = |&c: &usize| !expected[c].is_empty() && !expected[c].contains(&space.value(long.point, c));
    let free: u32 = space.named(long.mask & !short.mask).filter(against).map(|c| space.bit(c)).sum();
    let mut rows = space.configurations(space.term(long.point, long.mask & !free));
    let agrees = |row: u32, c: usize| {
        let value = space.value(row, c);
        value == space.value(long.point, c) || expected[c].contains(&value)
    };
    rows.retain(|&row| space.named(free).all(|c| agrees(row, c)));
    rows
}

/// Remainders that terms cover: the simplifying assumptions of a model, in order.
#[must_use]
pub fn remainders_used(space: &Space, table: &TruthTable, terms: &[Term]) -> Vec<u32> {
    let mut used: BTreeSet<u32> = terms.iter().flat_map(|&t| space.configurations(t)).collect();
    for row in table.rows.iter().filter(|r| r.output != Output::Remainder) {
        used.remove(&row.configuration);
    }
    used.into_iter().collect()
}

/// Assumptions that cannot stand (Schneider & Wagemann 2013, doi:10.1177/1065912912468269; enhanced standard analysis).
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Untenable {
    /// Contradictory simplifying assumptions: remainders that models of the outcome *and* of its negation use.
    pub contradictory: Vec<u32>,
    /// Observed rows that pass the inclusion cutoff for the outcome *and* for its negation.
    pub simultaneous: Vec<u32>,
}

/// Finds untenable rows; `models` and `negated` hold the terms of the models of outcome and negation.
#[must_use]
pub fn untenable(space: &Space, tables: [&TruthTable; 2], models: [&[Vec<Term>]; 2]) -> Untenable {
    let used = |i: usize| -> BTreeSet<u32> {
        let terms: BTreeSet<Term> = models[i].iter().flatten().copied().collect();
        remainders_used(space, tables[i], &terms.into_iter().collect::<Vec<Term>>()).into_iter().collect()
    };
    let positive = |i: usize| tables[i].configurations(Output::Positive);
    let negative: BTreeSet<u32> = positive(1).into_iter().collect();
    Untenable {
        contradictory: used(0).intersection(&used(1)).copied().collect(),
        simultaneous: positive(0).into_iter().filter(|row| negative.contains(row)).collect(),
    }
}
