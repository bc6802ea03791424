//! The model before what is known of the system: patterns that may be fitted to, as observables.
//!
//! The value of an observable is the middle of the band in which its part is accepted, its discrepancy a third of half the band: the ends
//! of the band are where the cutoff of 3 lies. Parts with one end only, and patterns held out, take no part.

use milieu_study::diagnostic::Diagnostic;
use rayon::prelude::*;

use super::Budget;
use super::abc::{self, Posterior};
use super::history::{self, Matched, Observed};
use crate::ensemble;
use crate::ensemble::sweep::Sweep;
use crate::pattern::{self, PATTERNS, Runs, Setting, Use};
use crate::scenario::Scenario;

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

/// The observables that can be read from runs of these settings.
#[must_use]
pub fn observables(settings: &[Setting]) -> Vec<Observable> {
    let mut found = vec![];
    for (n, pattern) in PATTERNS.iter().enumerate() {
        if pattern.used != Use::Fit || !pattern.settings.iter().all(|setting| settings.contains(setting)) {
            continue;
        }
        for (p, part) in pattern.parts.iter().enumerate() {
            let [low, high] = part.accept;
            if low.is_finite() && high.is_finite() {
                let observed = Observed {
                    name: format!("{} {}", pattern.id, part.what),
                    value: f64::midpoint(low, high),
                    sd: 0.0,
                    discrepancy: (high - low) / 6.0,
                };
                found.push(Observable { pattern: n, part: p, observed });
            }
        }
    }
    found
}

/// What a calibration found.
#[derive(Clone, Debug)]
pub struct Calibrated {
    /// What it was held to.
    pub observables: Vec<Observable>,
    /// What waves ruled out.
    pub matched: Matched,
    /// What was drawn from the rest; none where nothing is left.
    pub posterior: Option<Posterior>,
    /// The distance at which a run lies within every observable's band.
    pub tolerance: f64,
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
    let run = |points: &[Vec<f64>]| numbers(sweep, settings, &observables, points);
    let matched = history::matched(dimensions, &observed, budget, run)?;
    let posterior = if matched.is_empty {
        None
    } else {
        let is_left = |x: &[f64]| {
            x.iter().zip(&matched.ranges).all(|(x, range)| range.is_none_or(|[low, high]| low <= *x && *x <= high))
        };
        let distance = |points: &[Vec<f64>], _: u64| -> Result<Vec<f64>, Vec<Diagnostic>> {
            let numbers = numbers(sweep, settings, &observables, points)?;
            Ok(numbers.iter().map(|of_point| far(of_point, &observed)).collect())
        };
        Some(abc::smc(dimensions, is_left, budget, distance)?)
    };
    Ok(Calibrated { observables, matched, posterior, tolerance: budget.cutoff })
}

/// How far a run is from what is known: the largest miss over the observables, in discrepancies. What cannot be read is far.
fn far(numbers: &[f64], observed: &[Observed]) -> f64 {
    let miss = |(x, o): (&f64, &Observed)| if x.is_finite() { (x - o.value).abs() / o.discrepancy } else { f64::MAX };
    numbers.iter().zip(observed).map(miss).fold(0.0, f64::max)
}

/// The number of every observable at each point: the median over the sweep's seeds.
fn numbers(
    sweep: &Sweep,
    settings: &[Setting],
    observables: &[Observable],
    points: &[Vec<f64>],
) -> Result<Vec<Vec<f64>>, Vec<Diagnostic>> {
    let of_point = |shares: &Vec<f64>| {
        let values: Vec<f64> = sweep.vary.iter().zip(shares).map(|(vary, share)| vary.at(*share)).collect();
        let mut runs = vec![];
        for &setting in settings {
            let scenario = Scenario {
                window: setting.window(),
                months: setting.window().months(),
                preset: setting.preset(),
                ..sweep.at(&values, sweep.base.seed)
            };
            let seeds: Vec<u64> = (0..sweep.seeds as u64).map(|n| sweep.base.seed + n).collect();
            runs.push((setting, ensemble::each(&scenario, &seeds, |run| run)?));
        }
        let of_seed = |n: usize| {
            runs.iter().fold(Runs::default(), |all, (setting, finished)| all.with(*setting, finished[n].seen()))
        };
        let board = pattern::board(&(0..sweep.seeds).map(of_seed).collect::<Vec<_>>());
        Ok(observables.iter().map(|one| board[one.pattern].parts[one.part].median.unwrap_or(f64::NAN)).collect())
    };
    points.par_iter().map(of_point).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn observables_are_patterns_to_fit_with_both_ends() {
        let all = observables(&Setting::ALL);
        assert!(all.len() >= 8, "{}", all.len());
        for one in &all {
            let pattern = PATTERNS[one.pattern];
            assert_eq!(pattern.used, Use::Fit, "{}", pattern.id);
            let [low, high] = pattern.parts[one.part].accept;
            let ends = [low, high].map(|end| (end - one.observed.value).abs() / one.observed.discrepancy);
            assert!(
                ends.iter().all(|end| (end - 3.0).abs() < 1e-9),
                "{}: the band ends at the cutoff",
                one.observed.name
            );
        }
        assert!(observables(&[Setting::Maker]).len() < all.len());
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
    }
}
