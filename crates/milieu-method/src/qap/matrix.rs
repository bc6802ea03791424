//! A relation among n actors: one number for every pair.

use std::fmt;

/// Why a comparison of relations cannot be made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// Fewer actors than a permutation can say anything about.
    TooFewActors(usize),
    /// Relations of different numbers of actors.
    SizesDiffer(usize, usize),
    /// A directed relation beside an undirected one.
    DirectionsDiffer,
    /// A pair has no value. Unknown is not zero: say what it is, or leave an actor out.
    Unknown {
        /// From, in the first such pair.
        from: usize,
        /// To, in the first such pair.
        to: usize,
        /// How many such pairs.
        missing: usize,
    },
    /// From, to: a pair of actors that the relation does not hold, or an actor paired with itself.
    NoSuchPair(usize, usize),
    /// From, to: a pair is given two different values.
    Twice(usize, usize),
    /// From, to: an undirected relation whose two directions differ.
    NotSymmetric(usize, usize),
    /// All pairs have the same value (0 is the outcome, predictors count from 1).
    Constant(usize),
    /// Values so far apart that their squares leave the range of numbers (0 is the outcome).
    TooWide(usize),
    /// A predictor (from 1) is a linear combination of those before it.
    Collinear(usize),
    /// Too few pairs (first) for so many predictors (second).
    TooManyPredictors(usize, usize),
    /// There is nothing to explain the outcome with.
    NoPredictor,
    /// No permutation was asked for.
    NoPermutation,
    /// From, to: the outcome of a logistic model is neither 0 nor 1.
    NotBinary(usize, usize),
    /// The predictors tell zeros from ones without fault: no finite coefficient is most likely.
    Separated,
    /// Newton's method found no maximum.
    NotConverged,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let of = |i: &usize| if *i == 0 { "the outcome".to_owned() } else { format!("predictor {i}") };
        match self {
            Self::TooFewActors(n) => write!(f, "{n} actors: relabelling needs at least 3"),
            Self::SizesDiffer(a, b) => write!(f, "relations among {a} and {b} actors cannot be compared"),
            Self::DirectionsDiffer => {
                write!(f, "a directed and an undirected relation have different pairs: make both the same")
            }
            Self::Unknown { from, to, missing } => write!(
                f,
                "{missing} pairs have no value, the first is {from} → {to}: unknown is not zero; give the value or leave out an actor"
            ),
            Self::NoSuchPair(from, to) => write!(f, "{from} → {to} is no pair of two different actors of the relation"),
            Self::Twice(from, to) => write!(f, "{from} → {to} is given two different values"),
            Self::NotSymmetric(from, to) => {
                write!(f, "the relation is undirected, but {from} → {to} differs from {to} → {from}")
            }
            Self::Constant(i) => write!(f, "{} has the same value for every pair", of(i)),
            Self::TooWide(i) => write!(f, "{} has values too far apart to be squared", of(i)),
            Self::Collinear(i) => write!(f, "{} is a linear combination of the predictors before it", of(i)),
            Self::TooManyPredictors(pairs, predictors) => {
                write!(f, "{pairs} pairs cannot tell {predictors} predictors apart")
            }
            Self::NoPredictor => write!(f, "there is no predictor"),
            Self::NoPermutation => write!(f, "no permutation was asked for: ask for at least 1"),
            Self::NotBinary(from, to) => {
                write!(f, "a logistic model needs an outcome of 0 or 1; {from} → {to} is neither")
            }
            Self::Separated => write!(
                f,
                "the predictors separate the zeros from the ones without fault, so no finite coefficient exists: leave out the predictor that does"
            ),
            Self::NotConverged => write!(f, "the likelihood has no maximum that Newton's method finds"),
        }
    }
}

impl std::error::Error for Error {}

/// One number for every ordered pair of n actors; an actor with itself has none.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    n: usize,
    directed: bool,
    /// By rows; the diagonal is zero and never read.
    values: Vec<f64>,
}

impl Relation {
    /// From values by rows, n × n. The diagonal is not read.
    ///
    /// # Errors
    /// When a value is missing (not finite), or an undirected relation is not symmetric.
    pub fn from_rows(n: usize, directed: bool, values: &[f64]) -> Result<Self, Error> {
        if values.len() != n * n {
            return Err(Error::SizesDiffer(n * n, values.len()));
        }
        let off_diagonal = || (0..n).flat_map(move |i| (0..n).filter(move |&j| j != i).map(move |j| (i, j)));
        let missing = off_diagonal().filter(|&(i, j)| !values[i * n + j].is_finite()).count();
        if let Some((from, to)) = off_diagonal().find(|&(i, j)| !values[i * n + j].is_finite()) {
            return Err(Error::Unknown { from, to, missing });
        }
        let asymmetric = off_diagonal().find(|&(i, j)| !directed && values[i * n + j] != values[j * n + i]);
        if let Some((from, to)) = asymmetric {
            return Err(Error::NotSymmetric(from, to));
        }
        let mut values = values.to_vec();
        (0..n).for_each(|i| values[i * n + i] = 0.0);
        Ok(Self { n, directed, values })
    }

    /// From (from, to, value); every pair must be given, an undirected one in either direction.
    ///
    /// # Errors
    /// When a pair is missing, given twice with different values, or is no pair.
    pub fn from_pairs(n: usize, directed: bool, pairs: &[(usize, usize, f64)]) -> Result<Self, Error> {
        let mut values = vec![f64::NAN; n * n];
        for &(from, to, value) in pairs {
            if from >= n || to >= n || from == to {
                return Err(Error::NoSuchPair(from, to));
            }
            let places = [Some((from, to)), (!directed).then_some((to, from))];
            for (i, j) in places.into_iter().flatten() {
                let held = values[i * n + j];
                if !held.is_nan() && held != value {
                    return Err(Error::Twice(from, to));
                }
                values[i * n + j] = value;
            }
        }
        Self::from_rows(n, directed, &values)
    }

    /// Number of actors.
    #[must_use]
    pub fn actors(&self) -> usize {
        self.n
    }

    /// Whether a pair's two directions may differ.
    #[must_use]
    pub fn is_directed(&self) -> bool {
        self.directed
    }

    /// Number of pairs that count: n(n−1), or half of it if undirected.
    #[must_use]
    pub fn pairs(&self) -> usize {
        self.n * self.n.saturating_sub(1) / if self.directed { 1 } else { 2 }
    }

    /// The value of a pair.
    #[must_use]
    pub fn at(&self, from: usize, to: usize) -> f64 {
        self.values[from * self.n + to]
    }

    /// By rows, the diagonal zero.
    #[must_use]
    pub fn rows(&self) -> &[f64] {
        &self.values
    }

    /// The same pairs with other values, such as residuals.
    #[must_use]
    pub(super) fn with(&self, mut value: impl FnMut(usize, usize) -> f64) -> Self {
        let n = self.n;
        let mut values = vec![0.0; n * n];
        for i in 0..n {
            for j in (0..n).filter(|&j| j != i) {
                values[i * n + j] = value(i, j);
            }
        }
        Self { n, directed: self.directed, values }
    }

    /// Pairs that count, row by row: j < i where undirected, else j ≠ i.
    pub(super) fn cells(&self) -> impl Iterator<Item = (usize, usize)> + use<> {
        let (n, directed) = (self.n, self.directed);
        (0..n).flat_map(move |i| (0..if directed { n } else { i }).filter(move |&j| j != i).map(move |j| (i, j)))
    }

    /// Mean over the pairs, and the sum of squared deviations from it.
    pub(super) fn moments(&self) -> (f64, f64) {
        let count = self.pairs() as f64;
        let mean = self.cells().map(|(i, j)| self.at(i, j)).sum::<f64>() / count;
        (mean, self.cells().map(|(i, j)| (self.at(i, j) - mean).powi(2)).sum())
    }

    /// Mean 0 and length 1 over the pairs, with the mean and length it had.
    ///
    /// # Errors
    /// When all pairs have the same value, or values too far apart; `index` names the relation.
    pub(super) fn standardised(&self, index: usize) -> Result<(Self, f64, f64), Error> {
        let (mean, squares) = self.moments();
        let length = squares.sqrt();
        if !(mean.is_finite() && length.is_finite()) {
            return Err(Error::TooWide(index));
        }
        let largest = self.values.iter().fold(0.0_f64, |m, v| m.max(v.abs()));
        if length <= 1e-12 * largest.max(f64::MIN_POSITIVE) * (self.pairs() as f64).sqrt() {
            return Err(Error::Constant(index));
        }
        Ok((self.with(|i, j| (self.at(i, j) - mean) / length), mean, length))
    }
}

/// What every comparison asks of its relations; the outcome is the first.
pub(super) fn check(relations: &[&Relation]) -> Result<(), Error> {
    let Some(first) = relations.first() else { return Err(Error::NoPredictor) };
    if first.n < 3 {
        return Err(Error::TooFewActors(first.n));
    }
    if relations.len() < 2 {
        return Err(Error::NoPredictor);
    }
    for other in relations {
        if other.n != first.n {
            return Err(Error::SizesDiffer(first.n, other.n));
        }
        // One comparison has one list of pairs.
        if other.directed != first.directed {
            return Err(Error::DirectionsDiffer);
        }
    }
    let (pairs, predictors) = (first.pairs(), relations.len() - 1);
    if pairs < predictors + 2 {
        return Err(Error::TooManyPredictors(pairs, predictors));
    }
    Ok(())
}
