//! What a method answers.

use super::Figure;
use crate::Words;

/// The answer of a method.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outcome {
    /// The numbers to be read first, in the order of reading.
    pub numbers: Vec<Number>,
    /// All results, as tables.
    pub sheets: Vec<Sheet>,
    /// What is drawn.
    pub figures: Vec<Figure>,
    /// What a reader must know to read them rightly: warnings first.
    pub notes: Vec<Note>,
    /// Rows of the input it rests on, ascending.
    pub used: Vec<usize>,
    /// Rows it does not cover, and why.
    pub left_out: Vec<Left>,
    /// Seed, if chance took part.
    pub seed: Option<u64>,
}

/// One number, with what it is.
#[derive(Clone, Debug, PartialEq)]
pub struct Number {
    /// Stable name within the outcome, as `median.makerspace`.
    pub id: String,
    /// What it is.
    pub label: Words,
    /// Of what, in the study's own words: a group, a condition, a column; blank for all.
    pub of: String,
    /// The number; not finite where there is none (a median that is never reached), which pages say in words.
    pub value: f64,
    /// Interval, if the method gives one; its level stands in the parameters.
    pub interval: Option<[f64; 2]>,
    /// Probability of a result at least as extreme, if the method gives one.
    pub p: Option<f64>,
    /// Rows it rests on, where these are not all rows used.
    pub rows: Option<Vec<usize>>,
}

impl Number {
    /// A number that rests on all rows used.
    #[must_use]
    pub fn new(id: impl Into<String>, label: Words, value: f64) -> Self {
        Self { id: id.into(), label, of: String::new(), value, interval: None, p: None, rows: None }
    }

    /// Of what it is.
    #[must_use]
    pub fn of(mut self, of: impl Into<String>) -> Self {
        self.of = of.into();
        self
    }

    /// With an interval; none where a bound is not a number.
    #[must_use]
    pub fn interval(mut self, low: f64, high: f64) -> Self {
        self.interval = Some([low, high]).filter(|bounds| !bounds.iter().any(|b| b.is_nan()));
        self
    }

    /// With a probability; none where it is not a number, as of nothing over nothing.
    #[must_use]
    pub fn p(mut self, p: f64) -> Self {
        self.p = Some(p).filter(|p| !p.is_nan());
        self
    }

    /// With the rows it rests on.
    #[must_use]
    pub fn rows(mut self, rows: Vec<usize>) -> Self {
        self.rows = Some(rows);
        self
    }
}

/// A table of results.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Stable name within the outcome, as `survival`; the file it is written to.
    pub id: &'static str,
    /// What it holds.
    pub title: Words,
    /// Names of its columns in the field's terms, as `n_risk`, `std_error`.
    pub columns: Vec<String>,
    /// Its rows, each as long as `columns`.
    pub rows: Vec<Vec<Datum>>,
    /// For each row the rows of the input it rests on; empty where that is not told row by row.
    pub evidence: Vec<Vec<usize>>,
}

/// A cell of results.
#[derive(Clone, Debug, PartialEq)]
pub enum Datum {
    /// Nothing can be said.
    Missing,
    /// A number; one that is not finite is written as a word (`Inf`, `-Inf`).
    Number(f64),
    /// A count or an index.
    Count(u64),
    /// Words.
    Text(String),
    /// Yes or no.
    Flag(bool),
}

impl From<f64> for Datum {
    /// A number; what is not a number is missing.
    fn from(value: f64) -> Self {
        if value.is_nan() { Self::Missing } else { Self::Number(value) }
    }
}

impl From<usize> for Datum {
    fn from(value: usize) -> Self {
        Self::Count(u64::try_from(value).unwrap_or(u64::MAX))
    }
}

impl From<&str> for Datum {
    fn from(value: &str) -> Self {
        Self::Text(value.to_owned())
    }
}

impl From<String> for Datum {
    fn from(value: String) -> Self {
        Self::Text(value)
    }
}

impl From<bool> for Datum {
    fn from(value: bool) -> Self {
        Self::Flag(value)
    }
}

impl<T: Into<Datum>> From<Option<T>> for Datum {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Missing, Into::into)
    }
}

/// Something a reader must know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Whether it may change what is concluded.
    pub warns: bool,
    /// What is to be known.
    pub words: Words,
    /// Names or figures it is about, in the study's own words; blank for none.
    pub detail: String,
}

/// Rows an outcome does not cover.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    /// Why.
    pub reason: Words,
    /// What of it, as the name of a column; blank for none.
    pub detail: String,
    /// Which, ascending.
    pub rows: Vec<usize>,
}
