//! What the coders wrote: units × coders, with blanks.

use crate::analysis::Refusal;

/// Codes given by coders to units. A blank is not a code.
#[derive(Clone, Debug, PartialEq)]
pub struct Ratings {
    /// Row by row: the code each coder gave to a unit, as an index into [`Ratings::values`].
    codes: Vec<Option<usize>>,
    coders: usize,
    /// The number each code stands for, ascending; for codes that are words, their rank in the scheme.
    values: Vec<f64>,
}

impl Ratings {
    /// Ratings from rows of numbers, one row a unit, one column a coder. The categories are the
    /// numbers that occur.
    ///
    /// # Errors
    /// No rows or fewer than two coders, rows of unequal length, a number that is not finite.
    pub fn of_numbers(rows: &[Vec<Option<f64>>]) -> Result<Self, Refusal> {
        let mut values: Vec<f64> = rows.iter().flatten().flatten().copied().collect();
        if let Some(bad) = values.iter().find(|v| !v.is_finite()) {
            return Err(Refusal::new("not-a-number", format!("a code is {bad}"))
                .why("a code stands for a number or a rank")
                .help("give finite numbers"));
        }
        values.sort_by(f64::total_cmp);
        values.dedup();
        let index = |v: f64| values.binary_search_by(|held| held.total_cmp(&v)).ok();
        let codes: Vec<Vec<Option<usize>>> =
            rows.iter().map(|row| row.iter().map(|cell| cell.and_then(index)).collect()).collect();
        Self::of_codes(&codes, values)
    }

    /// Ratings from rows of code numbers; `values` says what each code stands for.
    ///
    /// # Errors
    /// No rows or fewer than two coders, rows of unequal length, a code without a value, values that do not ascend.
    pub fn of_codes(rows: &[Vec<Option<usize>>], values: Vec<f64>) -> Result<Self, Refusal> {
        let coders = rows.first().map_or(0, Vec::len);
        if rows.is_empty() || coders < 2 {
            let what = format!("{} units and {coders} coders", rows.len());
            return Err(Refusal::new("too-few-coders", what)
                .why("agreement is between coders")
                .help("give at least one unit and two coders"));
        }
        if let Some(at) = rows.iter().position(|row| row.len() != coders) {
            let what = format!("unit {} has {} cells, the first has {coders}", at + 1, rows[at].len());
            return Err(Refusal::new("ragged", what)
                .why("a cell could be taken for that of another coder")
                .help("give one cell for each coder in every row, blank where not coded"));
        }
        let codes: Vec<Option<usize>> = rows.iter().flatten().copied().collect();
        if codes.iter().flatten().any(|&code| code >= values.len()) {
            let what = format!("a code is beyond the {} that have values", values.len());
            return Err(Refusal::new("unknown-code", what)
                .why("every code needs its place among the others")
                .help("give a value for every code"));
        }
        if values.windows(2).any(|pair| pair[0].partial_cmp(&pair[1]) != Some(std::cmp::Ordering::Less)) {
            let what = "values of codes must ascend and differ".to_owned();
            return Err(Refusal::new("unordered-codes", what)
                .why("the order of codes decides how far apart two of them are")
                .help("give one finite value for each code, the least first"));
        }
        Ok(Self { codes, coders, values })
    }

    /// Number of units.
    #[must_use]
    pub fn units(&self) -> usize {
        self.codes.len() / self.coders
    }

    /// Number of coders.
    #[must_use]
    pub fn coders(&self) -> usize {
        self.coders
    }

    /// Number of categories.
    #[must_use]
    pub fn categories(&self) -> usize {
        self.values.len()
    }

    /// The number each category stands for.
    #[must_use]
    pub fn values(&self) -> &[f64] {
        &self.values
    }

    /// The codes of each unit.
    pub fn rows(&self) -> impl Iterator<Item = &[Option<usize>]> {
        self.codes.chunks_exact(self.coders)
    }

    /// The codes of one coder, in the order of units.
    pub fn of_coder(&self, coder: usize) -> impl Iterator<Item = Option<usize>> {
        self.rows().map(move |row| row.get(coder).copied().flatten())
    }

    /// How many coders gave each category to each unit.
    #[must_use]
    pub fn counts(&self) -> Vec<Vec<f64>> {
        self.rows()
            .map(|row| {
                let mut counts = vec![0.0; self.categories()];
                for &code in row.iter().flatten() {
                    counts[code] += 1.0;
                }
                counts
            })
            .collect()
    }
}

/// How near two categories are: 1 the same, 0 as far apart as can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weights {
    /// 1 on the diagonal, else 0.
    Identity,
    /// 1 − |a − b| / (greatest − least), on the numbers of the categories.
    Linear,
    /// 1 − (a − b)² / (greatest − least)², on the numbers of the categories.
    Quadratic,
    /// 1 − C(|k − l| + 1, 2) / C(q, 2), on the ranks of the categories (Gwet 2014, ch. 3).
    Ordinal,
}

impl Weights {
    /// The matrix of weights for categories that stand for these numbers.
    #[must_use]
    pub fn matrix(self, values: &[f64]) -> Vec<Vec<f64>> {
        let span = values.last().zip(values.first()).map_or(0.0, |(last, first)| last - first);
        let pairs = |ranks: f64| ranks * (ranks - 1.0) / 2.0;
        let weight = |(k, a): (usize, f64), (l, b): (usize, f64)| match self {
            _ if k == l => 1.0,
            Self::Identity => 0.0,
            Self::Linear => 1.0 - (a - b).abs() / span,
            Self::Quadratic => 1.0 - ((a - b) / span).powi(2),
            Self::Ordinal => 1.0 - pairs(k.abs_diff(l) as f64 + 1.0) / pairs(values.len() as f64),
        };
        let each = || values.iter().copied().enumerate();
        each().map(|a| each().map(|b| weight(a, b)).collect()).collect()
    }
}
