//! Lifespans stretched or shortened by covariates: accelerated failure time, for exact, right- and interval-censored ends,
//! with delayed entry.
//!
//! `log T = xβ + σ W`. With W of the smallest extreme value T is Weibull, and the same model has proportional hazards:
//! log hazard ratios `−β/σ`, shape `1/σ` (Kalbfleisch & Prentice 2002, ch. 3).

use statrs::distribution::{Continuous, ContinuousCDF, Normal};

use super::interval::Intervals;
use super::linear::{Symmetric, dot};
use super::newton::{Point, maximise};
use super::sample::{finite, length};
use super::{ChiSquareTest, Error};

/// The distribution of T.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Distribution {
    /// Weibull.
    #[default]
    Weibull,
    /// Exponential: Weibull with `σ = 1`.
    Exponential,
    /// Log-normal.
    LogNormal,
    /// Log-logistic.
    LogLogistic,
}

/// A fitted model.
#[derive(Clone, Debug, PartialEq)]
pub struct Aft {
    /// Intercept, then one coefficient for each covariate: logarithms of factors of life.
    pub coefficients: Vec<f64>,
    /// `σ`.
    pub scale: f64,
    /// Covariance of the coefficients and, unless the distribution is exponential, of `ln σ`.
    pub covariance: Symmetric,
    /// Log-likelihood with the intercept only.
    pub log_likelihood_null: f64,
    /// Log-likelihood, in the unit of the ages.
    pub log_likelihood: f64,
    /// Twice the gain over the intercept only.
    pub likelihood_ratio: ChiSquareTest,
    /// The distribution.
    pub distribution: Distribution,
    /// Newton steps made.
    pub iterations: usize,
}

/// Fits `log T = xβ + σ W`. `entry` is the age from which a row was observed.
///
/// # Errors
/// When rows or columns cannot be used, an exact age is zero, no end is known, or the iterations do not settle.
pub fn aft(
    rows: &Intervals,
    entry: Option<&[f64]>,
    covariates: &[Vec<f64>],
    distribution: Distribution,
) -> Result<Aft, Error> {
    rows.check()?;
    let n = rows.len();
    for column in covariates {
        length("covariate", n, column.len())?;
        finite("covariate", column)?;
    }
    if let Some(entry) = entry {
        length("entry", n, entry.len())?;
        finite("entry", entry)?;
        if let Some(row) = (0..n).find(|&i| entry[i] > rows.left[i]) {
            return Err(Error::EntryNotBeforeExit { row });
        }
    }
    if let Some(row) = (0..n).find(|&i| rows.right[i] <= 0.0) {
        return Err(Error::Interval { row });
    }
    if rows.events() == 0 {
        return Err(Error::TooFewEvents { events: 0, needed: 1 });
    }
    let null = climb(rows, entry, &[], distribution)?;
    let full = if covariates.is_empty() { null.clone() } else { climb(rows, entry, covariates, distribution)? };
    let gain = 2.0 * (full.log_likelihood - null.log_likelihood);
    Ok(Aft {
        log_likelihood_null: null.log_likelihood,
        likelihood_ratio: ChiSquareTest::new(gain, covariates.len()),
        ..full
    })
}

fn climb(
    rows: &Intervals,
    entry: Option<&[f64]>,
    covariates: &[Vec<f64>],
    distribution: Distribution,
) -> Result<Aft, Error> {
    let n = rows.len();
    let p = covariates.len() + 1;
    let has_scale = distribution != Distribution::Exponential;
    let size = p + usize::from(has_scale);
    let centre: Vec<f64> = covariates.iter().map(|c| c.iter().sum::<f64>() / n as f64).collect();
    let spread: Vec<f64> = covariates
        .iter()
        .zip(&centre)
        .map(|(c, m)| (c.iter().map(|x| (x - m).powi(2)).sum::<f64>() / n as f64).sqrt())
        .collect();
    if let Some(column) = spread.iter().zip(&centre).position(|(s, m)| *s <= 1e-13 * m.abs()) {
        return Err(Error::Constant { column });
    }
    let design = |row: usize, a: usize| if a == 0 { 1.0 } else { covariates[a - 1][row] - centre[a - 1] };
    // A start near the middle of what is known of each row.
    let middle: Vec<f64> = (0..n)
        .map(|i| if rows.right[i].is_finite() { f64::midpoint(rows.left[i], rows.right[i]) } else { rows.left[i] })
        .filter(|age| *age > 0.0)
        .map(f64::ln)
        .collect();
    let known = middle.len().max(1) as f64;
    let mean = middle.iter().sum::<f64>() / known;
    let mut start = vec![0.0; size];
    start[0] = mean;
    if has_scale {
        let variance = middle.iter().map(|m| (m - mean).powi(2)).sum::<f64>() / known;
        start[p] = 0.5 * variance.max(1e-4).ln() - 0.2;
    }
    let point = |at: &[f64]| {
        let sigma = if has_scale { at[p].exp() } else { 1.0 };
        let mut total = Point { log_likelihood: 0.0, score: vec![0.0; size], information: Symmetric::zero(size) };
        let mut x = vec![0.0; size];
        for row in 0..n {
            for (a, own) in x.iter_mut().enumerate().take(p) {
                *own = design(row, a);
            }
            let eta = dot(&x[..p], &at[..p]);
            let z = |age: f64| (age.ln() - eta) / sigma;
            let (left, right) = (rows.left[row], rows.right[row]);
            let own = if left == right {
                exact(distribution, z(right))
                    .plus(Term { value: -(sigma * right).ln(), ..Term::default() }, 1.0)
                    .scaled()
            } else {
                between(distribution, (left > 0.0).then(|| z(left)), right.is_finite().then(|| z(right)))
            };
            let own = match entry.map(|e| e[row]).filter(|e| *e > 0.0) {
                Some(entered) => own.plus(between(distribution, Some(z(entered)), None), -1.0),
                None => own,
            };
            own.add_to(&mut total, &x[..p], sigma, has_scale);
        }
        total.information.mirror();
        total
    };
    // Coefficients of covariates stand after the intercept: separation is looked for among them only.
    let watched: Vec<f64> = std::iter::once(0.0).chain(spread.iter().map(|s| s * 0.1)).collect();
    let found = maximise(start, &watched, 60, false, point).map_err(|error| match error {
        Error::Collinear { column } | Error::Separated { column } if column == 0 || column >= p => {
            Error::NotConverged { iterations: 60 }
        }
        Error::Collinear { column } => Error::Collinear { column: column - 1 },
        Error::Separated { column } => Error::Separated { column: column - 1 },
        other => other,
    })?;
    let mut coefficients = found.at[..p].to_vec();
    // Back from centred covariates: the intercept is moved, its variance with it.
    coefficients[0] -= dot(&coefficients[1..], &centre);
    let mut shift = Symmetric::zero(size);
    for k in 0..size {
        shift.values[k * size + k] = 1.0;
    }
    for (a, m) in centre.iter().enumerate() {
        shift.values[a + 1] = -m;
    }
    let mut covariance = Symmetric::zero(size);
    for r in 0..size {
        for c in 0..=r {
            let mut sum = 0.0;
            for i in 0..size {
                for j in 0..size {
                    sum += shift.at(r, i) * found.covariance.at(i, j) * shift.at(c, j);
                }
            }
            covariance.add(r, c, sum);
        }
    }
    covariance.mirror();
    Ok(Aft {
        coefficients,
        scale: if has_scale { found.at[p].exp() } else { 1.0 },
        covariance,
        log_likelihood_null: found.last.log_likelihood,
        log_likelihood: found.last.log_likelihood,
        likelihood_ratio: ChiSquareTest::new(0.0, 0),
        distribution,
        iterations: found.iterations,
    })
}

/// A row's log-likelihood with its derivatives by η (times −σ, that is by z) and by ln σ (by −z ∂/∂z).
#[derive(Clone, Copy, Debug, Default)]
struct Term {
    value: f64,
    /// By z moved for all ends alike: `Σ ∂/∂z_k`.
    z: f64,
    /// `Σ z_k ∂/∂z_k`.
    s: f64,
    zz: f64,
    zs: f64,
    ss: f64,
}

impl Term {
    fn plus(self, other: Self, factor: f64) -> Self {
        Self {
            value: self.value + factor * other.value,
            z: self.z + factor * other.z,
            s: self.s + factor * other.s,
            zz: self.zz + factor * other.zz,
            zs: self.zs + factor * other.zs,
            ss: self.ss + factor * other.ss,
        }
    }

    /// An exact end also has `−ln σ`.
    fn scaled(mut self) -> Self {
        self.s += 1.0;
        self
    }

    fn add_to(&self, to: &mut Point, x: &[f64], sigma: f64, has_scale: bool) {
        let p = x.len();
        to.log_likelihood += self.value;
        for a in 0..p {
            to.score[a] -= x[a] * self.z / sigma;
            for b in 0..=a {
                to.information.add(a, b, -x[a] * x[b] * self.zz / (sigma * sigma));
            }
        }
        if has_scale {
            to.score[p] -= self.s;
            for a in 0..p {
                to.information.add(p, a, -x[a] * self.zs / sigma);
            }
            to.information.add(p, p, -self.ss);
        }
    }
}

/// log f and its derivatives at z.
fn exact(distribution: Distribution, z: f64) -> Term {
    let (value, first, second) = match distribution {
        Distribution::Weibull | Distribution::Exponential => (z - z.exp(), 1.0 - z.exp(), -z.exp()),
        Distribution::LogNormal => (Normal::standard().ln_pdf(z), -z, -1.0),
        Distribution::LogLogistic => {
            let f = logistic(z);
            (z - 2.0 * z.exp().ln_1p(), 1.0 - 2.0 * f, -2.0 * f * (1.0 - f))
        }
    };
    Term { value, z: first, s: z * first, zz: second, zs: first + z * second, ss: z * first + z * z * second }
}

fn logistic(z: f64) -> f64 {
    1.0 / (1.0 + (-z).exp())
}

/// Survival, density and the density's derivative at z.
fn at(distribution: Distribution, z: f64) -> [f64; 3] {
    match distribution {
        Distribution::Weibull | Distribution::Exponential => {
            let e = z.exp();
            let survival = (-e).exp();
            [survival, e * survival, e * survival * (1.0 - e)]
        }
        Distribution::LogNormal => {
            let density = Normal::standard().pdf(z);
            [Normal::standard().sf(z), density, -z * density]
        }
        Distribution::LogLogistic => {
            let f = logistic(z);
            [logistic(-z), f * (1.0 - f), f * (1.0 - f) * (1.0 - 2.0 * f)]
        }
    }
}

/// log P(left < Z ≤ right) and its derivatives; an absent end is at infinity.
fn between(distribution: Distribution, left: Option<f64>, right: Option<f64>) -> Term {
    if let (Some(z), None) = (left, right) {
        return beyond(distribution, z);
    }
    let [sl, fl, dl] = left.map_or([1.0, 0.0, 0.0], |z| at(distribution, z));
    let [sr, fr, dr] = right.map_or([0.0; 3], |z| at(distribution, z));
    let (zl, zr) = (left.unwrap_or(0.0), right.unwrap_or(0.0));
    let mass = match (distribution, left, right) {
        // 1 − S without cancellation.
        (Distribution::Weibull | Distribution::Exponential, None, Some(z)) => -(-z.exp()).exp_m1(),
        (Distribution::Weibull | Distribution::Exponential, Some(l), Some(r)) => -sl * (-(r.exp() - l.exp())).exp_m1(),
        _ => sl - sr,
    };
    let mass = mass.max(f64::MIN_POSITIVE);
    let first = (fr - fl) / mass;
    let scale = (zr * fr - zl * fl) / mass;
    Term {
        value: mass.ln(),
        z: first,
        s: scale,
        zz: (dr - dl) / mass - first * first,
        zs: (fr + zr * dr - fl - zl * dl) / mass - first * scale,
        ss: (zr * fr + zr * zr * dr - zl * fl - zl * zl * dl) / mass - scale * scale,
    }
}

/// log S(z) and its derivatives, without dividing small numbers where that can be helped.
fn beyond(distribution: Distribution, z: f64) -> Term {
    let (value, first, second) = match distribution {
        Distribution::Weibull | Distribution::Exponential => (-z.exp(), -z.exp(), -z.exp()),
        Distribution::LogNormal => {
            let survival = Normal::standard().sf(z).max(f64::MIN_POSITIVE);
            let hazard = Normal::standard().pdf(z) / survival;
            (survival.ln(), -hazard, hazard * (z - hazard))
        }
        Distribution::LogLogistic => {
            let f = logistic(z);
            (-z.exp().ln_1p(), -f, -f * (1.0 - f))
        }
    };
    Term { value, z: first, s: z * first, zz: second, zs: first + z * second, ss: z * first + z * z * second }
}
