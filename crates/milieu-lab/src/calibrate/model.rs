//! The model before what is known of the system: patterns that may be fitted to, as observables.
//!
//! The value of a part whose band has two ends is the middle of the band, its discrepancy a third of half the band: the ends are where
//! the cutoff of 3 lies. A part with one end counts on the wrong side only; its discrepancy is a thirtieth of the end's size (of 1
//! where the end is smaller), and its value lies three of them inside the end, so that here too the end is where the cutoff lies.
//! Patterns held out take no part, neither in what is ruled out nor in what is drawn nor in which run is called the nearest; how
//! that run does on them is told afterwards.

use milieu_study::diagnostic::Diagnostic;

use super::Budget;
use super::abc::{self, Posterior};
use super::history::{self, Matched, Observed, Side};
use crate::ensemble::boards;
use crate::ensemble::sweep::{Sweep, Varied, Vary};
use crate::lever::Levers;
use crate::pattern::{PATTERNS, Part, Score, Setting, Use};

/// A part of a pattern that is an observable.
#[derive(Clone, Debug)]
pub struct Observable {
    /// Position of the pattern in [`PATTERNS`].
    pub pattern: usize,
    /// Position of the part.
    pub part: usize,
    /// What is known.
    pub observed: Observed,
}

/// Why a pattern is not calibrated to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unused {
    /// It is held out.
    HeldOut,
    /// It needs a run that is not made.
    NotRun,
}

/// Why a pattern takes no part with these settings; none if it does.
fn unused(pattern: usize, settings: &[Setting]) -> Option<Unused> {
    let pattern = PATTERNS[pattern];
    if pattern.used != Use::Fit {
        return Some(Unused::HeldOut);
    }
    (!pattern.settings.iter().all(|setting| settings.contains(setting))).then_some(Unused::NotRun)
}

/// The observables that can be read from runs of these settings.
#[must_use]
pub fn observables(settings: &[Setting]) -> Vec<Observable> {
    let taken = (0..PATTERNS.len()).filter(|n| unused(*n, settings).is_none());
    let parts = taken.flat_map(|n| PATTERNS[n].parts.iter().enumerate().map(move |(p, part)| (n, p, part)));
    parts.filter_map(|(n, p, part)| Some(Observable { pattern: n, part: p, observed: observed(n, part)? })).collect()
}

fn observed(pattern: usize, part: &Part) -> Option<Observed> {
    let of_one_end = |end: f64| end.abs().max(1.0) / 30.0;
    let (value, side, discrepancy) = match part.accept {
        [low, high] if low.is_finite() && high.is_finite() => {
            (f64::midpoint(low, high), Side::Both, (high - low) / 6.0)
        }
        [low, _] if low.is_finite() => (low + 3.0 * of_one_end(low), Side::Below, of_one_end(low)),
        [_, high] if high.is_finite() => (high - 3.0 * of_one_end(high), Side::Above, of_one_end(high)),
        _ => return None,
    };
    Some(Observed { name: format!("{} {}", PATTERNS[pattern].id, part.what), value, side, sd: 0.0, discrepancy })
}

/// A point that was run.
#[derive(Clone, Debug)]
pub struct Tried {
    /// What varies, by values.
    pub values: Vec<f64>,
    /// Every pattern there.
    pub board: Vec<Score>,
    /// Patterns to fit that are met; a pattern is met with all its parts.
    pub met: usize,
    /// How far it is, of the misses beyond those allowed the largest, in discrepancies.
    pub distance: f64,
}

impl Tried {
    /// Held-out patterns that are met.
    #[must_use]
    pub fn held_out(&self) -> usize {
        let scores = self.board.iter().zip(PATTERNS);
        scores.filter(|(score, pattern)| pattern.used == Use::Validate && score.met() == Some(true)).count()
    }
}

/// What a calibration found.
#[derive(Clone, Debug)]
pub struct Calibrated {
    /// What it was held to.
    pub observables: Vec<Observable>,
    /// Patterns it was not held to, by position in [`PATTERNS`].
    pub unused: Vec<(usize, Unused)>,
    /// What waves ruled out.
    pub matched: Matched,
    /// What was drawn from the rest; none where nothing is left.
    pub posterior: Option<Posterior>,
    /// The distance at which a run lies within every observable's band.
    pub tolerance: f64,
    /// The defaults.
    pub defaults: Tried,
    /// Of all points that were run the one with most patterns to fit met, of these the nearest.
    pub best: Tried,
    /// Points that were run, by how many patterns to fit they met: none, one, two…
    pub met: Vec<usize>,
}

impl Calibrated {
    /// Why it is not fitted; none if it is.
    #[must_use]
    pub fn not_fitted(&self) -> Option<String> {
        let Some(posterior) = &self.posterior else {
            return Some("nothing is left: with these rules no parameters show all that is known at once".to_owned());
        };
        let last = posterior.tolerances.last().copied().unwrap_or(f64::INFINITY);
        if posterior.is_short && last > self.tolerance {
            return Some(format!("the budget of {} runs is too small", posterior.runs));
        }
        (last > self.tolerance).then(|| "the nearest runs still lie outside the bands of some observables".to_owned())
    }
}

/// Calibrates what varies in a sweep to the patterns of these settings.
///
/// # Errors
/// The findings where a scenario cannot be planned.
pub fn calibrate(sweep: &Sweep, settings: &[Setting], budget: Budget) -> Result<Calibrated, Vec<Diagnostic>> {
    let observables = observables(settings);
    let observed: Vec<Observed> = observables.iter().map(|one| one.observed.clone()).collect();
    let dimensions = sweep.vary.len();
    let mut all: Vec<Tried> = vec![];
    let mut tried = |points: &[Vec<f64>]| -> Result<Vec<(Vec<f64>, f64)>, Vec<Diagnostic>> {
        let boards = boards::at(sweep, settings, points)?;
        let mut out = vec![];
        for (shares, board) in points.iter().zip(boards) {
            let numbers = numbers(&observables, &board);
            let distance = far(&numbers, &observed, budget.allowed);
            let values = sweep.values_at(shares);
            let met = (0..PATTERNS.len()).filter(|n| unused(*n, settings).is_none() && board[*n].met() == Some(true));
            all.push(Tried { values, met: met.count(), board, distance });
            out.push((numbers, distance));
        }
        Ok(out)
    };
    tried(&[defaults(sweep)])?;
    let matched = history::matched(dimensions, &observed, budget, |points| {
        Ok::<_, Vec<Diagnostic>>(tried(points)?.into_iter().map(|(numbers, _)| numbers).collect())
    })?;
    let posterior = if matched.is_empty {
        None
    } else {
        let is_left = |x: &[f64]| {
            x.iter().zip(&matched.ranges).all(|(x, range)| range.is_none_or(|[low, high]| low <= *x && *x <= high))
        };
        Some(abc::smc(dimensions, is_left, budget, |points, _| {
            Ok::<_, Vec<Diagnostic>>(tried(points)?.into_iter().map(|(_, distance)| distance).collect())
        })?)
    };
    let defaults = all[0].clone();
    let mut met = vec![0; all.iter().map(|one| one.met).max().unwrap_or(0) + 1];
    all.iter().for_each(|one| met[one.met] += 1);
    let nearer = |a: &&Tried, b: &&Tried| a.met.cmp(&b.met).then(b.distance.total_cmp(&a.distance));
    let best = all.iter().max_by(nearer).unwrap_or(&defaults).clone();
    let unused = (0..PATTERNS.len()).filter_map(|n| Some((n, unused(n, settings)?))).collect();
    let tolerance = budget.cutoff;
    Ok(Calibrated { observables, unused, matched, posterior, tolerance, defaults, best, met })
}

/// Where the model stands, as shares of what varies.
fn defaults(sweep: &Sweep) -> Vec<f64> {
    let of = |vary: &Vary| {
        let value = match vary.what {
            Varied::Parameter(parameter) => parameter.default,
            Varied::Lever(lever) => (lever.field)(&mut Levers::default()).at(0),
        };
        (value - vary.range[0]) / (vary.range[1] - vary.range[0])
    };
    sweep.vary.iter().map(of).collect()
}

/// How far a run is from what is known: of the misses over the observables the largest but for so many, in discrepancies. What
/// cannot be read is far.
fn far(numbers: &[f64], observed: &[Observed], allowed: usize) -> f64 {
    let miss = |(x, o): (&f64, &Observed)| if x.is_finite() { o.distance(*x) / o.discrepancy } else { f64::MAX };
    let mut misses: Vec<f64> = numbers.iter().zip(observed).map(miss).collect();
    misses.sort_unstable_by(|a, b| b.total_cmp(a));
    misses.get(allowed).copied().unwrap_or(0.0)
}

/// The number of every observable on a board.
fn numbers(observables: &[Observable], board: &[Score]) -> Vec<f64> {
    observables.iter().map(|one| board[one.pattern].parts[one.part].median.unwrap_or(f64::NAN)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ensemble;

    #[test]
    fn observables_are_patterns_to_fit_and_bands_end_at_the_cutoff() {
        let all = observables(&Setting::ALL);
        let parts: usize = PATTERNS.iter().filter(|p| p.used == Use::Fit).map(|p| p.parts.len()).sum();
        assert_eq!(all.len(), parts, "every part of a pattern to fit");
        assert!(all.iter().any(|one| one.observed.side == Side::Below), "one-sided parts among them");
        for one in &all {
            let pattern = PATTERNS[one.pattern];
            assert_eq!(pattern.used, Use::Fit, "{}", pattern.id);
            let far = |end: f64| one.observed.distance(end) / one.observed.discrepancy;
            for end in pattern.parts[one.part].accept.into_iter().filter(|end| end.is_finite()) {
                assert!((far(end) - 3.0).abs() < 1e-9, "{}: the band ends at the cutoff", one.observed.name);
            }
            if one.observed.side == Side::Below {
                assert!(far(1e9) == 0.0 && far(-1e9) > 3.0, "{}", one.observed.name);
            }
        }
        assert!(observables(&[Setting::Maker]).len() < all.len());
    }

    #[test]
    fn held_out_patterns_are_told_and_never_fitted_to() {
        for settings in [&Setting::ALL[..], &[Setting::Maker]] {
            let taken: Vec<usize> = observables(settings).iter().map(|one| one.pattern).collect();
            for (n, pattern) in PATTERNS.iter().enumerate() {
                let why = unused(n, settings);
                assert_eq!(why.is_none(), taken.contains(&n), "{}", pattern.id);
                assert_eq!(pattern.used == Use::Validate, why == Some(Unused::HeldOut), "{}", pattern.id);
            }
        }
    }

    #[test]
    fn the_distance_leaves_out_what_may_be_missed() {
        let known = |value, side| Observed { name: String::new(), value, side, sd: 0.0, discrepancy: 0.5 };
        let observed = [known(1.0, Side::Both), known(2.0, Side::Below), known(3.0, Side::Above)];
        // Misses: 2/0.5, none on the right side, 1/0.5.
        let distances = [0, 1, 2, 3].map(|allowed| far(&[3.0, 9.0, 4.0], &observed, allowed));
        assert_eq!(distances, [4.0, 2.0, 0.0, 0.0]);
        assert_eq!(far(&[f64::NAN, 9.0, 3.0], &observed, 0), f64::MAX);
    }

    #[test]
    fn a_budget_too_small_is_said_not_to_fit() {
        let text = "seeds = 1\n[size]\nterritories = [1, 1, 1, 1, 2]\npersons = 200\nfirms = 40\nplaces = 8\n\
                    [vary.parameters]\nchurn = true\n";
        let sweep = ensemble::sweep::read(text, milieu_study::diagnostic::FileIx(0), &|_| None).value;
        let waves = Budget { waves: 1, points: 4, candidates: 50, ..Budget::default() };
        let budget = Budget { particles: 4, generations: 2, runs: 4, ..waves };
        let found = calibrate(&sweep, &[Setting::Maker], budget).expect("it can be planned");
        assert_eq!(found.matched.waves[0].runs, 4);
        let why = found.not_fitted().expect("four runs do not fit anything");
        assert!(why.contains("nothing is left") || why.contains("too small"), "{why}");
        // The defaults are run too, and where nothing is better they are the best.
        let runs = 5 + found.posterior.as_ref().map_or(0, |p| p.runs);
        assert_eq!(found.met.iter().sum::<usize>(), runs);
        assert!((found.defaults.values[0] - 0.04).abs() < 1e-12);
        assert!(found.best.met >= found.defaults.met && found.best.met + 1 == found.met.len());
    }
}
