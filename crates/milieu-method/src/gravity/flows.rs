//! The observations of a gravity model.

use std::fmt;

/// Why a model of flows cannot be fitted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// No observation.
    Empty,
    /// A column of another length than the flows: needed, given.
    WrongLength(usize, usize),
    /// A flow (by its row) that is negative or not a number.
    BadFlow(usize),
    /// A value that is not a number: predictor, row.
    BadValue(usize, usize),
    /// Every flow is zero.
    AllZero,
    /// A predictor that does not vary once the fixed effects are taken out.
    Absorbed(usize),
    /// A predictor that is a linear combination of the predictors before it and the fixed effects.
    Collinear(usize),
    /// Fewer observations (first) than coefficients (second).
    TooFew(usize, usize),
    /// Too few clusters for a clustered error.
    FewClusters(usize),
    /// The iterations did not settle.
    NotConverged,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "there is no flow"),
            Self::WrongLength(needed, given) => write!(f, "a column has {given} values, the flows {needed}"),
            Self::BadFlow(row) => write!(f, "the flow of row {} is negative or not a number", row + 1),
            Self::BadValue(column, row) => write!(f, "predictor {} of row {} is not a number", column + 1, row + 1),
            Self::AllZero => write!(f, "every flow is zero: no model of them exists"),
            Self::Absorbed(column) => write!(
                f,
                "predictor {} does not vary within the fixed effects: leave it or the effects out",
                column + 1
            ),
            Self::Collinear(column) => {
                write!(f, "predictor {} is a combination of the others: leave one of them out", column + 1)
            }
            Self::TooFew(rows, coefficients) => {
                write!(f, "{rows} flows cannot give {coefficients} coefficients and their errors")
            }
            Self::FewClusters(count) => write!(f, "{count} clusters: an error by cluster needs at least 2"),
            Self::NotConverged => write!(f, "the likelihood has no maximum that was found"),
        }
    }
}

impl std::error::Error for Error {}

/// Flows with what is to explain them. Zeros are observations like any other.
#[derive(Clone, Debug)]
pub struct Flows<'a> {
    /// The flow of each row: a count or an amount, not negative.
    pub flow: &'a [f64],
    /// Predictors, each with one value per row; masses and distances as logarithms.
    pub predictors: &'a [&'a [f64]],
    /// Fixed effects: the level of each row, numbered from 0, for each effect (such as origin and destination).
    /// Without any, an intercept is added.
    pub effects: &'a [&'a [usize]],
}

impl Flows<'_> {
    pub(super) fn check(&self) -> Result<(), Error> {
        let rows = self.flow.len();
        if rows == 0 {
            return Err(Error::Empty);
        }
        let lengths = self.predictors.iter().map(|c| c.len()).chain(self.effects.iter().map(|e| e.len()));
        if let Some(other) = lengths.into_iter().find(|&l| l != rows) {
            return Err(Error::WrongLength(rows, other));
        }
        if let Some(row) = self.flow.iter().position(|f| !(f.is_finite() && *f >= 0.0)) {
            return Err(Error::BadFlow(row));
        }
        for (c, column) in self.predictors.iter().enumerate() {
            if let Some(row) = column.iter().position(|v| !v.is_finite()) {
                return Err(Error::BadValue(c, row));
            }
        }
        if self.flow.iter().all(|f| *f == 0.0) { Err(Error::AllZero) } else { Ok(()) }
    }
}
