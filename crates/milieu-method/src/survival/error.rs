//! Why a number is not given.

use std::fmt;

/// Why an analysis of lifespans refuses: what, why, and what would be needed. Rows and columns are
/// counted from zero here; [`fmt::Display`] counts them from one.
#[derive(Clone, Debug, PartialEq)]
pub enum Error {
    /// No rows.
    Empty,
    /// A column has another length than the times.
    Length {
        /// Which column.
        what: &'static str,
        /// Rows of the times.
        expected: usize,
        /// Rows of the column.
        found: usize,
    },
    /// A value that is not a finite number.
    NotFinite {
        /// Which column.
        what: &'static str,
        /// Its row.
        row: usize,
    },
    /// A time below zero.
    Negative {
        /// Its row.
        row: usize,
    },
    /// A weight that is not above zero.
    Weight {
        /// Its row.
        row: usize,
    },
    /// A row whose entry is not before its exit.
    EntryNotBeforeExit {
        /// Its row.
        row: usize,
    },
    /// A row whose interval ends before it starts.
    Interval {
        /// Its row.
        row: usize,
    },
    /// Fewer events than the method can honestly use.
    TooFewEvents {
        /// How many there are.
        events: usize,
        /// How many are needed.
        needed: usize,
    },
    /// A comparison of groups with fewer than two groups at risk.
    OneGroup,
    /// A covariate with the same value in every row that counts.
    Constant {
        /// Its column.
        column: usize,
    },
    /// A covariate that the ones before it determine.
    Collinear {
        /// Its column.
        column: usize,
    },
    /// A covariate that separates events from the rest: its best coefficient is infinite.
    Separated {
        /// Its column.
        column: usize,
    },
    /// The iterations did not settle.
    NotConverged {
        /// How many were made.
        iterations: usize,
    },
    /// A level that is not between 0 and 1.
    Level(f64),
    /// A combination a method does not offer.
    Unsupported(&'static str),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => write!(f, "there are no rows; give at least one row with a time"),
            Self::Length { what, expected, found } => {
                write!(f, "{what} has {found} rows and the times have {expected}; give one value for each row")
            }
            Self::NotFinite { what, row } => {
                write!(f, "row {}: {what} is not a finite number; leave the row out or mend the value", row + 1)
            }
            Self::Negative { row } => write!(f, "row {}: a time below zero; ages start at the opening", row + 1),
            Self::Weight { row } => {
                write!(f, "row {}: a weight must be above zero; leave the row out instead", row + 1)
            }
            Self::EntryNotBeforeExit { row } => write!(
                f,
                "row {}: entry is not before exit, so the row is never at risk; leave it out or mend its times",
                row + 1
            ),
            Self::Interval { row } => write!(f, "row {}: the interval ends before it starts", row + 1),
            Self::TooFewEvents { events, needed } => write!(
                f,
                "{events} events are too few: at least {needed} are needed; wait for more dated ends or pool groups"
            ),
            Self::OneGroup => write!(f, "fewer than two groups are at risk at an event; there is nothing to compare"),
            Self::Constant { column } => {
                write!(f, "covariate {} is the same in all rows that count; leave it out", column + 1)
            }
            Self::Collinear { column } => {
                write!(f, "covariate {} follows from the ones before it (collinear); leave one of them out", column + 1)
            }
            Self::Separated { column } => write!(
                f,
                "covariate {} separates the events from the rest, so that its best coefficient is infinite; \
                 pool its values or leave it out",
                column + 1
            ),
            Self::NotConverged { iterations } => {
                write!(f, "no stable answer after {iterations} iterations; fewer or rescaled covariates may help")
            }
            Self::Level(level) => write!(f, "a level of {level} is not between 0 and 1; 0.95 is usual"),
            Self::Unsupported(what) => f.write_str(what),
        }
    }
}

impl std::error::Error for Error {}
