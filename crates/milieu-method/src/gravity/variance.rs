//! How sure the coefficients are.

use crate::solve::Cholesky;

use super::absorb::Absorber;
use super::flows::Error;

/// What a standard error is to allow for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errors<'a> {
    /// Nothing: flows vary as Poisson counts. Rarely true.
    Model,
    /// Any variance of each flow (HC0, White's sandwich).
    Robust,
    /// The same, times N / (N − parameters) (HC1), fixed effects counted.
    RobustSmall,
    /// Any dependence within clusters (one number per row), with G / (G − 1) · (N − 1) / (N − parameters). Where
    /// the levels of an effect lie each within a cluster (clusters are its origins), the effects count as one
    /// parameter, as in the reference numbers. Counting the other effects in full makes errors larger by a percent or so.
    Cluster(&'a [usize]),
}

impl Errors<'_> {
    pub(super) fn check(&self, rows: usize) -> Result<(), Error> {
        match self {
            Self::Cluster(of) if of.len() != rows => Err(Error::WrongLength(rows, of.len())),
            _ => Ok(()),
        }
    }
}

/// What the errors are made of.
pub(super) struct Scores<'a> {
    /// Columns with the effects taken out.
    pub columns: &'a [Vec<f64>],
    pub flow: &'a [f64],
    pub expected: &'a [f64],
    /// Their rows among all flows.
    pub kept: &'a [usize],
    pub absorber: &'a Absorber,
    pub parameters: usize,
}

impl Scores<'_> {
    /// The covariances by rows; the first column that is a combination of others if there is one.
    pub fn covariance(&self, errors: Errors<'_>) -> Result<Vec<f64>, usize> {
        let k = self.columns.len();
        let rows = self.flow.len() as f64;
        let mut information = vec![0.0; k * k];
        for i in 0..self.flow.len() {
            add_square(&mut information, k, self.expected[i], |c| self.columns[c][i]);
        }
        mirror(&mut information, k);
        let bread = Cholesky::new(&information, k)?.inverse();
        let score = |row: usize, c: usize| self.columns[c][row] * (self.flow[row] - self.expected[row]);
        let mut meat = vec![0.0; k * k];
        let factor = match errors {
            Errors::Model => return Ok(bread),
            Errors::Robust | Errors::RobustSmall => {
                for i in 0..self.flow.len() {
                    add_square(&mut meat, k, 1.0, |c| score(i, c));
                }
                if errors == Errors::Robust { 1.0 } else { rows / (rows - self.parameters as f64) }
            }
            Errors::Cluster(of) => {
                let mut known: Vec<usize> = self.kept.iter().map(|&row| of[row]).collect();
                known.sort_unstable();
                known.dedup();
                let mut sums = vec![vec![0.0; k]; known.len()];
                for (i, &row) in self.kept.iter().enumerate() {
                    let sum = &mut sums[known.binary_search(&of[row]).unwrap_or_default()];
                    (0..k).for_each(|c| sum[c] += score(i, c));
                }
                for sum in &sums {
                    add_square(&mut meat, k, 1.0, |c| sum[c]);
                }
                if known.len() < 2 {
                    return Ok(vec![f64::NAN; k * k]);
                }
                let clusters = known.len() as f64;
                clusters / (clusters - 1.0) * (rows - 1.0) / (rows - self.parameters_beside(of) as f64)
            }
        };
        mirror(&mut meat, k);
        let mut left = vec![0.0; k * k];
        let mut covariance = vec![0.0; k * k];
        multiply(&bread, &meat, k, &mut left);
        multiply(&left, &bread, k, &mut covariance);
        covariance.iter_mut().for_each(|v| *v *= factor);
        Ok(covariance)
    }

    /// Parameters; where the levels of some effect lie each within a cluster, the effects count as one constant.
    fn parameters_beside(&self, of: &[usize]) -> usize {
        let nested = |effect: usize| {
            let mut cluster = vec![None; self.absorber.levels[effect]];
            self.kept.iter().enumerate().all(|(i, &row)| {
                let held = cluster[self.absorber.level(effect, i)].get_or_insert(of[row]);
                *held == of[row]
            })
        };
        // Without effects the one level that stands for the intercept is a column already.
        let has_effects = self.parameters > self.columns.len();
        let any = has_effects && (0..self.absorber.levels.len()).any(nested);
        if any { self.columns.len() + 1 } else { self.parameters }
    }
}

fn add_square(to: &mut [f64], k: usize, weight: f64, value: impl Fn(usize) -> f64) {
    for a in 0..k {
        for b in 0..=a {
            to[a * k + b] += weight * value(a) * value(b);
        }
    }
}

fn mirror(of: &mut [f64], k: usize) {
    for a in 0..k {
        for b in 0..a {
            of[b * k + a] = of[a * k + b];
        }
    }
}

fn multiply(a: &[f64], b: &[f64], k: usize, to: &mut [f64]) {
    for (i, cell) in to.iter_mut().enumerate() {
        *cell = (0..k).map(|j| a[i / k * k + j] * b[j * k + i % k]).sum();
    }
}
