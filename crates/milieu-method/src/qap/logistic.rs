//! Logistic regression of a 0/1 relation on relations.

use crate::solve::Cholesky;

use super::matrix::{self, Error, Relation};
use super::permutation::{Permutations, Tails};
use super::regression::Coefficient;
use super::skew::{SKEWED, skewness};

/// Steps before giving up.
const STEPS: usize = 60;
/// Relative change of the deviance at which the fit is settled.
const SETTLED: f64 = 1e-8;
/// Fitted log-odds as large as this for every pair say that zeros and ones are separated.
const SEPARATED: f64 = 15.0;

/// A logistic regression of relations.
#[derive(Clone, Debug, PartialEq)]
pub struct Logistic {
    /// Log-odds where all predictors are zero.
    pub intercept: Coefficient,
    /// In the order of the predictors: change of the log-odds per unit.
    pub predictors: Vec<Coefficient>,
    /// −2 log-likelihood.
    pub deviance: f64,
    /// −2 log-likelihood when every pair has even odds: 2 N log 2.
    pub null_deviance: f64,
    /// Pairs.
    pub pairs: usize,
    /// The relabellings.
    pub permutations: Permutations,
    /// Relations more skewed than [`SKEWED`]: 0 is the outcome, predictors count from 1.
    pub skewed: Vec<(usize, f64)>,
}

/// Fits a logistic model; p-values by double semi-partialling: each predictor's residual on the
/// others is relabelled in its place and its z compared.
///
/// # Errors
/// As [`regress`](super::regress); when the outcome is not 0/1, or separated by the predictors.
pub fn logistic(outcome: &Relation, predictors: &[&Relation], wanted: usize, seed: u64) -> Result<Logistic, Error> {
    let all: Vec<&Relation> = std::iter::once(outcome).chain(predictors.iter().copied()).collect();
    matrix::check(&all)?;
    if let Some((from, to)) = outcome.cells().find(|&(i, j)| outcome.at(i, j) != 0.0 && outcome.at(i, j) != 1.0) {
        return Err(Error::NotBinary(from, to));
    }
    outcome.standardised(0)?;
    let permutations = Permutations::of(outcome.actors(), wanted, seed)?;
    let k = predictors.len();
    let mut columns = vec![];
    let mut scales = vec![];
    for (i, predictor) in predictors.iter().enumerate() {
        let (column, mean, length) = predictor.standardised(i + 1)?;
        // Of variance 1 rather than length 1, so that log-odds are of an ordinary size.
        let root = (outcome.pairs() as f64).sqrt();
        columns.push(column.with(|i, j| column.at(i, j) * root));
        scales.push((mean, length / root));
    }
    let cells: Vec<(usize, usize)> = outcome.cells().collect();
    let y: Vec<f64> = cells.iter().map(|&(i, j)| outcome.at(i, j)).collect();
    let design = rows(&cells, &columns, None);
    let fit = newton(&y, &design, k + 1)?;

    let residuals = residuals(&cells, &columns, &design)?;
    let null = permutations.each(outcome.actors(), |order| {
        let z = |j: usize| {
            let design = rows(&cells, &columns, Some((j, &residuals[j], order)));
            newton(&y, &design, k + 1).map_or(f64::NAN, |fit| fit.estimates[j + 1] / fit.variances[j + 1].sqrt())
        };
        (0..k).map(z).collect::<Vec<f64>>()
    });

    let predictors = (0..k)
        .map(|j| {
            let (estimate, se) = (fit.estimates[j + 1] / scales[j].1, fit.variances[j + 1].sqrt() / scales[j].1);
            let null: Vec<f64> = null.iter().map(|row| row[j]).collect();
            Coefficient { estimate, se, t: estimate / se, tails: Some(Tails::of(estimate / se, &null, &permutations)) }
        })
        .collect();
    // The intercept on the relations' own scale is a combination of all coefficients.
    let shift: Vec<f64> = std::iter::once(1.0).chain(scales.iter().map(|(mean, sd)| -mean / sd)).collect();
    let estimate: f64 = fit.estimates.iter().zip(&shift).map(|(b, s)| b * s).sum();
    let mut through = shift;
    fit.information.forward(&mut through);
    let se = through.iter().map(|v| v * v).sum::<f64>().sqrt();
    let pairs = outcome.pairs();
    Ok(Logistic {
        intercept: Coefficient { estimate, se, t: estimate / se, tails: None },
        predictors,
        deviance: fit.deviance,
        null_deviance: 2.0 * pairs as f64 * std::f64::consts::LN_2,
        pairs,
        permutations,
        skewed: all.iter().map(|r| skewness(r)).enumerate().filter(|(_, s)| s.abs() > SKEWED).collect(),
    })
}

/// A row of 1 and the predictors for every pair; one predictor may be replaced by a relabelled residual.
fn rows(cells: &[(usize, usize)], columns: &[Relation], swapped: Option<(usize, &Relation, &[usize])>) -> Vec<f64> {
    let mut rows = Vec::with_capacity(cells.len() * (columns.len() + 1));
    for &(i, j) in cells {
        rows.push(1.0);
        for (c, column) in columns.iter().enumerate() {
            rows.push(match swapped {
                Some((focal, residual, order)) if focal == c => residual.at(order[i], order[j]),
                _ => column.at(i, j),
            });
        }
    }
    rows
}

/// What each predictor has beyond the others, by least squares.
fn residuals(cells: &[(usize, usize)], columns: &[Relation], design: &[f64]) -> Result<Vec<Relation>, Error> {
    let (k, width) = (columns.len(), columns.len() + 1);
    (0..k)
        .map(|j| {
            let others: Vec<usize> = (0..width).filter(|&c| c != j + 1).collect();
            let mut gram = vec![0.0; k * k];
            let mut slopes = vec![0.0; k];
            for row in design.chunks_exact(width) {
                for (a, &ca) in others.iter().enumerate() {
                    slopes[a] += row[ca] * row[j + 1];
                    for (b, &cb) in others[..=a].iter().enumerate() {
                        gram[a * k + b] += row[ca] * row[cb];
                    }
                }
            }
            let factored = Cholesky::new(&gram, k).map_err(|c| Error::Collinear(others[c].max(1)))?;
            factored.solve(&mut slopes);
            debug_assert_eq!(cells.len() * width, design.len());
            Ok(columns[j].with(|from, to| {
                let explained: f64 = others
                    .iter()
                    .zip(&slopes)
                    .map(|(&c, b)| if c == 0 { *b } else { b * columns[c - 1].at(from, to) })
                    .sum();
                columns[j].at(from, to) - explained
            }))
        })
        .collect()
}

struct Fit {
    estimates: Vec<f64>,
    variances: Vec<f64>,
    /// X′WX of the last step.
    information: Cholesky,
    deviance: f64,
}

/// Maximum likelihood by iteratively reweighted least squares, started and stopped as R's `glm` is.
///
/// Standard errors come from the weights of the last step, one step before the estimates, again as
/// R has them: a difference in the fifth digit that would otherwise look like one of the method.
fn newton(y: &[f64], rows: &[f64], width: usize) -> Result<Fit, Error> {
    let start = |y: &f64| (y.mul_add(0.5, 0.25) / (0.75 - y * 0.5)).ln();
    let mut odds: Vec<f64> = y.iter().map(start).collect();
    let mut deviance = deviance_of(y, &odds);
    for _ in 0..STEPS {
        let mut information = vec![0.0; width * width];
        let mut estimates = vec![0.0; width];
        for ((y, row), odds) in y.iter().zip(rows.chunks_exact(width)).zip(&odds) {
            let p = 1.0 / (1.0 + (-odds).exp());
            let weight = p * (1.0 - p);
            let working = weight * odds + y - p;
            for a in 0..width {
                estimates[a] += row[a] * working;
                for b in 0..=a {
                    information[a * width + b] += weight * row[a] * row[b];
                }
            }
        }
        let factored = match Cholesky::new(&information, width) {
            Ok(factored) => factored,
            // Weights that vanish: the likelihood rises without end along some direction.
            Err(_) if odds.iter().any(|o| o.abs() > SEPARATED) => return Err(Error::Separated),
            Err(column) => return Err(Error::Collinear(column.max(1))),
        };
        factored.solve(&mut estimates);
        let fitted = rows.chunks_exact(width).map(|row| row.iter().zip(&estimates).map(|(x, b)| x * b).sum());
        odds = fitted.collect();
        let signed = y.iter().zip(&odds).map(|(y, o)| if *y > 0.5 { *o } else { -o });
        if signed.fold(f64::INFINITY, f64::min) > SEPARATED {
            return Err(Error::Separated);
        }
        let before = deviance;
        deviance = deviance_of(y, &odds);
        if !deviance.is_finite() {
            return Err(Error::NotConverged);
        }
        if (deviance - before).abs() / (deviance.abs() + 0.1) < SETTLED {
            let inverse = factored.inverse();
            let variances: Vec<f64> = (0..width).map(|i| inverse[i * width + i]).collect();
            // Where some pairs are told apart without fault a coefficient grows for ever and its
            // error grows faster, while the likelihood settles.
            let runs_away = |(b, v): (&f64, &f64)| b.abs() > SEPARATED / 2.0 && v.sqrt() > b.abs();
            if estimates.iter().zip(&variances).any(runs_away) {
                return Err(Error::Separated);
            }
            return Ok(Fit { estimates, variances, information: factored, deviance });
        }
    }
    Err(Error::NotConverged)
}

fn deviance_of(y: &[f64], odds: &[f64]) -> f64 {
    let log_likelihood: f64 = y
        .iter()
        .zip(odds)
        .map(|(y, odds)| {
            let signed = if *y > 0.5 { *odds } else { -odds };
            // log(1 / (1 + e^−s)), without overflow.
            if signed > 0.0 { -(-signed).exp().ln_1p() } else { signed - signed.exp().ln_1p() }
        })
        .sum();
    -2.0 * log_likelihood
}
