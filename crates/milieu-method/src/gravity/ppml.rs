//! Poisson pseudo-maximum likelihood.

use statrs::function::gamma::ln_gamma;

use crate::solve::Cholesky;

use super::absorb::Absorber;
use super::flows::{Error, Flows};
use super::separation;
use super::variance::{Errors, Scores};

/// Steps before giving up.
const STEPS: usize = 200;
/// Relative change of the deviance at which the fit is settled.
const SETTLED: f64 = 1e-13;
/// What remains of a predictor beside its own size when the effects have taken all of it.
const NOTHING: f64 = 1e-7;

/// A fitted model of flows.
#[derive(Clone, Debug, PartialEq)]
pub struct Fit {
    /// The intercept, where there is no fixed effect.
    pub intercept: Option<f64>,
    /// Of each predictor: a change of 1 multiplies the expected flow by e^coefficient; of the logarithm of a
    /// distance or mass it is an elasticity.
    pub coefficients: Vec<f64>,
    /// Standard errors of the intercept, if any, then of the coefficients, by the error asked for.
    pub errors: Vec<f64>,
    /// Their covariances by the error asked for, by rows, in the order of `errors`.
    pub covariance: Vec<f64>,
    /// Expected flow of each row; 0 where separated.
    pub expected: Vec<f64>,
    /// −2 × (log-likelihood − that of a model that fits every flow).
    pub deviance: f64,
    /// Log-likelihood of the flows as Poisson counts.
    pub log_likelihood: f64,
    /// Σ (flow − expected)² / expected.
    pub pearson: f64,
    /// Rows that take part.
    pub used: usize,
    /// Coefficients, fixed effects among them.
    pub parameters: usize,
    /// Zeros that the predictors or effects tell without fault: no finite coefficient fits them, and they say
    /// nothing about the others. Left out, as rows.
    pub separated: Vec<usize>,
    /// Steps taken.
    pub steps: usize,
}

/// Fits E(flow) = exp(Xβ + fixed effects), zeros kept. Right whatever the variance, if that mean is right.
///
/// Santos Silva & Tenreyro (2006), <https://doi.org/10.1162/rest.88.4.641>; fixed effects taken out within the
/// steps of reweighted least squares as Correia, Guimarães & Zylkin (2020), <https://doi.org/10.1177/1536867X20909691>.
///
/// # Errors
/// On flows below zero, predictors that the effects absorb, too few rows, or clusters that do not fit.
pub fn ppml(flows: &Flows<'_>, errors: Errors<'_>) -> Result<Fit, Error> {
    flows.check()?;
    errors.check(flows.flow.len())?;
    // Levels without any flow are told without fault by their own effect.
    let mut separated = separation::levels_without_flow(flows);
    loop {
        let kept: Vec<usize> = (0..flows.flow.len()).filter(|row| separated.binary_search(row).is_err()).collect();
        let fit = fit(flows, &kept, errors);
        // Separated rows may also be what keeps the steps from settling.
        let is_suspect = fit.as_ref().map_or_else(|error| *error == Error::NotConverged, |fit| fit.suspicious);
        let more = if is_suspect { separation::separated(flows, &kept)? } else { vec![] };
        if more.is_empty() {
            return Ok(Fit { separated, ..fit?.fit });
        }
        separated.extend(more);
        separated.sort_unstable();
    }
}

struct Attempt {
    fit: Fit,
    /// Whether some zero is expected to be so near zero that it may be separated.
    suspicious: bool,
}

fn fit(flows: &Flows<'_>, kept: &[usize], errors: Errors<'_>) -> Result<Attempt, Error> {
    let y: Vec<f64> = kept.iter().map(|&row| flows.flow[row]).collect();
    let rows = y.len();
    let effects: Vec<Vec<usize>> = flows.effects.iter().map(|e| kept.iter().map(|&row| e[row]).collect()).collect();
    let effects: Vec<&[usize]> = effects.iter().map(Vec::as_slice).collect();
    let mut absorber = Absorber::new(&effects, rows);
    let k = flows.predictors.len();
    let parameters = k + absorber.coefficients();
    if rows <= parameters {
        return Err(Error::TooFew(rows, parameters));
    }
    let mean = y.iter().sum::<f64>() / rows as f64;
    let mut expected: Vec<f64> = y.iter().map(|f| f64::midpoint(*f, mean)).collect();
    let mut log: Vec<f64> = expected.iter().map(|m| m.ln()).collect();
    // Columns of the last step with their effects taken out: a good start of the next.
    let mut columns: Vec<Vec<f64>> =
        flows.predictors.iter().map(|c| kept.iter().map(|&row| c[row]).collect()).collect();
    let sizes: Vec<f64> = columns.iter().map(|c| spread(c)).collect();
    if let Some(flat) = sizes.iter().position(|s| *s == 0.0) {
        return Err(Error::Absorbed(flat));
    }
    columns.push(log.clone());
    let mut working = log.clone();
    let mut deviance = f64::INFINITY;
    let mut tolerance = 1e-5;
    let mut coefficients = vec![0.0; k];
    let mut steps = 0;
    loop {
        if steps == STEPS {
            return Err(Error::NotConverged);
        }
        steps += 1;
        absorber.weigh(&expected);
        for (i, last) in working.iter_mut().enumerate() {
            let next = log[i] + (y[i] - expected[i]) / expected[i];
            columns[k][i] += next - *last;
            *last = next;
        }
        if !absorber.absorb(&mut columns, tolerance) {
            return Err(Error::NotConverged);
        }
        let (gram, against) = products(&columns, &expected);
        for (c, size) in sizes.iter().enumerate() {
            let total: f64 = expected.iter().sum();
            if (gram[c * k + c] / total).sqrt() <= NOTHING * size {
                return Err(Error::Absorbed(c));
            }
        }
        let factored = Cholesky::new(&gram, k).map_err(Error::Collinear)?;
        coefficients.copy_from_slice(&against);
        factored.solve(&mut coefficients);
        for i in 0..rows {
            let explained: f64 = coefficients.iter().zip(&columns).map(|(b, c)| b * c[i]).sum();
            // Predictors and effects together give the working value less what neither explains. What is
            // separated falls without end; it is stopped where it no longer matters.
            log[i] = (working[i] - (columns[k][i] - explained)).max(-300.0);
            expected[i] = log[i].exp();
        }
        let last = std::mem::replace(&mut deviance, deviance_of(&y, &expected));
        if !deviance.is_finite() {
            return Err(Error::NotConverged);
        }
        let change = (last - deviance).abs() / deviance.max(0.1);
        if change < SETTLED && tolerance <= 1e-11 {
            break;
        }
        tolerance = (change * 1e-2).clamp(1e-11, tolerance);
    }
    // Errors are taken at the settled expectations.
    absorber.weigh(&expected);
    if !absorber.absorb(&mut columns[..k], 1e-11) {
        return Err(Error::NotConverged);
    }
    let intercept = flows.effects.is_empty().then(|| {
        let first = kept[0];
        let explained: f64 = coefficients.iter().zip(flows.predictors).map(|(b, c)| b * c[first]).sum();
        log[0] - explained
    });
    if intercept.is_some() {
        // The intercept is a coefficient like the others: its column is not taken out but kept beside them.
        columns = std::iter::once(vec![1.0; rows])
            .chain(flows.predictors.iter().map(|c| kept.iter().map(|&row| c[row]).collect()))
            .collect();
    } else {
        columns.truncate(k);
    }
    let scores = Scores { columns: &columns, flow: &y, expected: &expected, kept, absorber: &absorber, parameters };
    let covariance = scores.covariance(errors).map_err(|column| Error::Collinear(column.saturating_sub(1)))?;
    if covariance.iter().any(|v| v.is_nan()) {
        return Err(Error::FewClusters(1));
    }
    let width = columns.len();
    let lowest = y.iter().zip(&log).filter(|(f, _)| **f == 0.0).map(|(_, l)| *l).fold(f64::INFINITY, f64::min);
    let mut all = vec![0.0; flows.flow.len()];
    kept.iter().zip(&expected).for_each(|(&row, m)| all[row] = *m);
    let sum = |of: &dyn Fn(f64, f64, f64) -> f64| (0..rows).map(|i| of(y[i], expected[i], log[i])).sum::<f64>();
    Ok(Attempt {
        suspicious: lowest < mean.ln() - 14.0,
        fit: Fit {
            intercept,
            coefficients,
            errors: (0..width).map(|i| covariance[i * width + i].sqrt()).collect(),
            covariance,
            deviance,
            log_likelihood: sum(&|y, m, log| y * log - m - ln_gamma(y + 1.0)),
            pearson: sum(&|y, m, _| (y - m).powi(2) / m),
            expected: all,
            used: rows,
            parameters,
            separated: vec![],
            steps,
        },
    })
}

/// Standard deviation, 0 where within rounding nothing varies.
fn spread(column: &[f64]) -> f64 {
    let mean = column.iter().sum::<f64>() / column.len() as f64;
    let sd = (column.iter().map(|v| (v - mean).powi(2)).sum::<f64>() / column.len() as f64).sqrt();
    if sd <= 1e-12 * mean.abs() { 0.0 } else { sd }
}

/// X′WX (by rows) and X′Wz of columns of which the last is z.
fn products(columns: &[Vec<f64>], weight: &[f64]) -> (Vec<f64>, Vec<f64>) {
    let k = columns.len() - 1;
    let product = |a: &[f64], b: &[f64]| a.iter().zip(b).zip(weight).map(|((a, b), w)| w * a * b).sum::<f64>();
    let mut gram = vec![0.0; k * k];
    for a in 0..k {
        for b in 0..=a {
            gram[a * k + b] = product(&columns[a], &columns[b]);
            gram[b * k + a] = gram[a * k + b];
        }
    }
    (gram, (0..k).map(|a| product(&columns[a], &columns[k])).collect())
}

/// 2 Σ (y log(y/μ) − (y − μ)).
fn deviance_of(y: &[f64], expected: &[f64]) -> f64 {
    let term = |(y, m): (&f64, &f64)| if *y > 0.0 { y * (y / m).ln() - (y - m) } else { *m };
    2.0 * y.iter().zip(expected).map(term).sum::<f64>()
}
