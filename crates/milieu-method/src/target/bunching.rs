//! Excess mass at a point of a distribution, beside what a smooth curve and round numbers explain.

use rayon::prelude::*;

use super::cascade::is_multiple;
use super::fit::least_squares;
use crate::analysis::{At, Refusal};
use crate::random::Stream;

/// How bunching is looked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Window {
    /// The point at which numbers may bunch.
    pub at: f64,
    /// Width of a bin; the point lies in the middle of its bin.
    pub width: f64,
    /// Bins below the point.
    pub below: usize,
    /// Bins above the point.
    pub above: usize,
    /// Bins below the point that belong to the bunch.
    pub bunch_below: usize,
    /// Bins above the point that belong to the bunch.
    pub bunch_above: usize,
    /// Degree of the polynomial.
    pub degree: usize,
    /// Round numbers: a dummy for the bins at multiples of each, a bin counting for the greatest that divides it.
    pub round: Vec<f64>,
    /// At most so many corrections for the integration constraint (the missing mass lies above the point); 0 for none.
    pub corrections: usize,
}

/// What was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Bunching {
    /// Middles of the bins.
    pub bins: Vec<f64>,
    /// Numbers in each bin.
    pub counts: Vec<f64>,
    /// What the polynomial and the round numbers explain of each bin.
    pub counterfactual: Vec<f64>,
    /// Numbers in the bunch beyond the counterfactual: B.
    pub excess: f64,
    /// B over the mean counterfactual of a bin of the bunch: b.
    pub relative: f64,
    /// at + b · width: how far the marginal unit has moved.
    pub marginal: f64,
    /// Corrections made.
    pub corrections: usize,
    /// Numbers outside the window.
    pub outside: f64,
}

/// Spread of `excess` and `relative` over draws of the residuals.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Spread {
    /// Standard error of B.
    pub excess: f64,
    /// Standard error of b.
    pub relative: f64,
    /// Draws.
    pub replicates: usize,
}

/// Bunching at a point.
///
/// Chetty, Friedman, Olsen & Pistaferri (2011), <https://doi.org/10.1093/qje/qjr013>, eqs. 14–16; round numbers as in Kleven & Waseem (2013),
/// <https://doi.org/10.1093/qje/qjt004>. `values` are pairs of a number and how often it occurs.
///
/// # Errors
/// A width that is not positive, fewer bins than coefficients, an empty window, round numbers that cannot be told from the bunch or the
/// polynomial, a counterfactual that is not positive in the bunch.
pub fn bunching(values: &[(f64, f64)], window: &Window) -> Result<Bunching, Refusal> {
    let design = Design::of(window)?;
    let (counts, outside) = design.count(values)?;
    let fit = design.fit(&counts, window.corrections)?;
    Ok(Bunching {
        bins: design.bins.clone(),
        counts,
        excess: fit.excess,
        relative: fit.relative,
        marginal: window.at + fit.relative * window.width,
        counterfactual: fit.counterfactual,
        corrections: fit.corrections,
        outside,
    })
}

/// Standard errors by drawing residuals: bins outside the bunch exchange what the fit leaves over (the bunch, whose dummies
/// leave nothing over, is not drawn from). One stream for each replicate.
///
/// # Errors
/// As [`bunching`]; or no replicate could be fitted.
pub fn spread(values: &[(f64, f64)], window: &Window, replicates: usize, seed: u64) -> Result<Spread, Refusal> {
    let design = Design::of(window)?;
    let (counts, _) = design.count(values)?;
    let fit = design.fit(&counts, window.corrections)?;
    let left_over: Vec<f64> = counts.iter().zip(&fit.fitted).map(|(c, f)| c - f).collect();
    let free: Vec<usize> = (0..counts.len()).filter(|bin| !design.in_bunch(*bin)).collect();
    let one = |replicate: usize| {
        let mut stream = Stream::new(seed, replicate as u64);
        let mut drawn = counts.clone();
        for &bin in &free {
            drawn[bin] = fit.fitted[bin] + left_over[free[stream.below(free.len())]];
        }
        design.fit(&drawn, window.corrections).ok().map(|fit| (fit.excess, fit.relative))
    };
    let drawn: Vec<(f64, f64)> =
        (0..replicates).into_par_iter().map(one).collect::<Vec<_>>().into_iter().flatten().collect();
    let deviation = |of: fn(&(f64, f64)) -> f64| {
        let n = drawn.len() as f64;
        let mean = drawn.iter().map(of).sum::<f64>() / n;
        (drawn.iter().map(|d| (of(d) - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt()
    };
    if drawn.len() < 2 {
        return Err(Refusal::new("no-replicates", format!("{} of {replicates} draws could be fitted", drawn.len()))
            .why("a spread needs at least two")
            .help("draw more often, or widen the window"));
    }
    Ok(Spread { excess: deviation(|d| d.0), relative: deviation(|d| d.1), replicates: drawn.len() })
}

struct Design<'a> {
    window: &'a Window,
    bins: Vec<f64>,
    /// Place of each bin from the point, in bins.
    places: Vec<i64>,
    /// Polynomial and round numbers, then a dummy for each bin of the bunch.
    columns: Vec<Vec<f64>>,
    explaining: usize,
}

struct Fit {
    counterfactual: Vec<f64>,
    fitted: Vec<f64>,
    excess: f64,
    relative: f64,
    corrections: usize,
}

impl<'a> Design<'a> {
    fn of(window: &'a Window) -> Result<Self, Refusal> {
        let positive = |x: f64| x > 0.0 && x.is_finite();
        if !positive(window.width) || !window.at.is_finite() || window.round.iter().any(|r| !positive(*r)) {
            return Err(Refusal::new("bad-window", "the width of a bin or a round number is not above zero")
                .why("numbers cannot be counted in such bins")
                .help("give a positive width and positive round numbers")
                .at(At::Option("binwidth".into())));
        }
        let (below, above) = (signed(window.below), signed(window.above));
        let places: Vec<i64> = (-below..=above).collect();
        let bins: Vec<f64> = places.iter().map(|&j| window.at + j as f64 * window.width).collect();
        let scale = below.max(above).max(1) as f64;
        let mut columns: Vec<Vec<f64>> = (0..=window.degree)
            .map(|power| {
                places.iter().map(|&j| (j as f64 / scale).powi(i32::try_from(power).unwrap_or(i32::MAX))).collect()
            })
            .collect();
        let mut round = window.round.clone();
        round.sort_by(|a, b| b.total_cmp(a));
        round.dedup();
        let of_bin = |bin: f64| round.iter().position(|&r| is_multiple(bin, r));
        for index in 0..round.len() {
            columns.push(bins.iter().map(|&bin| f64::from(u8::from(of_bin(bin) == Some(index)))).collect());
        }
        let explaining = columns.len();
        for bunched in -signed(window.bunch_below)..=signed(window.bunch_above) {
            columns.push(places.iter().map(|&j| f64::from(u8::from(j == bunched))).collect());
        }
        if columns.len() > places.len() {
            return Err(Refusal::new(
                "too-few-bins",
                format!("{} bins for {} coefficients", places.len(), columns.len()),
            )
            .why("a curve through every bin explains everything")
            .help("widen the window, narrow the bins, or lower the degree"));
        }
        Ok(Self { window, bins, places, columns, explaining })
    }

    fn in_bunch(&self, bin: usize) -> bool {
        (-signed(self.window.bunch_below)..=signed(self.window.bunch_above)).contains(&self.places[bin])
    }

    fn count(&self, values: &[(f64, f64)]) -> Result<(Vec<f64>, f64), Refusal> {
        let mut counts = vec![0.0; self.bins.len()];
        let mut outside = 0.0;
        for &(value, times) in values {
            if !value.is_finite() || !times.is_finite() || times < 0.0 {
                return Err(Refusal::new("not-a-number", format!("{value} occurs {times} times"))
                    .why("values are counted in bins")
                    .help("give finite values and counts that are not negative"));
            }
            // The half bin is moved up by a hair, so that 0.15 − 0.10 lies in the bin of 0.05 whatever its rounding.
            let place = ((value - self.window.at) / self.window.width + 0.5 + 1e-9).floor();
            let bin = place + signed(self.window.below) as f64;
            if bin >= 0.0 && bin < counts.len() as f64 {
                counts[bin as usize] += times;
            } else {
                outside += times;
            }
        }
        if counts.iter().sum::<f64>() <= 0.0 {
            return Err(Refusal::new("empty-window", "no value lies in the window")
                .why("there is nothing to count")
                .help("move the point or widen the window")
                .at(At::Option("zstar".into())));
        }
        // 2⁵³: beyond it one more is not seen.
        if counts.iter().sum::<f64>() + outside > 9_007_199_254_740_992.0 {
            return Err(Refusal::new("too-many", "more values than can be counted")
                .why("numbers so large do not tell one more from none")
                .help("see whether the column of counts holds counts")
                .at(At::Option("count".into())));
        }
        Ok((counts, outside))
    }

    fn fit(&self, counts: &[f64], most: usize) -> Result<Fit, Refusal> {
        let above: Vec<bool> = self.places.iter().map(|&j| j > 0).collect();
        let mass_above: f64 = counts.iter().zip(&above).filter(|(_, above)| **above).map(|(c, _)| c).sum();
        let mut shifted = counts.to_vec();
        let mut last = f64::INFINITY;
        let mut corrections = 0;
        let mut factor = 1.0;
        loop {
            let beta = least_squares(&self.columns, &shifted).ok_or_else(|| {
                Refusal::new("no-fit", "polynomial, round numbers and bunch cannot be told apart")
                    .why("some of them say the same of every bin of the window")
                    .help("widen the window, lower the degree, or drop a round number whose multiples all lie in the bunch")
            })?;
            let sum = |columns: usize, bin: usize| (0..columns).map(|c| self.columns[c][bin] * beta[c]).sum::<f64>();
            let counterfactual: Vec<f64> = (0..counts.len()).map(|bin| sum(self.explaining, bin)).collect();
            let bunch: Vec<usize> = (0..counts.len()).filter(|&bin| self.in_bunch(bin)).collect();
            let excess: f64 = bunch.iter().map(|&bin| counts[bin] - counterfactual[bin]).sum();
            let is_done = corrections == most || mass_above <= 0.0 || (excess - last).abs() <= 1e-12 * excess.abs();
            if is_done {
                let mean = bunch.iter().map(|&bin| counterfactual[bin]).sum::<f64>() / bunch.len() as f64;
                if mean <= 0.0 {
                    return Err(Refusal::new("no-counterfactual", "the curve is not above zero at the point")
                        .why("an excess relative to nothing is not a number")
                        .help("widen the bins or lower the degree"));
                }
                // Back from shifted counts to counts as they were.
                let shift = |bin: usize| if above[bin] { factor } else { 1.0 };
                let fitted = (0..counts.len()).map(|bin| sum(self.columns.len(), bin) / shift(bin)).collect();
                return Ok(Fit { fitted, relative: excess / mean, counterfactual, excess, corrections });
            }
            last = excess;
            corrections += 1;
            factor = 1.0 + excess / mass_above;
            if factor <= 0.0 {
                return Err(Refusal::new(
                    "no-counterfactual",
                    "the hole at the point is greater than all that lies above it",
                )
                .why("what is missing at the point cannot be given back to the bins above it")
                .help("set `corrections` to 0, or widen the window above the point"));
            }
            for (bin, shifted) in shifted.iter_mut().enumerate().filter(|(bin, _)| above[*bin]) {
                *shifted = counts[bin] * factor;
            }
        }
    }
}

fn signed(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
