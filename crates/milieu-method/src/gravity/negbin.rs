//! Flows more spread than Poisson counts: the negative binomial of the second kind.

use statrs::function::gamma::{digamma, ln_gamma};

use crate::solve::Cholesky;

use super::flows::{Error, Flows};

/// Rounds between coefficients and spread before giving up.
const ROUNDS: usize = 500;

/// A fitted negative binomial model.
#[derive(Clone, Debug, PartialEq)]
pub struct NegativeBinomial {
    /// The intercept.
    pub intercept: f64,
    /// Of each predictor.
    pub coefficients: Vec<f64>,
    /// Spread: variance = μ + α μ²; 0 would be Poisson.
    pub alpha: f64,
    /// Log-likelihood.
    pub log_likelihood: f64,
}

/// Fits a negative binomial model (NB2) by maximum likelihood, without fixed effects: beside a Poisson fit it says
/// how much more the flows vary. Unlike PPML it is wrong when the variance is not as assumed.
///
/// Cameron & Trivedi (2013), *Regression Analysis of Count Data*, ch. 3.3.
///
/// # Errors
/// As [`ppml`](super::ppml); where the flows are no more spread than Poisson counts.
pub fn negative_binomial(flows: &Flows<'_>) -> Result<NegativeBinomial, Error> {
    flows.check()?;
    let (y, k) = (flows.flow, flows.predictors.len() + 1);
    if y.len() <= k + 1 {
        return Err(Error::TooFew(y.len(), k + 1));
    }
    // Centred, so that the equations stay well posed; the intercept is moved back at the end.
    let means: Vec<f64> = flows.predictors.iter().map(|c| c.iter().sum::<f64>() / y.len() as f64).collect();
    let value = |row: usize, c: usize| if c == 0 { 1.0 } else { flows.predictors[c - 1][row] - means[c - 1] };
    let mean = y.iter().sum::<f64>() / y.len() as f64;
    let mut b = vec![0.0; k];
    b[0] = mean.ln();
    let mut alpha = 1.0;
    let mut expected = vec![mean; y.len()];
    let mut last = f64::NEG_INFINITY;
    for _ in 0..ROUNDS {
        let mut information = vec![0.0; k * k];
        let mut step = vec![0.0; k];
        for row in 0..y.len() {
            let m = expected[row];
            // Expected information: μ / (1 + αμ).
            let weight = m / (1.0 + alpha * m);
            for a in 0..k {
                step[a] += value(row, a) * (y[row] - m) / (1.0 + alpha * m);
                for c in 0..=a {
                    information[a * k + c] += weight * value(row, a) * value(row, c);
                }
            }
        }
        Cholesky::new(&information, k).map_err(|c| Error::Collinear(c.saturating_sub(1)))?.solve(&mut step);
        let largest = step.iter().fold(0.0_f64, |m, s| m.max(s.abs()));
        // A first step from far away may be too long.
        let scale = if largest > 2.0 { 2.0 / largest } else { 1.0 };
        b.iter_mut().zip(&step).for_each(|(b, s)| *b += scale * s);
        for (row, m) in expected.iter_mut().enumerate() {
            *m = b.iter().enumerate().map(|(c, b)| b * value(row, c)).sum::<f64>().exp();
        }
        alpha = spread(y, &expected).ok_or(Error::NotConverged)?;
        let reached = log_likelihood(y, &expected, alpha);
        if largest < 1e-11 && (reached - last).abs() < 1e-11 * reached.abs() {
            let shift: f64 = b[1..].iter().zip(&means).map(|(b, m)| b * m).sum();
            return Ok(NegativeBinomial {
                intercept: b[0] - shift,
                coefficients: b[1..].to_vec(),
                alpha,
                log_likelihood: reached,
            });
        }
        last = reached;
    }
    Err(Error::NotConverged)
}

/// The α that is most likely for these expectations: the root of the score by halving on its logarithm.
fn spread(y: &[f64], expected: &[f64]) -> Option<f64> {
    let score = |log: f64| -> f64 {
        let alpha = log.exp();
        let r = 1.0 / alpha;
        let term = |(y, m): (&f64, &f64)| {
            // ∂ℓ/∂α
            r * r * ((1.0 + alpha * m).ln() - digamma(y + r) + digamma(r)) + (y - m) / (alpha * (1.0 + alpha * m))
        };
        y.iter().zip(expected).map(term).sum()
    };
    let (mut low, mut high) = (-12.0, 8.0);
    if score(low) <= 0.0 || score(high) >= 0.0 {
        return None;
    }
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if score(middle) > 0.0 { low = middle } else { high = middle }
    }
    Some(f64::midpoint(low, high).exp())
}

fn log_likelihood(y: &[f64], expected: &[f64], alpha: f64) -> f64 {
    let r = 1.0 / alpha;
    let term = |(y, m): (&f64, &f64)| {
        ln_gamma(y + r) - ln_gamma(r) - ln_gamma(y + 1.0) - r * (1.0 + alpha * m).ln()
            + y * ((alpha * m).ln() - (1.0 + alpha * m).ln())
    };
    y.iter().zip(expected).map(term).sum()
}
