//! Proportional hazards (Cox 1972): what goes with ending sooner or later.
//!
//! `h(t | x) = h₀(t) exp(xβ)`. Rows are at risk in `(entry, exit]`, so a place may have several rows whose covariates
//! change with time. Ties by Efron (default), Breslow or the exact discrete likelihood; strata have baselines of their own.

mod baseline;
mod concordance;
mod exact;
mod layout;
mod likelihood;
mod proportional;
mod residual;

pub use baseline::{Baseline, Prediction};
pub use concordance::Concordance;
pub use proportional::{Proportionality, TermTest, Transform};
pub use residual::{Robust, Schoenfeld};

use std::cell::Cell;

use super::linear::{Symmetric, dot};
use super::newton::{Point, maximise};
use super::{ChiSquareTest, Error, Sample};
use layout::Layout;
use likelihood::State;
pub(in crate::survival) use likelihood::Terms;

/// How tied events are treated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Ties {
    /// Efron's approximation (1977): close to exact, and the default everywhere.
    #[default]
    Efron,
    /// Breslow's (1974): cruder.
    Breslow,
    /// The discrete likelihood of all ways to choose the tied events; slow with many ties. Gives coefficients and tests,
    /// no residuals.
    Exact,
}

/// Rows with covariates.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// Times and events.
    pub sample: Sample<'a>,
    /// Covariates, column by column.
    pub covariates: &'a [Vec<f64>],
    /// Stratum of each row.
    pub strata: Option<&'a [usize]>,
    /// Weight of each row.
    pub weight: Option<&'a [f64]>,
    /// What is added to `xβ` of each row.
    pub offset: Option<&'a [f64]>,
}

impl<'a> Input<'a> {
    /// Rows with covariates and nothing else.
    #[must_use]
    pub fn new(sample: Sample<'a>, covariates: &'a [Vec<f64>]) -> Self {
        Self { sample, covariates, strata: None, weight: None, offset: None }
    }
}

/// How to fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Options {
    /// Treatment of ties.
    pub ties: Ties,
    /// Newton steps before giving up.
    pub iterations: usize,
}

impl Default for Options {
    fn default() -> Self {
        Self { ties: Ties::Efron, iterations: 40 }
    }
}

/// A fitted model. Log-likelihoods are natural logarithms of the partial likelihood.
pub struct Fit {
    /// `β`, the log hazard ratios, in the order of the covariates.
    pub coefficients: Vec<f64>,
    /// Inverse information: their covariance.
    pub covariance: Symmetric,
    /// Log-likelihood at `β = 0`.
    pub log_likelihood_null: f64,
    /// Log-likelihood at `β`.
    pub log_likelihood: f64,
    /// Rows.
    pub rows: usize,
    /// Events.
    pub events: usize,
    /// Twice the gain in log-likelihood.
    pub likelihood_ratio: ChiSquareTest,
    /// `βᵀ V⁻¹ β`.
    pub wald: ChiSquareTest,
    /// `Uᵀ I⁻¹ U` at `β = 0`; without ties and with one group indicator, the log-rank test.
    pub score: ChiSquareTest,
    /// Newton steps made.
    pub iterations: usize,
    /// Options it was made with.
    pub options: Options,
    layout: Layout,
    state: State,
}

/// Fits the model.
///
/// # Errors
/// When rows or columns cannot be used, when nothing ends, when a covariate is constant, collinear or separates the events,
/// or when the iterations do not settle.
///
/// ```
/// use milieu_method::survival::{Sample, cox};
/// let sample = Sample {
///     entry: None,
///     exit: &[1.0, 2.0, 3.0, 4.0, 5.0, 6.0],
///     event: &[true, true, true, true, true, false],
/// };
/// let rent = [vec![3.0, 1.0, 4.0, 2.0, 1.5, 0.5]];
/// let fit = cox::fit(&cox::Input::new(sample, &rent), &cox::Options::default())?;
/// assert!(fit.coefficients[0] > 0.0, "dear places close sooner");
/// # Ok::<(), milieu_method::survival::Error>(())
/// ```
pub fn fit(input: &Input, options: &Options) -> Result<Fit, Error> {
    if input.covariates.is_empty() {
        return Err(Error::Unsupported("a model of hazards needs at least one covariate"));
    }
    let layout = Layout::new(input)?;
    if layout.events == 0 {
        return Err(Error::TooFewEvents { events: 0, needed: 1 });
    }
    if let Some(column) = layout.spread.iter().zip(&layout.centre).position(|(s, m)| *s <= 1e-13 * m.abs()) {
        return Err(Error::Constant { column });
    }
    // The state of the last point: the next one is made in its memory.
    let last: Cell<Option<(Vec<f64>, State)>> = Cell::new(None);
    let point = |beta: &[f64]| -> Point {
        if options.ties == Ties::Exact {
            return exact::point(&layout, beta);
        }
        let spent = last.take().map(|(_, state)| state);
        let state = State::at(&layout, beta, options.ties, spent);
        let (score, information) = state.derivatives(&layout, None);
        let log_likelihood = state.log_likelihood;
        last.set(Some((beta.to_vec(), state)));
        Point { log_likelihood, score, information }
    };
    if options.ties == Ties::Exact {
        exact::allowed(input)?;
    }
    let start = vec![0.0; layout.width];
    let found = maximise(start, &layout.spread, options.iterations, true, |beta| floored(point(beta), &layout))?;
    let ties = if options.ties == Ties::Exact { Ties::Efron } else { options.ties };
    let state = match last.take() {
        Some((at, state)) if at == found.at => state,
        _ => State::at(&layout, &found.at, ties, None),
    };
    let df = layout.width;
    let wald = dot(&found.last.information.times(&found.at), &found.at);
    Ok(Fit {
        covariance: found.covariance,
        log_likelihood_null: found.null,
        log_likelihood: found.last.log_likelihood,
        rows: layout.input_rows,
        events: layout.events,
        likelihood_ratio: ChiSquareTest::new(2.0 * (found.last.log_likelihood - found.null), df),
        wald: ChiSquareTest::new(wald, df),
        score: ChiSquareTest::new(found.score_statistic, df),
        iterations: found.iterations,
        options: *options,
        coefficients: found.at,
        layout,
        state,
    })
}

/// Sets an information to zero where it is nothing but rounding: a covariate that differs only between strata, or only
/// where nobody ends, tells nothing.
fn floored(mut point: Point, layout: &Layout) -> Point {
    for (a, spread) in layout.spread.iter().enumerate() {
        if point.information.at(a, a) <= 1e-12 * spread * spread * layout.events as f64 {
            point.information.values[a * layout.width + a] = 0.0;
        }
    }
    point
}

impl Fit {
    /// Standard errors of the coefficients.
    #[must_use]
    pub fn std_err(&self) -> Vec<f64> {
        (0..self.coefficients.len()).map(|a| self.covariance.at(a, a).sqrt()).collect()
    }

    /// Akaike's criterion: `2 p − 2 log L`.
    #[must_use]
    pub fn aic(&self) -> f64 {
        2.0 * self.coefficients.len() as f64 - 2.0 * self.log_likelihood
    }

    /// Schwarz's criterion with the number of events: `p ln(events) − 2 log L`.
    #[must_use]
    pub fn bic(&self) -> f64 {
        self.coefficients.len() as f64 * (self.events as f64).ln() - 2.0 * self.log_likelihood
    }
}
