//! From raw numbers to memberships.
//!
//! Ragin 2008, *Redesigning Social Inquiry*, chapter 5 (direct and indirect method); Thiem & Duşa 2013,
//! doi:10.1007/978-1-4614-4584-5 (linear, power and bell shapes); Cheli & Lemmi 1995 (totally fuzzy and relative).

use nalgebra::{DMatrix, DVector};

use super::problem::Problem;

/// Log-odds at the anchors in Ragin's direct method: a membership of 0.9526 at full inclusion.
pub const RAGIN: f64 = 3.0;

/// Three anchors. Falling anchors give the set of low values.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Anchors {
    /// Full exclusion.
    pub exclusion: f64,
    /// The crossover: membership 0.5.
    pub crossover: f64,
    /// Full inclusion.
    pub inclusion: f64,
}

impl Anchors {
    /// Anchors that rise or fall strictly.
    ///
    /// # Errors
    /// Equal, unordered or infinite anchors.
    pub fn new(name: &str, exclusion: f64, crossover: f64, inclusion: f64) -> Result<Self, Problem> {
        let wrong = |why| Err(Problem::Anchors { name: name.to_owned(), why });
        if ![exclusion, crossover, inclusion].iter().all(|a| a.is_finite()) {
            return wrong("they must be finite numbers");
        }
        let rising = exclusion < crossover && crossover < inclusion;
        let falling = exclusion > crossover && crossover > inclusion;
        if rising || falling {
            return Ok(Self { exclusion, crossover, inclusion });
        }
        wrong("exclusion, crossover and inclusion must rise, or fall, strictly")
    }

    /// The anchor on the side of a value, and whether that side is inclusion.
    fn side(&self, x: f64) -> (f64, bool) {
        let included = (x - self.crossover) * (self.inclusion - self.crossover) >= 0.0;
        (if included { self.inclusion } else { self.exclusion }, included)
    }
}

/// Log-odds of a membership: `logodds(0.95)` gives anchors at 0.95 and 0.05.
#[must_use]
pub fn log_odds(membership: f64) -> f64 {
    (membership / (1.0 - membership)).ln()
}

/// The direct method: a logistic curve through 0.5 at the crossover, with `odds` log-odds at full inclusion
/// and `-odds` at full exclusion: 1 / (1 + exp(−odds · (x − c) / |anchor − c|)).
#[must_use]
pub fn direct(x: f64, anchors: Anchors, odds: f64) -> f64 {
    let (anchor, included) = anchors.side(x);
    let of_scale = (x - anchors.crossover) / (anchor - anchors.crossover);
    let towards = if included { 1.0 } else { -1.0 };
    1.0 / (1.0 + (-odds * towards * of_scale).exp())
}

/// A straight line (powers 1) or a power curve between the anchors, 0 and 1 beyond them:
/// ½((x − e)/(c − e))^below up to the crossover, 1 − ½((i − x)/(i − c))^above after it.
#[must_use]
pub fn power(x: f64, anchors: Anchors, below: f64, above: f64) -> f64 {
    let (anchor, included) = anchors.side(x);
    let left = ((anchor - x) / (anchor - anchors.crossover)).clamp(0.0, 1.0);
    if included { 1.0 - 0.5 * left.powf(above) } else { 0.5 * left.powf(below) }
}

/// The line of [`power`] on the share of cases at or below a value, instead of on the value: robust to outliers.
#[must_use]
pub fn ecdf(x: f64, anchors: Anchors, among: &[f64]) -> f64 {
    let share = |v: f64| {
        let at_or_below = among.iter().filter(|&&a| a <= v).count();
        #[expect(clippy::cast_precision_loss, reason = "a count of cases")]
        let share = at_or_below as f64 / among.len() as f64;
        share
    };
    let (anchor, included) = anchors.side(x);
    let (from, to) = (share(anchors.crossover), share(anchor));
    // No case between the crossover and the anchor: the curve is a step.
    let way = if (to - from).abs() > 0.0 { ((share(x) - from) / (to - from)).clamp(0.0, 1.0) } else { 1.0 };
    if x == anchors.crossover {
        0.5
    } else if included {
        0.5 + 0.5 * way
    } else {
        0.5 - 0.5 * way
    }
}

/// A set of middle values: a line up over the first anchors, 1 between the two inclusions, a line down over the second.
#[must_use]
pub fn bell(x: f64, rise: Anchors, fall: Anchors) -> f64 {
    power(x, rise, 1.0, 1.0).min(power(x, fall, 1.0, 1.0))
}

/// A category: how many of the rising thresholds a value reaches. One threshold makes a crisp set.
#[must_use]
pub fn category(x: f64, thresholds: &[f64]) -> usize {
    thresholds.iter().filter(|&&t| x >= t).count()
}

/// Totally fuzzy and relative: max(0, (F(x) − F(least)) / (1 − F(least))), with F the share of cases at or below.
///
/// # Errors
/// All values are equal, or one is no number.
pub fn relative(name: &str, values: &[f64]) -> Result<Vec<f64>, Problem> {
    let least = values.iter().copied().fold(f64::INFINITY, f64::min);
    let at_or_below = |v: f64| values.iter().filter(|&&a| a <= v).count();
    let (n, first) = (values.len(), at_or_below(least));
    if first == n || values.iter().any(|v| !v.is_finite()) {
        return Err(Problem::Anchors { name: name.to_owned(), why: "the values must be numbers, and differ" });
    }
    #[expect(clippy::cast_precision_loss, reason = "counts of cases")]
    let score = |&v: &f64| (at_or_below(v) - first) as f64 / (n - first) as f64;
    Ok(values.iter().map(score).collect())
}

/// The indirect method: preliminary scores (one for each case, in 0..1) smoothed over the raw values by a
/// logit model with the terms ln x, √x, x, x² (fractional polynomial; Royston & Altman 1994).
///
/// # Errors
/// Values that are not above 0, lengths that differ, or a fit that does not settle.
pub fn indirect(name: &str, values: &[f64], scores: &[f64]) -> Result<Vec<f64>, Problem> {
    let wrong = |why| Err(Problem::Anchors { name: name.to_owned(), why });
    if values.len() != scores.len() || values.len() < 6 {
        return wrong("the indirect method needs at least six cases, each with a preliminary score");
    }
    if !values.iter().all(|v| *v > 0.0 && v.is_finite()) {
        return wrong("the indirect method needs values above 0 (it takes their logarithm)");
    }
    let columns = [|_: f64| 1.0, f64::ln, f64::sqrt, |x| x, |x| x * x];
    let mut basis = DMatrix::from_fn(values.len(), columns.len(), |i, j| columns[j](values[i]));
    if !orthonormal(&mut basis) {
        return wrong("the values must have at least five different ones");
    }
    let target = DVector::from_column_slice(scores);
    let mut weights = DVector::zeros(columns.len());
    for _ in 0..100 {
        let fitted = (&basis * &weights).map(|eta: f64| 1.0 / (1.0 + (-eta).exp()));
        let gradient = basis.transpose() * (&target - &fitted);
        let spread = fitted.map(|m| m * (1.0 - m));
        let information =
            basis.transpose() * DMatrix::from_fn(values.len(), columns.len(), |i, j| basis[(i, j)] * spread[i]);
        let Some(step) = information.cholesky().map(|c| c.solve(&gradient)) else {
            return Err(Problem::NotConverged("the indirect method"));
        };
        weights += &step;
        if step.amax() < 1e-10 {
            return Ok((&basis * &weights).iter().map(|eta| 1.0 / (1.0 + (-eta).exp())).collect());
        }
    }
    Err(Problem::NotConverged("the indirect method"))
}

/// Makes the columns orthonormal (Gram–Schmidt, twice for accuracy): powers of x are nearly parallel.
fn orthonormal(columns: &mut DMatrix<f64>) -> bool {
    for j in 0..columns.ncols() {
        let mut column = columns.column(j).clone_owned();
        let length = column.norm();
        for _ in 0..2 {
            for earlier in 0..j {
                let along = columns.column(earlier).dot(&column);
                column -= columns.column(earlier) * along;
            }
        }
        let left = column.norm();
        if left.is_nan() || left <= 1e-10 * length {
            return false;
        }
        columns.set_column(j, &(column / left));
    }
    true
}
