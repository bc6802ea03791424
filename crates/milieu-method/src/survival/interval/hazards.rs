//! Proportional hazards for interval-censored rows, with no shape assumed (Finkelstein 1986; Pan 1999).
//!
//! `S(t | x) = exp(−Λ(t) exp(xβ))`, with Λ stepping on Turnbull's innermost intervals. In turn, Λ takes an iterative convex
//! minorant step (the log-likelihood is concave in Λ) and β a Newton step.

use super::turnbull::{innermost, isotonic};
use super::{Intervals, turnbull};
use crate::survival::linear::Symmetric;
use crate::survival::sample::{finite, length};
use crate::survival::{ChiSquareTest, Error};

/// A fitted model. It has no standard errors: their usual theory does not hold here; the likelihood ratio does.
#[derive(Clone, Debug, PartialEq)]
pub struct IntervalHazards {
    /// Log hazard ratios.
    pub coefficients: Vec<f64>,
    /// Log-likelihood without covariates: that of the pooled Turnbull curve.
    pub log_likelihood_null: f64,
    /// Log-likelihood.
    pub log_likelihood: f64,
    /// Twice the gain.
    pub likelihood_ratio: ChiSquareTest,
    /// The innermost intervals.
    pub intervals: Vec<[f64; 2]>,
    /// Cumulative baseline hazard after each interval, at mean covariates; infinite after the last.
    pub hazard: Vec<f64>,
    /// Rounds made.
    pub iterations: usize,
}

/// Rounds without a gain worth the name before the answer counts as settled.
const CALM: usize = 5;

/// Fits the model.
///
/// # Errors
/// When rows or columns cannot be used, a covariate is constant or collinear, or the rounds do not settle.
pub fn interval_hazards(rows: &Intervals, covariates: &[Vec<f64>]) -> Result<IntervalHazards, Error> {
    rows.check()?;
    let n = rows.len();
    if covariates.is_empty() {
        return Err(Error::Unsupported("a model of hazards needs at least one covariate"));
    }
    let mut columns = vec![];
    for (column, values) in covariates.iter().enumerate() {
        length("covariate", n, values.len())?;
        finite("covariate", values)?;
        let mean = values.iter().sum::<f64>() / n as f64;
        if values.iter().all(|x| (x - mean).abs() <= 1e-13 * mean.abs()) {
            return Err(Error::Constant { column });
        }
        columns.push(values.iter().map(|x| x - mean).collect::<Vec<f64>>());
    }
    if rows.events() == 0 {
        return Err(Error::TooFewEvents { events: 0, needed: 1 });
    }
    let pooled = turnbull(rows)?;
    let (intervals, covered) = innermost(rows);
    let steps = intervals.len();
    // Every step starts with some hazard, also where the pooled curve has none: a step of zero could never grow in one
    // pooled with it.
    let mut total = 0.0;
    let mut hazard: Vec<f64> = std::iter::once(0.0)
        .chain(pooled.mass.iter().map(|m| {
            total += (m + 1e-3 / steps as f64) / (1.0 + 1e-3);
            -(1.0 - total).max(1e-300).ln()
        }))
        .collect();
    hazard[steps] = f64::INFINITY;
    let mut model = Model { covered, columns, hazard, beta: vec![0.0; covariates.len()] };
    let mut last = model.log_likelihood(&model.hazard, &model.beta);
    let mut calm = 0;
    for iteration in 1..=20_000 {
        model.step_hazard();
        model.step_beta()?;
        let now = model.log_likelihood(&model.hazard, &model.beta);
        calm = if (now - last).abs() <= 1e-12 * now.abs() { calm + 1 } else { 0 };
        last = now;
        if calm == CALM {
            let gain = ChiSquareTest::new(2.0 * (now - pooled.log_likelihood), covariates.len());
            return Ok(IntervalHazards {
                coefficients: model.beta,
                log_likelihood_null: pooled.log_likelihood,
                log_likelihood: now,
                likelihood_ratio: gain,
                intervals,
                hazard: model.hazard[1..].to_vec(),
                iterations: iteration,
            });
        }
    }
    Err(Error::NotConverged { iterations: 20_000 })
}

struct Model {
    covered: Vec<[usize; 2]>,
    columns: Vec<Vec<f64>>,
    /// Λ before the first interval and after each.
    hazard: Vec<f64>,
    beta: Vec<f64>,
}

/// `e^{−a}` with `a e^{−a}` and `a² e^{−a}`; zeros at infinity.
fn surviving(a: f64) -> [f64; 3] {
    if a.is_infinite() { [0.0; 3] } else { [(-a).exp(), a * (-a).exp(), a * a * (-a).exp()] }
}

impl Model {
    fn risk(&self, row: usize, beta: &[f64]) -> f64 {
        self.columns.iter().zip(beta).map(|(x, b)| x[row] * b).sum::<f64>().exp()
    }

    fn log_likelihood(&self, hazard: &[f64], beta: &[f64]) -> f64 {
        self.covered
            .iter()
            .enumerate()
            .map(|(row, &[first, last])| {
                let risk = self.risk(row, beta);
                let [left, ..] = surviving(risk * hazard[first]);
                let [right, ..] = surviving(risk * hazard[last]);
                (left - right).ln()
            })
            .sum()
    }

    fn step_hazard(&mut self) {
        let steps = self.hazard.len() - 1;
        let mut first = vec![0.0; steps + 1];
        let mut second = vec![0.0; steps + 1];
        for (row, &[from, to]) in self.covered.iter().enumerate() {
            let risk = self.risk(row, &self.beta);
            let [left, ..] = surviving(risk * self.hazard[from]);
            let [right, ..] = surviving(risk * self.hazard[to]);
            let p = left - right;
            let (dl, dr) = (risk * left / p, risk * right / p);
            first[from] -= dl;
            second[from] += dl * dl - risk * dl;
            first[to] += dr;
            second[to] += dr * dr + risk * dr;
        }
        let target: Vec<(f64, f64)> = (1..steps)
            .map(|k| {
                let weight = second[k].max(1e-10);
                (self.hazard[k] + first[k] / weight, weight)
            })
            .collect();
        let to = isotonic(&target);
        let before = self.log_likelihood(&self.hazard, &self.beta);
        let mut share = 1.0;
        while share > 1e-6 {
            let mut next = self.hazard.clone();
            for (k, to) in to.iter().enumerate() {
                next[k + 1] += share * (to.max(0.0) - next[k + 1]);
            }
            // Not a number, where a row is left without any probability, is not better either.
            if self.log_likelihood(&next, &self.beta) >= before {
                self.hazard = next;
                return;
            }
            share /= 2.0;
        }
    }

    fn step_beta(&mut self) -> Result<(), Error> {
        let p = self.beta.len();
        let mut score = vec![0.0; p];
        let mut information = Symmetric::zero(p);
        for (row, &[from, to]) in self.covered.iter().enumerate() {
            let risk = self.risk(row, &self.beta);
            let [left, left_1, left_2] = surviving(risk * self.hazard[from]);
            let [right, right_1, right_2] = surviving(risk * self.hazard[to]);
            let probability = left - right;
            let slope = (right_1 - left_1) / probability;
            let bend = (right_1 - left_1 + left_2 - right_2) / probability - slope * slope;
            for a in 0..p {
                score[a] += slope * self.columns[a][row];
                for b in 0..=a {
                    information.add(a, b, -bend * self.columns[a][row] * self.columns[b][row]);
                }
            }
        }
        information.mirror();
        let factor = information.cholesky().map_err(|column| Error::Collinear { column })?;
        let step = factor.solve(&score);
        let before = self.log_likelihood(&self.hazard, &self.beta);
        let mut share = 1.0;
        while share > 1e-6 {
            let next: Vec<f64> = self.beta.iter().zip(&step).map(|(b, s)| b + share * s).collect();
            if self.log_likelihood(&self.hazard, &next) >= before {
                self.beta = next;
                return Ok(());
            }
            share /= 2.0;
        }
        Ok(())
    }
}
