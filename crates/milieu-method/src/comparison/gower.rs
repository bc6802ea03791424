//! Gower's distance between cases described by variables of any kind, with blanks.

use rayon::prelude::*;

use crate::analysis::Refusal;

/// A variable of the comparison. A blank is not a value.
#[derive(Clone, Debug, PartialEq)]
pub enum Variable {
    /// Numbers: |a − b| over the range of the variable.
    Number(Vec<Option<f64>>),
    /// Ranks, given as numbers: their places among the values that occur, then as numbers.
    Rank(Vec<Option<f64>>),
    /// Categories: 0 if the same, else 1.
    Category(Vec<Option<usize>>),
    /// Presence and absence, of which only presence makes two cases alike: a pair without it on either side is not compared.
    Presence(Vec<Option<bool>>),
}

/// Variables ready to compare.
#[derive(Clone, Debug, PartialEq)]
pub struct Gower {
    columns: Vec<Column>,
    weights: Vec<f64>,
    cases: usize,
}

/// A variable in the form it is compared in; NaN and `None` are blanks.
#[derive(Clone, Debug, PartialEq)]
enum Column {
    /// Divided by the range.
    Number(Vec<f64>),
    /// Category, −1 blank; as numbers so that the inner loop has no branches.
    Category(Vec<i64>),
    /// 1 present, 0 absent, NaN blank.
    Presence(Vec<f64>),
}

impl Gower {
    /// Variables with their weights, all of one length.
    ///
    /// # Errors
    /// No variables or fewer than two cases, unequal lengths, a number that is not finite, a weight below zero, no weight above zero.
    pub fn new(variables: &[Variable], weights: &[f64]) -> Result<Self, Refusal> {
        let cases = variables.first().map_or(0, Variable::len);
        if variables.is_empty() || cases < 2 {
            return Err(Refusal::new("too-few-cases", format!("{cases} cases, {} variables", variables.len()))
                .why("a distance is between two cases")
                .help("give at least two cases and one variable"));
        }
        if variables.iter().any(|v| v.len() != cases) || weights.len() != variables.len() {
            return Err(Refusal::new("ragged", "variables and weights do not fit each other")
                .why("a value could be taken for that of another case")
                .help("give one value for each case (blank if unknown) and one weight for each variable"));
        }
        if weights.iter().any(|w| !(*w >= 0.0 && w.is_finite())) || weights.iter().sum::<f64>() <= 0.0 {
            return Err(Refusal::new("bad-weights", "weights are not numbers from zero, or all zero")
                .why("a distance is a weighted mean")
                .help("give weights from zero, one of them above"));
        }
        let columns = variables.iter().map(Variable::column).collect::<Result<_, _>>()?;
        Ok(Self { columns, weights: weights.to_vec(), cases })
    }

    /// Number of cases.
    #[must_use]
    pub fn cases(&self) -> usize {
        self.cases
    }

    /// Distance of two cases, from 0 (alike in all that is known of both) to 1; none where nothing is known of both.
    ///
    /// Σ w d / Σ w over the variables known of both. Gower (1971), <https://doi.org/10.2307/2528823>.
    #[must_use]
    pub fn distance(&self, a: usize, b: usize) -> Option<f64> {
        let (sum, weight) = self
            .columns
            .iter()
            .zip(&self.weights)
            .filter_map(|(column, w)| column.difference(a, b).map(|d| (w * d, *w)))
            .fold((0.0, 0.0), |(sum, weight), (d, w)| (sum + d, weight + w));
        (weight > 0.0).then(|| sum / weight)
    }

    /// Difference of two cases in each variable, from 0 to 1; none where it is not compared.
    #[must_use]
    pub fn differences(&self, a: usize, b: usize) -> Vec<Option<f64>> {
        self.columns.iter().map(|column| column.difference(a, b)).collect()
    }

    /// Weight of each variable.
    #[must_use]
    pub fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// All distances: for each case those to the cases before it; NaN where nothing is known of both. Rows are
    /// computed in parallel, each by itself.
    #[must_use]
    pub fn matrix(&self) -> Vec<Vec<f64>> {
        (0..self.cases).into_par_iter().map(|case| self.row(case)).collect()
    }

    fn row(&self, case: usize) -> Vec<f64> {
        let mut sums = vec![0.0; case];
        let mut weights = vec![0.0; case];
        for (column, &w) in self.columns.iter().zip(&self.weights) {
            let cells = sums.iter_mut().zip(&mut weights);
            match column {
                Column::Number(values) => {
                    let own = values[case];
                    for ((sum, weight), value) in cells.zip(values) {
                        let known = (own - value).abs();
                        let is_known = !known.is_nan();
                        *sum += if is_known { w * known } else { 0.0 };
                        *weight += if is_known { w } else { 0.0 };
                    }
                }
                Column::Category(values) => {
                    let own = values[case];
                    for ((sum, weight), value) in cells.zip(values) {
                        let is_known = own >= 0 && *value >= 0;
                        *sum += if is_known && own != *value { w } else { 0.0 };
                        *weight += if is_known { w } else { 0.0 };
                    }
                }
                Column::Presence(values) => {
                    let own = values[case];
                    for ((sum, weight), value) in cells.zip(values) {
                        let both = own + value;
                        let is_compared = both > 0.5;
                        *sum += if is_compared && both < 1.5 { w } else { 0.0 };
                        *weight += if is_compared { w } else { 0.0 };
                    }
                }
            }
        }
        sums.iter().zip(&weights).map(|(sum, weight)| sum / weight).collect()
    }
}

impl Variable {
    fn len(&self) -> usize {
        match self {
            Self::Number(values) | Self::Rank(values) => values.len(),
            Self::Category(values) => values.len(),
            Self::Presence(values) => values.len(),
        }
    }

    fn column(&self) -> Result<Column, Refusal> {
        match self {
            Self::Number(values) => scaled(values),
            Self::Rank(values) => {
                let mut sorted: Vec<f64> = values.iter().flatten().copied().collect();
                sorted.sort_by(f64::total_cmp);
                sorted.dedup();
                let place = |value: f64| sorted.partition_point(|held| *held < value) as f64;
                scaled(&values.iter().map(|v| v.map(place)).collect::<Vec<_>>())
            }
            Self::Category(values) => {
                let number = |v: &Option<usize>| v.map_or(-1, |v| i64::try_from(v).unwrap_or(i64::MAX));
                Ok(Column::Category(values.iter().map(number).collect()))
            }
            Self::Presence(values) => {
                let number = |v: &Option<bool>| v.map_or(f64::NAN, |v| f64::from(u8::from(v)));
                Ok(Column::Presence(values.iter().map(number).collect()))
            }
        }
    }
}

/// Numbers over their range; a variable that does not vary makes nobody differ.
fn scaled(values: &[Option<f64>]) -> Result<Column, Refusal> {
    if let Some(bad) = values.iter().flatten().find(|v| !v.is_finite()) {
        return Err(Refusal::new("not-a-number", format!("a value is {bad}"))
            .why("numbers are divided by their range")
            .help("give finite numbers, or leave the cell blank"));
    }
    let known = || values.iter().flatten().copied();
    let least = known().fold(f64::INFINITY, f64::min);
    let range = known().fold(f64::NEG_INFINITY, f64::max) - least;
    let scale = if range > 0.0 { range } else { 1.0 };
    Ok(Column::Number(values.iter().map(|v| v.map_or(f64::NAN, |v| (v - least) / scale)).collect()))
}

impl Column {
    fn difference(&self, a: usize, b: usize) -> Option<f64> {
        match self {
            Self::Number(values) => Some((values[a] - values[b]).abs()).filter(|d| !d.is_nan()),
            Self::Category(values) => {
                (values[a] >= 0 && values[b] >= 0).then(|| f64::from(u8::from(values[a] != values[b])))
            }
            Self::Presence(values) => {
                let both = values[a] + values[b];
                (both > 0.5).then(|| f64::from(u8::from(both < 1.5)))
            }
        }
    }
}
